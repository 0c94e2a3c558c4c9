// A mass revocation on SQLite (durable: WAL, synchronous FULL): from the approved plan of a million certificates to the
// published lists, against the bare SQL that it cannot avoid: each certificate marked, a line for its list, an event,
// the item's result, in batches as large and commits as durable, and each line read once in the order of the lists.
// Ours and the bare statements take turns, batch by batch, on two copies of one database. Bar: 2.5 times the bare CPU;
// the memory that the process gains meanwhile is told beside it.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "bench.h"
#include "folder.h"
#include "main/house.h"
#include "main/make_example.h"
#include "memory.h"
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
        "INSERT INTO certificate (id, issuer, serial, contract_id, der, spki_sha256, common_name, not_before, "
        "not_after, crl_shard, issued_at, window_certificate_id, counted) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL "
        "SELECT i + 1 FROM n WHERE i < $2) SELECT printf('c%017daaaaaaaa', i), issuer, '4d' || "
        "lower(hex(randomblob(15))), printf('k%025d', 1 + i % $3), der, lower(hex(randomblob(32))), common_name, "
        "not_before, not_after, 1 + i % $4, issued_at + i % 100000, printf('c%017daaaaaaaa', i), 1 FROM n JOIN "
        "certificate ON certificate.id = $1",
        {source.text(1), certificates, contracts, house.authority().issuer.crl_shards});
    return {};
  });
  if (!done) throw Failure(done.error().message);
}

Actor officer(House& house, Role role) {
  auto connection = house.office().pool.lend();
  const auto rows = connection->query("SELECT officer_id FROM officer_role WHERE role = $1 ORDER BY officer_id LIMIT 1",
                                      {to_text(role)});
  return Actor{.kind = ActorKind::officer, .officer = OfficerId{rows.front().text(0)}, .roles = {role}};
}

/// From opening to the approval; the plan is made in slices, as the job does.
Incident approved(House& house, const IncidentQuery& query) {
  const auto& office = house.office();
  const auto first = officer(house, Role::reviewer), second = officer(house, Role::approver);
  const OpenIncident command{.cause = IncidentCause::not_as_required, .finding = "bench", .query = query};
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

template <typename Work>
double cpu_s(Work work) {
  const double start = bench::cpu_us();
  work();
  return (bench::cpu_us() - start) / 1e6;
}

void measure(const fs::path& folder, std::int64_t certificates) {
  make_example(folder, system_now());
  House house(load_config(folder, {}), true);
  fill(house, certificates);
  publish_crls(house.office(), house.authority(), [&] { return house.now(); });
  const IncidentQuery query{.issued_from = Time{}, .issued_until = house.now() + Seconds(200'000)};
  std::optional<Incident> incident;
  const double planned = cpu_s([&] { incident = approved(house, query); });
  {
    auto connection = house.office().pool.lend();
    connection->query("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  const auto copy = folder / "bare.db";
  fs::copy_file(folder / "madoguchi.db", copy);
  Bare bare(copy, *incident);
  const auto items = incident->plan.items;
  double ours = 0, theirs = 0, gained = 0;
  std::vector<double> ratios;
  for (std::int64_t from = 1; from <= items; from += kIncidentBatch) {
    const auto until = std::min(from + kIncidentBatch - 1, items);
    bench::forget_peak();
    const double before = bench::status_mb("VmRSS:");
    const double our_batch = cpu_s([&] { step_incident(house.office(), *incident, house.now()); });
    if (from > 5 * kIncidentBatch) gained = std::max(gained, bench::status_mb("VmHWM:") - before);
    const double bare_batch = cpu_s([&] { bare.batch(from, until, house.now()); });
    ours += our_batch;
    theirs += bare_batch;
    ratios.push_back(our_batch / bare_batch);
  }
  bench::forget_peak();
  const double before = bench::status_mb("VmRSS:");
  const auto later = [&] { return house.now() + Seconds(2); };
  const double published = cpu_s([&] { publish_crls(house.office(), house.authority(), later); });
  gained = std::max(gained, bench::status_mb("VmHWM:") - before);
  std::int64_t lines = 0;
  theirs += cpu_s([&] { lines = bare.read_lines(); });
  if (lines < items) throw Failure("the bare statements missed certificates");
  const auto left =
      must(look(house.office(), house.now(), Actor::the_engine(), [&](Work& work) -> Result<std::int64_t> {
        return work.store.sql
            .query("SELECT COUNT(*) FROM revocation WHERE published_number IS NULL OR incident_id IS NULL")
            .front()
            .number(0);
      }));
  if (must(look(house.office(), house.now(), officer(house, Role::auditor), [&](Work& work) {
        return show_incident(work, incident->id);
      })).revoked != items) {
    throw Failure("not every certificate was revoked");
  }
  if (left > lines - items) throw Failure("not every line is on a list");
  const auto count = std::to_string(items) + " certificates";
  bench::report({.what = "mass revocation to published lists, " + count,
                 .value = ours + published,
                 .unit = "s CPU",
                 .against = "the bare SQL",
                 .reference = theirs,
                 .held = (ours + published) / theirs,
                 .bar = kBar,
                 .note = std::to_string(static_cast<int>(published / (ours + published) * 100)) + " % is publishing"});
  bench::report({.what = "a batch of it, 2,000 certificates",
                 .value = ours * 1e3 / static_cast<double>(ratios.size()),
                 .unit = "ms CPU",
                 .against = "the bare SQL",
                 .reference = theirs * 1e3 / static_cast<double>(ratios.size()),
                 .held = bench::median(ratios)});
  bench::report({.what = "its plan, with digest, and the approval",
                 .value = planned,
                 .unit = "s CPU",
                 .held = planned,
                 .held_unit = "s CPU"});
  bench::report({.what = "memory above what the process had before a step or the publishing",
                 .value = gained,
                 .unit = "MB",
                 .held = gained,
                 .held_unit = "MB",
                 .bar = kMemoryMbBar});
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  return madoguchi::bench::run("mass_revocation_bench", argc, argv, [](const madoguchi::bench::Options& options) {
    const madoguchi::bench::Folder folder("mass_revocation_bench");
    setenv("MADOGUCHI_ASSETS", MADOGUCHI_SOURCE_DIR, 0);
    madoguchi::measure(folder.path() / "example", options.size<std::int64_t>(1'000'000, 3'000));
  });
}
