// CPU of reading one contract's detail over the API on SQLite (durable: WAL, synchronous FULL): session, transaction,
// queries, JSON, the event of the view. Bar: at most 150 µs, of the serving process, from socket to socket; beside it
// from the parsed request to the printed answer alone, and the raw cost of one durable commit. argv[1]: another
// `madoguchi`.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "bench.h"
#include "folder.h"
#include "http/dispatch.h"
#include "http/routes.h"
#include "main/house.h"
#include "main/make_example.h"
#include "processes.h"
#include "usecase/open_session.h"

namespace madoguchi {
namespace {

constexpr double kBarUs = 150;

using bench::median;
using bench::us_each;

/// A customer's browser behind a login, without the cost of one.
struct Caller {
  std::string token;
  ContractId contract;
};
Caller log_in(House& house) {
  auto caller = transact(house.office(), house.now(), Actor::the_engine(), [&](Work& work) -> Result<Caller> {
    const auto account = work.store.sql.query(
        "SELECT m.account_id, c.id FROM membership m JOIN contract c ON c.customer_id = m.customer_id "
        "ORDER BY c.number, m.account_id LIMIT 1");
    if (account.empty()) throw Failure("the example has no contract");
    const auto opened = open_session(work, {.account = AccountId{account.front().text(0)}}, std::chrono::hours(24));
    return Caller{.token = opened.token, .contract = {account.front().text(1)}};
  });
  if (!caller) throw Failure(caller.error().message);
  return *std::move(caller);
}

/// By `madoguchi serve`, over connections that stay: so many readers at once.
void measure_over_http(const std::string& program, const std::filesystem::path& folder, const Caller& caller,
                       const bench::Options& options, std::size_t readers) {
  const auto port = bench::free_port(2);
  const bench::Process service({program, "serve", "--dir", folder.string(), "--port", std::to_string(port)});
  bench::wait_for_port("madoguchi", service, port);
  const bench::Load load(port,
                         "GET /api/v1/contracts/" + caller.contract.value +
                             " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                             "\r\nAccept: */*\r\nCookie: __Host-portal=" + caller.token + "\r\n\r\n",
                         readers, readers == 1);
  std::vector<double> views;
  const int count = options.size(2'000, 20);
  for (int round = 0; round < options.size(15, 1); ++round) {
    const double before = service.cpu_us();
    load.run(count);
    views.push_back((service.cpu_us() - before) / count);
  }
  const std::string who = readers == 1 ? "one reader after the other" : std::to_string(readers) + " readers at once";
  bench::report({.what = "contract detail over the API, example, SQLite, " + who,
                 .value = median(views),
                 .unit = "us CPU",
                 .against = {},
                 .held = median(views),
                 .held_unit = "us CPU",
                 .bar = kBarUs,
                 .note = std::to_string(load.body().size()) + " bytes, from socket to socket"});
}

Caller measure(const std::filesystem::path& folder, int rounds, int each) {
  make_example(folder, system_now());
  House house(load_config(folder, {}), true);
  auto caller = log_in(house);
  http::Router router;
  http::add_portal_routes(router, house.counter());
  const auto target = "/api/v1/contracts/" + caller.contract.value;
  const http::Request request{.method = http::Method::get,
                              .target = target,
                              .segments = {"api", "v1", "contracts", caller.contract.value},
                              .cookies = {{"__Host-portal", caller.token}},
                              .remote_address = "127.0.0.1"};
  const http::Site site{
      .kind = http::ListenerKind::portal, .catalogue = &house.office().catalogue, .random = &house.office().random};
  const auto view = [&] {
    const auto response = http::dispatch(site, router, request);
    if (response.status != 200) throw Failure("answered " + std::to_string(response.status) + ": " + response.body);
  };
  auto connection = house.office().pool.lend();
  std::int64_t rows = 0;
  const auto commit = [&] {
    sql::Transaction transaction(*connection);
    connection->execute("INSERT INTO attempt (id, bucket, at) VALUES ($1, 'bench', 0)", {std::to_string(++rows)});
    transaction.keep();
  };
  view();
  std::vector<double> views;
  std::vector<double> commits;
  for (int round = 0; round < rounds; ++round) {
    views.push_back(us_each(each, view));
    commits.push_back(us_each(each, commit));
  }
  bench::report({.what = "of it from the parsed request to the printed answer",
                 .value = median(views),
                 .unit = "us CPU",
                 .against = "one durable commit",
                 .reference = median(commits),
                 .held = median(views) / median(commits)});
  return caller;
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  return madoguchi::bench::run("detail_bench", argc, argv, [](const madoguchi::bench::Options& options) {
    const madoguchi::bench::Folder folder("detail_bench");
    setenv("MADOGUCHI_ASSETS", MADOGUCHI_SOURCE_DIR, 0);
    const auto caller = madoguchi::measure(folder.path() / "example", options.size(15, 1), options.size(400, 5));
    const auto beside = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "madoguchi";
    const std::string program = options.words.empty() ? beside.string() : options.words.front();
    for (const std::size_t readers : {8, 1}) {
      madoguchi::measure_over_http(program, folder.path() / "example", caller, options, readers);
    }
  });
}
