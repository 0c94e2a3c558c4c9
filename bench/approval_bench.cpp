// From the approval to the durable certificate, eight at once: approve, intent, signature, keep: three transactions
// each, as the service runs them (the job's claim of what is due apart). Against the database alone: the very
// statements and commits of one such run, recorded with their parameters and played back by eight threads without any
// code of ours between them, on a fresh copy of the same database, in the same rounds. Wall clock, because waiting for
// the disk is what is shared; bar: at least 0.7 times as many a second. Beside them the database's own commits: a bare
// insert on SQLite, pgbench on PostgreSQL.
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <variant>

#include "bench.h"
#include "folder.h"
#include "main/fill_at_size.h"
#include "main/make_example.h"
#include "main/story_key.h"
#include "pki/ca_certificate.h"
#include "usecase/approve_application.h"
#include "usecase/checklist.h"
#include "usecase/issue_certificate.h"
#include "usecase/review_application.h"
#include "usecase/submit_reissue.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

constexpr int kAtOnce = 8;
constexpr double kBar = 0.7;
constexpr std::int64_t kContractsForOne = 16;  // of so many contracts one has a certificate young enough to be reissued

template <typename T>
T must(Result<T> result) {
  if (!result) throw Failure(result.error().message);
  return *std::move(result);
}

/// What one connection was asked, in order.
struct Asked {
  enum class Kind : std::uint8_t { begin, query, execute, commit } kind = Kind::query;
  sql::Access access = sql::Access::write;
  std::string statement{};
  std::vector<sql::Parameter> parameters{};
};

/// Hands everything on, and writes it down if there is a list to write to.
class Recorder final : public sql::Connection {
 public:
  Recorder(sql::Connection& connection, std::vector<Asked>* asked) : connection_(connection), asked_(asked) {}
  sql::Dialect dialect() const override { return connection_.dialect(); }
  bool alive() const override { return connection_.alive(); }
  sql::Rows query(std::string_view statement, sql::Parameters parameters) override {
    note(Asked::Kind::query, statement, parameters);
    return connection_.query(statement, parameters);
  }
  std::int64_t execute(std::string_view statement, sql::Parameters parameters) override {
    note(Asked::Kind::execute, statement, parameters);
    return connection_.execute(statement, parameters);
  }
  void stream(std::string_view, sql::Parameters, const std::function<bool(const sql::Row&)>&) override {
    throw Failure("nothing is streamed here");
  }
  void script(std::string_view) override { throw Failure("no script belongs here"); }
  void begin(sql::Access access) override {
    if (asked_ != nullptr) asked_->push_back({.kind = Asked::Kind::begin, .access = access});
    connection_.begin(access);
  }
  void commit() override {
    if (asked_ != nullptr) asked_->push_back({.kind = Asked::Kind::commit});
    connection_.commit();
  }
  void rollback() noexcept override { connection_.rollback(); }

 private:
  void note(Asked::Kind kind, std::string_view statement, const sql::Parameters& parameters) {
    if (asked_ == nullptr) return;
    Asked asked{.kind = kind, .statement = std::string(statement)};
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      asked.parameters.emplace_back(std::nullopt).value = parameters[i];
    }
    asked_->push_back(std::move(asked));
  }
  sql::Connection& connection_;
  std::vector<Asked>* asked_;
};

void play_back(sql::Connection& connection, const std::vector<Asked>& list) {
  for (const auto& asked : list) {
    switch (asked.kind) {
      case Asked::Kind::begin:
        connection.begin(asked.access);
        break;
      case Asked::Kind::commit:
        connection.commit();
        break;
      case Asked::Kind::query:
        connection.query(asked.statement, asked.parameters);
        break;
      case Asked::Kind::execute:
        connection.execute(asked.statement, asked.parameters);
        break;
    }
  }
}

// ------------------------------------------------------------------------------------------ applications to approve

struct Ready {
  ApplicationId id;
  std::int64_t version = 0;
  std::string digest;
};

Actor officer_of(Store& store, const std::string& login_id, std::vector<Role> roles) {
  for (const auto& officer : store.officers.all()) {
    if (officer.login_id == login_id) return {.kind = ActorKind::officer, .officer = officer.id, .roles = roles};
  }
  throw Failure("the example has no " + login_id);
}

/// Files, collects what the checklist asks for, and passes the review.
std::optional<Ready> bring_to_approval(House& house, const Actor& reviewer, const sql::Row& row, int serial) {
  const Time now = house.now();
  const auto& office = house.office();
  const ContractId contract{row.text(0)};
  const Actor applicant{.kind = ActorKind::subscriber,
                        .account = AccountId{row.text(3)},
                        .mandates = {{.customer = CustomerId{row.text(2)}, .role = MembershipRole::applicant}},
                        .reauthenticated_at = now};
  const auto& agreement = office.policy.agreement;
  SubmitReissue form{.contract = contract,
                     .old_certificate = CertificateId{row.text(1)},
                     .reason = ReissueReason::server_failure,
                     .old_certificate_end = OldCertificateEnd::deferred,
                     .csr = make_story_key(row.text(4)).request,
                     .agreement = ShownAgreement{agreement.version, agreement.text_sha256}};
  const auto filed = file_reissue(office, now, applicant, form, "bench-" + std::to_string(serial));
  if (!filed) return {};  // a customer that wants a second approval, or a host the request does not cover
  const auto as_reviewer = [&](auto body) { return must(transact(office, now, reviewer, body)); };
  auto seen = as_reviewer([&](Work& work) { return work.store.applications.get(*filed); });
  if (seen.state != ApplicationState::accepted) return {};
  seen = as_reviewer([&](Work& work) { return start_review(work, {.id = *filed, .version = seen.version}); });
  for (const auto& item : office.policy.checklists.at(seen.kind)) {
    TickChecklist tick{.application = *filed, .version = seen.version, .item = item.id};
    if (item.evidence_kind) {
      const AddEvidence evidence{
          .contract = contract, .application = *filed, .kind = *item.evidence_kind, .source = "bench"};
      tick.evidence = as_reviewer([&](Work& work) { return add_evidence(work, evidence); });
    }
    as_reviewer([&](Work& work) -> Result<bool> {
      const auto ticked = tick_checklist(work, tick);
      if (!ticked) return std::unexpected(ticked.error());
      return true;
    });
  }
  seen = as_reviewer([&](Work& work) {
    return pass_review(work, PassReview{.id = *filed, .version = seen.version, .legal_cause = LegalCause::none});
  });
  return Ready{.id = seen.id, .version = seen.version, .digest = seen.content_digest};
}

std::vector<Ready> make_ready(House& house, std::size_t wanted) {
  sql::Rows rows;
  Actor reviewer;
  {
    auto connection = house.office().pool.lend();
    Store store(*connection);
    reviewer = officer_of(store, "shinsa", {Role::reviewer, Role::caller});
    const Time now = house.now();
    rows = connection->query(
        "SELECT c.id, x.id, c.customer_id, m.account_id, c.common_name FROM contract c JOIN certificate x ON "
        "x.contract_id = c.id JOIN membership m ON m.customer_id = c.customer_id WHERE c.number LIKE 'S-%' AND c.state "
        "= 'in_force' AND c.ends_at > $1 AND x.revoked_at IS NULL AND x.issued_at > $2 ORDER BY c.number",
        {now + std::chrono::days(30), now - std::chrono::days(20)});
  }
  std::vector<Ready> ready;
  int serial = 0;
  for (const auto& row : rows) {
    if (ready.size() == wanted) break;
    if (auto one = bring_to_approval(house, reviewer, row, ++serial)) ready.push_back(*std::move(one));
  }
  if (ready.size() < wanted) throw Failure("only " + std::to_string(ready.size()) + " applications could be made");
  return ready;
}

// ------------------------------------------------------------------------------------------ the two runs

/// Everything of ours that stands between an approval and its certificate.
void approve_and_issue(sql::Connection& connection, const Office& office, const IssuingAuthority& authority,
                       const Actor& approver, const Ready& ready, Time now) {
  const auto engine = Actor::the_engine();
  must(transact_on(connection, office, now, approver, [&](Work& work) {
    return approve_application(work, {.id = ready.id, .version = ready.version, .content_digest = ready.digest});
  }));
  IssuanceId due;  // its own: which one the job's claim would hand out depends on the others
  auto begun = must(transact_on(connection, office, now, engine, [&](Work& work) -> Result<BegunIssue> {
    due = work.store.issuances.of_application(ready.id).back().id;
    return begin_issue(work, authority, due);
  }));
  if (!begun.prepared)
    throw Failure("an issuance was not begun, outcome " + std::to_string(static_cast<int>(begun.outcome)));
  const Bytes der = pki::sign_certificate(*std::move(begun.prepared), *authority.signer);
  if (!pki::is_signed_by(der, authority.certificate_der)) throw Failure("the signature does not hold");
  must(transact_on(connection, office, now, engine,
                   [&](Work& work) { return keep_certificate(work, authority, due, der); }));
}

/// Runs `each(thread, connection)` in kAtOnce threads that begin together; the seconds until the last has ended.
double in_threads(const std::string& database, const std::function<void(int, sql::Connection&)>& each) {
  std::vector<std::unique_ptr<sql::Connection>> connections;
  connections.reserve(kAtOnce);
  for (int i = 0; i < kAtOnce; ++i) connections.push_back(sql::connect(database));
  std::vector<std::string> failures(kAtOnce);
  std::vector<std::thread> threads;
  threads.reserve(kAtOnce);
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < kAtOnce; ++i) {
    threads.emplace_back([&, i] {
      try {
        each(i, *connections[static_cast<std::size_t>(i)]);
      } catch (const std::exception& failure) {
        failures[static_cast<std::size_t>(i)] = failure.what();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& failure : failures) {
    if (!failure.empty()) throw Failure(failure);
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

/// Where the databases lie: how a copy is made, and how fast the database commits by itself.
struct Bed {
  std::string name, base;
  std::function<std::string()> copy;                       ///< a fresh copy of the base, which nobody has open
  std::function<double(const std::string&, int)> commits;  ///< a second, eight at once, so many each
  std::string commits_by;
};

void measure_on(const fs::path& folder, const Bed& bed, const bench::Options& options) {
  const auto each = options.size<std::size_t>(20, 2);
  const int rounds = options.size(7, 1);
  make_example(folder, system_now(), bed.base);
  std::vector<Ready> ready;
  {
    House house(load_config(folder, {}), true);
    const auto wanted = static_cast<std::int64_t>(each * kAtOnce);
    const auto contracts = std::max<std::int64_t>(600, wanted * kContractsForOne);
    fill_at_size(house, {.contracts = contracts, .certificates = contracts, .seed = 11}, assets_folder() / "example",
                 house.now());
    ready = make_ready(house, each * kAtOnce);
  }
  auto config = load_config(folder, {});
  config.database = bed.copy();
  House house(config, true);
  Actor approver;
  {
    auto connection = house.office().pool.lend();
    Store store(*connection);
    approver = officer_of(store, "shonin", {Role::approver, Role::revoker});
  }
  const auto ours = [&](std::vector<std::vector<Asked>>* lists) {
    return in_threads(bed.copy(), [&](int thread, sql::Connection& connection) {
      const auto place = static_cast<std::size_t>(thread);
      Recorder recorder(connection, lists == nullptr ? nullptr : &(*lists)[place]);
      for (std::size_t i = place * each; i < (place + 1) * each; ++i) {
        approve_and_issue(recorder, house.office(), house.authority(), approver, ready[i], house.now());
      }
    });
  };
  std::vector<std::vector<Asked>> recorded(kAtOnce);
  ours(&recorded);
  const double count = static_cast<double>(each * kAtOnce);
  std::vector<double> rates, bare_rates, ratios, commits;
  for (int round = 0; round < rounds; ++round) {
    rates.push_back(count / ours(nullptr));
    bare_rates.push_back(count / in_threads(bed.copy(), [&](int thread, sql::Connection& connection) {
                           play_back(connection, recorded[static_cast<std::size_t>(thread)]);
                         }));
    ratios.push_back(rates.back() / bare_rates.back());
    commits.push_back(bed.commits(bed.copy(), options.size(400, 5)));
  }
  bench::report({.what = "approval to durable certificate, 8 at once, " + bed.name,
                 .value = bench::median(rates),
                 .unit = "/s",
                 .against = "its statements and commits alone",
                 .reference = bench::median(bare_rates),
                 .held = bench::median(ratios),
                 .bar = kBar,
                 .at_least = true,
                 .note = "three commits each"});
  bench::report({.what = "the database's own commits, 8 at once, " + bed.name,
                 .value = bench::median(commits),
                 .unit = "/s",
                 .held = bench::median(commits) / bench::median(rates),
                 .held_unit = "commits in the time of one",
                 .note = bed.commits_by});
}

double bare_commits(const std::string& database, int each) {
  const double seconds = in_threads(database, [&](int thread, sql::Connection& connection) {
    for (int i = 0; i < each; ++i) {
      sql::Transaction transaction(connection);
      connection.execute("INSERT INTO attempt (id, bucket, at) VALUES ($1, 'bench', 0)",
                         {std::to_string(thread) + "." + std::to_string(i)});
      transaction.keep();
    }
  });
  return each * kAtOnce / seconds;
}

/// What pgbench says of one insert and commit.
double pgbench_commits(const fs::path& folder, const std::string& database, int each) {
  const auto script = folder / "insert.sql";
  std::ofstream(script) << "INSERT INTO attempt (id, bucket, at) VALUES (gen_random_uuid(), 'bench', 0);\n";
  const std::string command = "/usr/lib/postgresql/15/bin/pgbench -n -c " + std::to_string(kAtOnce) + " -j 2 -t " +
                              std::to_string(each) + " -f '" + script.string() + "' \"" + database + "\" 2>/dev/null";
  const std::unique_ptr<FILE, int (*)(FILE*)> out(popen(command.c_str(), "r"), &pclose);
  if (!out) throw Failure("pgbench cannot be started");
  char line[256];
  while (std::fgets(line, sizeof line, out.get()) != nullptr) {
    if (std::string_view(line).starts_with("tps = ")) return std::strtod(line + 6, nullptr);
  }
  throw Failure("pgbench told no rate");
}

Bed sqlite_bed(const fs::path& folder) {
  const auto base = folder / "base.db";
  return {.name = "SQLite",
          .base = "sqlite:" + base.string(),
          .copy =
              [base, folder, number = 0]() mutable {
                const auto copy = folder / ("copy" + std::to_string(++number) + ".db");
                fs::copy_file(base, copy);
                return "sqlite:" + copy.string();
              },
          .commits = bare_commits,
          .commits_by = "a bare insert and commit"};
}

Bed postgres_bed(const fs::path& folder, const std::string& server) {
  const auto run = [server](const std::string& statement) { sql::connect(server)->execute(statement); };
  run("CREATE DATABASE approval_base TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
  return {
      .name = "PostgreSQL",
      .base = server + " dbname=approval_base",
      .copy =
          [run, server, number = 0]() mutable {
            const auto name = "approval_copy" + std::to_string(++number);
            run("CREATE DATABASE " + name + " TEMPLATE approval_base");
            return server + " dbname=" + name;
          },
      .commits = [folder](const std::string& database, int each) { return pgbench_commits(folder, database, each); },
      .commits_by = "pgbench, one insert"};
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  return madoguchi::bench::run("approval_bench", argc, argv, [](const madoguchi::bench::Options& options) {
    const madoguchi::bench::Folder place("approval_bench");
    const auto& folder = place.path();
    setenv("MADOGUCHI_ASSETS", MADOGUCHI_SOURCE_DIR, 0);
    madoguchi::measure_on(folder / "sqlite", madoguchi::sqlite_bed(folder), options);
    const char* server = std::getenv("MADOGUCHI_TEST_POSTGRES");
    if (server != nullptr) {
      madoguchi::measure_on(folder / "postgres", madoguchi::postgres_bed(folder, server), options);
    }
  });
}
