// A mass revocation on SQLite (durable: WAL, synchronous FULL): from the approved plan of a million certificates to the
// published lists, against the bare SQL that it cannot avoid: each certificate marked, a line for its list, an event,
// the item's result, in batches as large and commits as durable, and each line read once in the order of the lists.
// Ours and the bare statements take turns, batch by batch, on two copies of one database. Bar: 2.5 times the bare CPU;
// the memory that the process gains meanwhile is told beside it. Lists are written while it runs, as the service's
// other thread does: each that is due, again as soon as it is through and a second of the batches' time has passed. A
// smaller round has the cause keyCompromise: half of the certificates are named, the other half have their keys, all
// are blocked.
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "bench.h"
#include "folder.h"
#include "job/watch_deadlines.h"
#include "main/house.h"
#include "main/make_example.h"
#include "usecase/incident.h"
#include "usecase/plan_incident.h"
#include "usecase/publish_crl.h"
#include "usecase/run_incident.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

constexpr double kBar = 2.5;
constexpr double kMemoryMbBar = 32;
constexpr std::int64_t kCertificatesOfContract = 10;

template <typename T>
T must(Result<T> result) {
  if (!result) throw Failure(result.error().message);
  return *std::move(result);
}

/// Contracts with contacts, ten certificates each: copies of the example's first, with serials of their own, spread as
/// issuing would. Straight into the tables: this is not what is measured.
/// Of the first and the second half, two and two have one key.
void fill(House& house, std::int64_t certificates) {
  const auto done = transact(house.office(), house.now(), Actor::the_engine(), [&](Work& work) -> Result<void> {
    auto& sql = work.store.sql;
    const auto source = sql.query("SELECT contract_id, id FROM certificate ORDER BY issued_at, id LIMIT 1").front();
    const auto contracts = (certificates + kCertificatesOfContract - 1) / kCertificatesOfContract;
    sql.execute(
        "INSERT INTO contract (id, number, customer_id, product, state, starts_at, ends_at, country, organization, "
        "common_name, search_folded, created_at, version) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
        "FROM n WHERE i < $2) SELECT printf('k%025d', i), printf('B-%d', i), customer_id, product, state, starts_at, "
        "ends_at, country, organization, common_name, search_folded, created_at, 1 FROM n JOIN contract ON "
        "contract.id = $1",
        {source.text(0), contracts});
    sql.execute(
        "INSERT INTO contact (id, contract_id, role, person_name, person_kana, phone, country, postal_code, address, "
        "mail, department, organization, language, renewal_notice, valid_from) WITH RECURSIVE n (i) AS (SELECT 1 UNION "
        "ALL SELECT i + 1 FROM n WHERE i < $2) SELECT printf('%s%025d', substr(role, 1, 1), i), printf('k%025d', i), "
        "role, person_name, person_kana, phone, country, postal_code, address, printf('%d-', i / 5) || mail, "
        "department, organization, language, renewal_notice, valid_from FROM n JOIN contact ON contact.contract_id = "
        "$1 AND valid_until IS NULL AND role IN ('registrant', 'technical')",
        {source.text(0), contracts});
    sql.execute(
        "INSERT INTO certificate (id, issuer, serial, contract_id, der, spki_sha256, common_name, organization, "
        "not_before, not_after, crl_shard, issued_at, window_certificate_id, counted) WITH RECURSIVE n (i) AS (SELECT "
        "1 UNION ALL "
        "SELECT i + 1 FROM n WHERE i < $2) SELECT printf('c%017daaaaaaaa', i), issuer, '4d' || "
        "lower(hex(randomblob(15))), printf('k%025d', 1 + i % $3), der, printf('%08x%056d', (i % $5) * 2654435761 & "
        "4294967295, i % $5), common_name, "
        "organization, not_before, not_after, 1 + i % $4, issued_at + i, printf('c%017daaaaaaaa', i), 1 FROM n JOIN "
        "certificate ON certificate.id = $1",
        {source.text(1), certificates, contracts, house.authority().issuer.crl_shards, (certificates + 1) / 2});
    return {};
  });
  if (!done) throw Failure(done.error().message);
}

/// When the first of the copies was issued, within a second.
Time first_issued(House& house) {
  auto connection = house.office().pool.lend();
  return connection->query("SELECT MIN(issued_at) FROM certificate WHERE id LIKE 'c%aaaaaaaa'").front().time(0);
}

Actor officer(House& house, Role role) {
  auto connection = house.office().pool.lend();
  const auto rows = connection->query("SELECT officer_id FROM officer_role WHERE role = $1 ORDER BY officer_id LIMIT 1",
                                      {to_text(role)});
  return Actor{.kind = ActorKind::officer, .officer = OfficerId{rows.front().text(0)}, .roles = {role}};
}

/// From opening to the approval; the plan is made in slices, as the job does.
Incident approved(House& house, IncidentCause cause, const IncidentQuery& query) {
  const auto& office = house.office();
  const auto first = officer(house, Role::reviewer), second = officer(house, Role::approver);
  const OpenIncident command{.cause = cause, .finding = "bench", .query = query};
  const auto opened =
      must(transact(office, house.now(), first, [&](Work& work) { return open_incident(work, command); }));
  must(
      transact(office, house.now(), first, [&](Work& work) { return plan_incident(work, opened.id, opened.version); }));
  const auto now_is = [&] {
    return must(look(office, house.now(), first, [&](Work& work) { return show_incident(work, opened.id); }));
  };
  auto incident = now_is();
  for (; incident.state == IncidentState::planning; incident = now_is()) step_incident(office, incident, house.now());
  return must(transact(office, house.now(), second, [&](Work& work) {
    return approve_incident(work, incident.id, incident.version, incident.plan.digest);
  }));
}

/// The statements that no mass revocation can do without, for the same items in the same batches.
class Bare {
 public:
  Bare(const fs::path& database, const Incident& incident)
      : connection_(sql::connect("sqlite:" + database.string())), incident_(incident) {}

  void batch(std::int64_t from, std::int64_t until, Time now) {
    sql::Transaction transaction(*connection_);
#define ITEMS "incident_item i WHERE i.incident_id = $1 AND i.plan = $2 AND i.position >= $3 AND i.position <= $4"
#define CERTIFICATES                                                                                            \
  "incident_item i JOIN certificate c ON c.id = i.certificate_id WHERE i.incident_id = $1 AND i.plan = $2 AND " \
  "i.position >= $3 AND i.position <= $4"
    connection_->execute(
        "UPDATE certificate SET revoked_at = $5, revocation_reason = 'superseded' WHERE id IN (SELECT "
        "i.certificate_id FROM " ITEMS ")",
        {incident_.id, incident_.plan.number, from, until, now});
    connection_->execute(
        "INSERT INTO revocation (issuer, crl_shard, serial, revoked_at, reason, not_after, recorded_at, "
        "change_number) SELECT c.issuer, c.crl_shard, c.serial, $5, 'superseded', c.not_after, $5, $3 "
        "FROM " CERTIFICATES " ORDER BY c.issuer, c.crl_shard, c.serial",
        {incident_.id, incident_.plan.number, from, until, now});
    connection_->execute(
        "INSERT INTO event (id, at, actor_kind, action, subject_kind, subject_id, contract_id, body) SELECT "
        "SUBSTR(c.id, 1, 18) || 'bare0000', $5, 'engine', 'certificate.revoked', 'certificate', c.id, c.contract_id, "
        "'{\"incident\":\"' || $1 || '\",\"serial\":\"' || c.serial || '\"}' FROM " CERTIFICATES,
        {incident_.id, incident_.plan.number, from, until, now});
    connection_->execute(
        "UPDATE incident_item SET result = 'revoked', at = $5 WHERE incident_id = $1 AND plan = $2 AND position >= $3 "
        "AND position <= $4",
        {incident_.id, incident_.plan.number, from, until, now});
    if (incident_.reason == RevocationReason::key_compromise) {
      connection_->execute(
          "INSERT INTO blocked_key (spki_sha256, reason, blocked_at, looked_for) SELECT DISTINCT c.spki_sha256, "
          "'bare', "
          "$5, 0 FROM " CERTIFICATES " ON CONFLICT (spki_sha256) DO NOTHING",
          {incident_.id, incident_.plan.number, from, until, now});
    }
    transaction.keep();
#undef ITEMS
#undef CERTIFICATES
  }
  std::int64_t read_lines() {
    std::int64_t lines = 0;
    connection_->stream("SELECT serial, revoked_at, reason FROM revocation ORDER BY issuer, crl_shard, serial", {},
                        [&](const sql::Row& row) {
                          lines += static_cast<std::int64_t>(!row.text(0).empty());
                          return true;
                        });
    return lines;
  }

 private:
  std::unique_ptr<sql::Connection> connection_;
  const Incident& incident_;
};

double status_mb(const char* field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(field)) return std::strtod(line.c_str() + std::string_view(field).size(), nullptr) / 1024;
  }
  throw Failure(std::string("no ") + field);
}
void forget_peak() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

template <typename Work>
double cpu_s(Work work) {
  const double start = bench::cpu_us();
  work();
  return (bench::cpu_us() - start) / 1e6;
}

double wall_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// The thread of the service that writes lists, here in turns with the batches, whose time is its clock.
class Publisher {
 public:
  explicit Publisher(House& house) : house_(house), began_at_(house.now()) {
    publish_crls(house.office(), house.authority(), [this] { return began_at_; });
  }
  /// `at` seconds after the first batch.
  void turn(double at) {
    if (at < again_at_) return;
    const double start = wall_s();
    const Time now = began_at_ + Seconds(1 + static_cast<std::int64_t>(at));
    int written = 0;
    cpu_ += cpu_s([&] { written = publish_crls(house_.office(), house_.authority(), [now] { return now; }); });
    written_ += written;
    again_at_ = at + std::max(1.0, wall_s() - start);
  }
  double cpu() const { return cpu_; }
  int written() const { return written_; }

 private:
  House& house_;
  Time began_at_;
  double again_at_ = 1, cpu_ = 0;
  int written_ = 0;
};

struct Course {
  double ours = 0, bare = 0, published = 0, gained_mb = 0;
  int lists = 0;
  std::vector<double> ratios;  ///< of the batches
};

Course run(House& house, Bare& bare, const Incident& incident) {
  Course course;
  Publisher publisher(house);
  double clock = 0;
  const auto watched = [&](bool counts, const auto& work) {
    forget_peak();
    const double before = status_mb("VmRSS:");
    work();
    if (counts) course.gained_mb = std::max(course.gained_mb, status_mb("VmHWM:") - before);
  };
  const auto items = incident.plan.items;
  for (std::int64_t from = 1; from <= items; from += kIncidentBatch) {
    double batch = 0;
    watched(from > 5 * kIncidentBatch, [&] {
      const double start = wall_s();
      batch = cpu_s([&] { step_incident(house.office(), incident, house.now()); });
      clock += wall_s() - start;
    });
    watched(true, [&] { publisher.turn(clock); });
    const auto until = std::min(from + kIncidentBatch - 1, items);
    const double bare_batch = cpu_s([&] { bare.batch(from, until, house.now()); });
    course.ours += batch;
    course.bare += bare_batch;
    course.ratios.push_back(batch / bare_batch);
  }
  watched(true, [&] { publisher.turn(clock + 60); });  // what is left, when every pause is over
  course.published = publisher.cpu();
  course.lists = publisher.written();
  return course;
}

/// Every certificate of the plan, and every line on a list.
void require_done(House& house, const Incident& incident, std::int64_t lines) {
  const auto items = incident.plan.items;
  if (lines < items) throw Failure("the bare statements missed certificates");
  const auto left =
      must(look(house.office(), house.now(), Actor::the_engine(), [&](Work& work) -> Result<std::int64_t> {
        return work.store.sql
            .query("SELECT COUNT(*) FROM revocation WHERE published_number IS NULL OR incident_id IS NULL")
            .front()
            .number(0);
      }));
  const auto now_is = must(look(house.office(), house.now(), officer(house, Role::auditor),
                                [&](Work& work) { return show_incident(work, incident.id); }));
  if (now_is.revoked != items) throw Failure("not every certificate was revoked");
  if (left > lines - items) throw Failure("not every line is on a list");
}

void report_course(const Incident& incident, const Course& course, double planned) {
  const bool compromise = incident.reason == RevocationReason::key_compromise;
  const std::string what = compromise ? ", compromised keys" : "";
  const double all = course.ours + course.published;
  const auto part = std::to_string(static_cast<int>(course.published / all * 100));
  bench::report(
      {.what = "mass revocation to published lists, " + std::to_string(incident.plan.items) + " certificates" + what,
       .value = all,
       .unit = "s CPU",
       .against = "the bare SQL",
       .reference = course.bare,
       .held = all / course.bare,
       .bar = kBar,
       .note = part + " % is publishing, " + std::to_string(course.lists) + " lists"});
  const auto batches = static_cast<double>(course.ratios.size());
  bench::report({.what = "a batch of it, 2,000 certificates" + what,
                 .value = course.ours * 1e3 / batches,
                 .unit = "ms CPU",
                 .against = "the bare SQL",
                 .reference = course.bare * 1e3 / batches,
                 .held = bench::median(course.ratios)});
  bench::report({.what = "its plan, with digest, and the approval" + what,
                 .value = planned,
                 .unit = "s CPU",
                 .held = planned,
                 .held_unit = "s CPU"});
  bench::report({.what = "memory above what the process had before a step or the publishing" + what,
                 .value = course.gained_mb,
                 .unit = "MB",
                 .held = course.gained_mb,
                 .held_unit = "MB",
                 .bar = kMemoryMbBar});
}

/// A turn of the deadlines' watch, which looks for blocked keys, on the thread that writes lists.
double turn_ms(House& house) {
  constexpr int kTurns = 20;
  return cpu_s([&] {
           for (int i = 0; i < kTurns; ++i) job::watch_deadlines(house.office(), house.now());
         }) *
         1e3 / kTurns;
}

void measure(const fs::path& folder, IncidentCause cause, std::int64_t certificates) {
  const bool compromise = reason_of(cause) == RevocationReason::key_compromise;
  make_example(folder, system_now());
  House house(load_config(folder, {}), true);
  fill(house, certificates);
  IncidentQuery query{.issued_from = Time{}, .issued_until = house.now() + Seconds(10 * certificates)};
  if (compromise) query.issued_until = first_issued(house) + Seconds(certificates / 2);
  const double quiet_turn = turn_ms(house);
  std::optional<Incident> incident;
  const double planned = cpu_s([&] { incident = approved(house, cause, query); });
  {
    auto connection = house.office().pool.lend();
    connection->query("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  const auto copy = folder / "bare.db";
  fs::copy_file(folder / "madoguchi.db", copy);
  Bare bare(copy, *incident);
  auto course = run(house, bare, *incident);
  std::int64_t lines = 0;
  course.bare += cpu_s([&] { lines = bare.read_lines(); });
  require_done(house, *incident, lines);
  report_course(*incident, course, planned);
  if (!compromise) return;
  const double looked = cpu_s([&] {
    while (job::watch_deadlines(house.office(), house.now()) > 0) continue;
  });
  const double later_turn = turn_ms(house);
  bench::report({.what = "a turn of the deadlines' watch once the blocked keys were looked for",
                 .value = later_turn,
                 .unit = "ms CPU",
                 .against = "before any was blocked",
                 .reference = quiet_turn,
                 .held = later_turn / quiet_turn,
                 .note = "looking for them: " + std::to_string(static_cast<int>(looked * 1e3)) + " ms once"});
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  return madoguchi::bench::run("mass_revocation_bench", argc, argv, [](const madoguchi::bench::Options& options) {
    const madoguchi::bench::Folder folder("mass_revocation_bench");
    setenv("MADOGUCHI_ASSETS", MADOGUCHI_SOURCE_DIR, 0);
    using madoguchi::IncidentCause;
    madoguchi::measure(folder.path() / "keys", IncidentCause::key_compromise,
                       options.size<std::int64_t>(100'000, 3'000));
    madoguchi::measure(folder.path() / "example", IncidentCause::not_as_required,
                       options.size<std::int64_t>(1'000'000, 3'000));
  });
}
