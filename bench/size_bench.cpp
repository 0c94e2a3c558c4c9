// What a request costs at 1 k, 100 k and 1 M contracts, on SQLite and on PostgreSQL: the list, a search and the detail,
// for a customer of ten contracts over the portal's API and for an officer over the desk's. From the parsed request to
// the printed answer, sessions, transactions and events included. CPU of this process, and for PostgreSQL of its
// backends too. The three sizes are asked in turn, round by round; bar: 1.3 times the cost at 1 k, median of the
// rounds. Arguments: other sizes, smallest first, to look at. The examples are made by `fill_at_size`, whose rate is
// told too (bar: 50 000 rows a second). What PostgreSQL does by itself a while after (vacuum, checkpoint) is done
// before the first question, or the questions would do its work.
//
// Sixteen callers ask in turn at every size, and each has asked once before the clock runs: what they read lies in the
// database's memory at 1 k and at 1 M alike. One who comes for the first time pays the reading of some forty pages
// more.
//
// To look at: MADOGUCHI_SIZE_FOLDER, a folder that keeps the filled examples for the next run;
// MADOGUCHI_SIZE_ONLY=sqlite or =postgres.
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include "bench.h"
#include "folder.h"
#include "http/dispatch.h"
#include "http/routes.h"
#include "main/fill_at_size.h"
#include "main/make_example.h"
#include "usecase/open_session.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

constexpr double kCostBar = 1.3;
constexpr double kRowsBar = 50'000;
constexpr std::chrono::seconds kQuestionTime{12};  // of one question at all sizes, once it had kRoundsMin rounds
constexpr int kRoundsMin = 3;
constexpr const char* kFilledMark = "filled";  // in a folder whose filling came to its end
constexpr int kCallers = 16;                   // different ones in turn, so that no page is read for one caller alone

struct Question {
  std::string name;
  bool desk = false;
  std::vector<http::Request> requests{};  ///< asked in turn
};

/// One example of one size, open for questions.
class Place {
 public:
  Place(const fs::path& folder, const std::string& database, std::int64_t contracts, bool postgres)
      : contracts_(contracts), postgres_(postgres) {
    const bool is_there = fs::exists(folder / kFilledMark);
    if (!is_there) make_example(folder, system_now(), database);
    house_ = std::make_unique<House>(load_config(folder, {}), true);
    if (!is_there) fill(folder);
    add_portal_routes(portal_, house_->counter());
    add_desk_routes(desk_, house_->counter());
    find_questions();
  }

  const std::vector<Question>& questions() const { return questions_; }
  std::int64_t contracts() const { return contracts_; }
  const FilledRows& filled() const { return filled_; }
  /// Of this process; PostgreSQL's own comes on top.
  double filling_cpu_s() const { return filling_cpu_s_; }
  /// CPU microseconds of one answer to `question`.
  double ask(const Question& question, int count) {
    const http::Site site{.kind = question.desk ? http::ListenerKind::desk : http::ListenerKind::portal,
                          .catalogue = &house_->office().catalogue,
                          .random = &house_->office().random};
    const auto& router = question.desk ? desk_ : portal_;
    const double before = bench::cpu_us() + backends_us();
    for (int i = 0; i < count; ++i) {
      const auto& request = question.requests[static_cast<std::size_t>(i) % question.requests.size()];
      const auto response = http::dispatch(site, router, request);
      if (response.status != 200) throw Failure(request.target + ": " + std::to_string(response.status));
      if (response.body.find("\"number\"") == std::string::npos) throw Failure(request.target + " found nothing");
    }
    return (bench::cpu_us() + backends_us() - before) / count;
  }

 private:
  void fill(const fs::path& folder);
  void find_questions();
  http::Request request_of(const std::string& token, bool desk, const std::string& path, const http::TextMap& query);
  std::string open(const std::string& statement, const std::vector<sql::Parameter>& parameters, bool desk);
  /// Of the server's processes that serve this database.
  double backends_us();

  std::int64_t contracts_;
  bool postgres_;
  FilledRows filled_;
  double filling_cpu_s_ = 0;
  std::unique_ptr<House> house_;
  http::Router portal_, desk_;
  std::vector<Question> questions_;
};

void Place::fill(const fs::path& folder) {
  const double before = bench::cpu_us();
  filled_ = fill_at_size(*house_, {.contracts = contracts_, .certificates = contracts_, .seed = 7},
                         assets_folder() / "example", house_->now());
  filling_cpu_s_ = (bench::cpu_us() - before) / 1e6;
  std::printf("filled %ld contracts in %.0f s\n", static_cast<long>(contracts_), filled_.seconds);
  std::fflush(stdout);
  if (postgres_) house_->office().pool.lend()->script("VACUUM (ANALYZE)");
  if (postgres_) house_->office().pool.lend()->script("CHECKPOINT");
  std::ofstream(folder / kFilledMark) << filled_.rows << '\n';
}

double Place::backends_us() {
  if (!postgres_) return 0;
  auto connection = house_->office().pool.lend();
  double sum = 0;
  for (const auto& row : connection->query("SELECT CAST(pid AS BIGINT) FROM pg_stat_activity WHERE datname = "
                                           "current_database() AND backend_type = 'client backend'")) {
    std::ifstream file("/proc/" + std::to_string(row.number(0)) + "/schedstat");
    double nanoseconds = 0;
    if (file >> nanoseconds) sum += nanoseconds / 1e3;
  }
  return sum;
}

/// Logs in whom the statement names first; the token.
std::string Place::open(const std::string& statement, const std::vector<sql::Parameter>& parameters, bool desk) {
  auto token = transact(house_->office(), house_->now(), Actor::the_engine(), [&](Work& work) -> Result<std::string> {
    const auto rows = work.store.sql.query(statement, parameters);
    if (rows.empty()) throw Failure("nobody to log in: " + statement);
    SessionOwner owner;
    if (desk) {
      owner.officer = OfficerId{rows.front().text(0)};
    } else {
      owner.account = AccountId{rows.front().text(0)};
    }
    return open_session(work, owner, std::chrono::hours(24)).token;
  });
  if (!token) throw Failure(token.error().message);
  return *std::move(token);
}

http::Request Place::request_of(const std::string& token, bool desk, const std::string& path,
                                const http::TextMap& query) {
  http::Request request{.method = http::Method::get,
                        .target = path,
                        .query = query,
                        .cookies = {{desk ? "__Host-desk" : "__Host-portal", token}},
                        .remote_address = "127.0.0.1",
                        .listener = desk ? http::ListenerKind::desk : http::ListenerKind::portal};
  for (std::size_t at = 1; at < path.size();) {
    const auto end = std::min(path.find('/', at), path.size());
    request.segments.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return request;
}

void Place::find_questions() {
  const std::string list = "/api/v1/contracts";
  Question own{.name = "portal: list, 10 own contracts"}, found{.name = "portal: search by name"},
      detail{.name = "portal: detail"}, first{.name = "desk: list, first page", .desk = true},
      deep{.name = "desk: list, a page in the middle", .desk = true},
      numbers{.name = "desk: search by number", .desk = true}, names{.name = "desk: search by host name", .desk = true},
      corporations{.name = "desk: search by corporate name", .desk = true},
      serials{.name = "desk: search by serial", .desk = true};
  const auto officer = open("SELECT id FROM officer WHERE login_id = 'uketsuke'", {}, true);
  for (int i = 0; i < kCallers; ++i) {
    const auto ordinal = contracts_ / kCallers * i + contracts_ / (2 * kCallers);
    const auto digits = std::to_string(10'000'000 + ordinal).substr(1);
    const std::string number = "S-" + digits.substr(digits.size() - 7);
    sql::Rows rows;
    {
      auto connection = house_->office().pool.lend();
      rows = connection->query(
          "SELECT c.id, c.common_name, u.name, c.customer_id, (SELECT MIN(x.serial) FROM certificate x WHERE "
          "x.contract_id = c.id), c.ends_at FROM contract c JOIN customer u ON u.id = c.customer_id WHERE c.number = "
          "$1",
          {number});
    }
    if (rows.empty()) throw Failure("no contract " + number);
    const auto& row = rows.front();
    const auto token = open("SELECT account_id FROM membership WHERE customer_id = $1", {row.text(3)}, false);
    const std::string corporation = row.text(2).substr(row.text(2).find("第"), 8);  // 第00042
    own.requests.push_back(request_of(token, false, list, {}));
    found.requests.push_back(request_of(token, false, list, {{"q", row.text(1)}}));
    detail.requests.push_back(request_of(token, false, list + "/" + row.text(0), {}));
    first.requests.push_back(request_of(officer, true, list, {}));
    const auto cursor = std::to_string(row.number(5)) + "." + row.text(0);
    deep.requests.push_back(request_of(officer, true, list, {{"cursor", to_base32(view_of(cursor))}}));
    numbers.requests.push_back(request_of(officer, true, list, {{"q", number}}));
    names.requests.push_back(request_of(officer, true, list, {{"q", row.text(1)}}));
    corporations.requests.push_back(request_of(officer, true, list, {{"q", corporation}}));
    serials.requests.push_back(request_of(officer, true, list, {{"q", row.text(4).substr(0, 12)}}));
  }
  questions_ = {own, found, detail, first, deep, numbers, names, corporations, serials};
}

std::string fresh_database(const std::string& server, const std::string& name) {
  const auto connection = sql::connect(server);
  connection->execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
  return server + " dbname=" + name;
}

void ask_all(std::vector<std::unique_ptr<Place>>& places, const std::string& database, int rounds, int each) {
  for (std::size_t q = 0; q < places.front()->questions().size(); ++q) {
    std::vector<std::vector<double>> costs(places.size());
    std::vector<double> ratios;
    const char* asked = std::getenv("MADOGUCHI_SIZE_QUESTION");
    if (asked != nullptr && places.front()->questions()[q].name.find(asked) == std::string::npos) continue;
    for (auto& place : places) place->ask(place->questions()[q], kCallers);  // statements prepared, pages read
    const auto enough = std::chrono::steady_clock::now() + kQuestionTime;
    for (int round = 0; round < rounds && (round < kRoundsMin || std::chrono::steady_clock::now() < enough); ++round) {
      for (std::size_t i = 0; i < places.size(); ++i) {
        costs[i].push_back(places[i]->ask(places[i]->questions()[q], each));
      }
      ratios.push_back(costs.back().back() / costs.front().back());
    }
    const auto thousands = [](std::int64_t contracts) { return std::to_string(contracts / 1000) + " k"; };
    bench::Figure figure{.what = places.front()->questions()[q].name + ", " + database,
                         .value = bench::median(costs.back()),
                         .unit = "us CPU",
                         .against = "at " + thousands(places.front()->contracts()),
                         .reference = bench::median(costs.front()),
                         .held = bench::median(ratios),
                         .bar = kCostBar};
    figure.note = "at " + thousands(places.back()->contracts());
    if (places.size() == 3) {
      figure.note += "; at " + thousands(places[1]->contracts()) + " " +
                     std::to_string(std::lround(bench::median(costs[1]))) + " us";
    }
    bench::report(figure);
  }
}

void report_filling(const Place& place, const std::string& database) {
  const auto rows = static_cast<double>(place.filled().rows);
  const double rate = rows / place.filled().seconds;
  bench::report({.what = "filling an example, rows a second, " + database,
                 .value = rate,
                 .unit = "rows/s",
                 .held = rate,
                 .held_unit = "rows/s",
                 .bar = kRowsBar,
                 .at_least = true,
                 .note = std::to_string(place.filled().rows) + " rows, indexes included; " +
                         std::to_string(std::lround(rows / place.filling_cpu_s())) + " for a second of our CPU"});
}

void measure(const fs::path& folder, const bench::Options& options, const std::string& server) {
  const bool postgres = !server.empty();
  const std::string database = postgres ? "PostgreSQL" : "SQLite";
  auto sizes =
      options.quick ? std::vector<std::int64_t>{1'000, 2'000} : std::vector<std::int64_t>{1'000, 100'000, 1'000'000};
  if (!options.words.empty()) sizes.clear();
  for (const auto& word : options.words) sizes.push_back(std::strtoll(word.c_str(), nullptr, 10));
  std::vector<std::unique_ptr<Place>> places;
  for (const auto contracts : sizes) {
    const auto name = "size_bench_" + std::to_string(contracts);
    const auto place = folder / (database + std::to_string(contracts));
    const auto target = !postgres                         ? std::string("sqlite:madoguchi.db")
                        : fs::exists(place / kFilledMark) ? server + " dbname=" + name
                                                          : fresh_database(server, name);
    places.push_back(std::make_unique<Place>(place, target, contracts, postgres));
  }
  if (places.back()->filled().rows > 0) report_filling(*places.back(), database);
  ask_all(places, database, options.size(31, 1), options.size(4 * kCallers, 2));
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  return madoguchi::bench::run("size_bench", argc, argv, [](const madoguchi::bench::Options& options) {
    setenv("MADOGUCHI_ASSETS", MADOGUCHI_SOURCE_DIR, 0);
    const char* kept = std::getenv("MADOGUCHI_SIZE_FOLDER");
    std::optional<madoguchi::bench::Folder> own;
    if (kept == nullptr) own.emplace("size_bench");
    const std::filesystem::path folder = own ? own->path() : std::filesystem::path(kept);
    const char* server = std::getenv("MADOGUCHI_TEST_POSTGRES");
    const char* only = std::getenv("MADOGUCHI_SIZE_ONLY");
    const auto wanted = [&](std::string_view database) { return only == nullptr || database == only; };
    if (wanted("sqlite")) madoguchi::measure(folder, options, "");
    if (server != nullptr && wanted("postgres")) madoguchi::measure(folder, options, server);
  });
}
