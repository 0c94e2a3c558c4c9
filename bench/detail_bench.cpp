// CPU of reading one contract's detail over the API on SQLite (durable: WAL, synchronous FULL), from the parsed request
// to the printed answer: session, transaction, queries, JSON, the event of the view. Bar: at most 150 µs. The raw cost
// of one durable commit, measured in the same rounds, is a part of it that no code of ours can save.
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

void measure(const std::filesystem::path& folder, int rounds, int each) {
  make_example(folder, system_now());
  House house(load_config(folder, {}), true);
  const auto caller = log_in(house);
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
  std::size_t bytes = 0;
  const auto view = [&] {
    const auto response = http::dispatch(site, router, request);
    if (response.status != 200) throw Failure("answered " + std::to_string(response.status) + ": " + response.body);
    bytes = response.body.size();
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
  bench::report({.what = "contract detail over the API, example, SQLite",
                 .value = median(views),
                 .unit = "us CPU",
                 .against = "one durable commit",
                 .reference = median(commits),
                 .held = median(views),
                 .held_unit = "us CPU",
                 .bar = kBarUs,
                 .note = std::to_string(bytes) + " bytes"});
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  return madoguchi::bench::run("detail_bench", argc, argv, [](const madoguchi::bench::Options& options) {
    const madoguchi::bench::Folder folder("detail_bench");
    setenv("MADOGUCHI_ASSETS", MADOGUCHI_SOURCE_DIR, 0);
    madoguchi::measure(folder.path() / "example", options.size(15, 1), options.size(400, 5));
  });
}
