#include "store/incident_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define INCIDENT_COLUMNS                                                                                      \
  "id, number, state, cause, reason, finding, known_since, deadline_at, issued_from, issued_until, product, " \
  "opened_by, opened_at, plan, items, customers, addresses, bounced, crl_entries, longest_crl_entries, "      \
  "plan_made_at, plan_digest, plan_stage, plan_cursor, planned_by, approved_by, approved_at, next_position, " \
  "revoked, skipped, executed_at, notice_due_at, notices_queued, notices_done_at, published_at, version"

std::optional<IncidentQuery> read_query(const sql::Row& row) {
  if (row.is_null(8)) return {};
  return IncidentQuery{
      .issued_from = row.time(8), .issued_until = row.time(9), .product = row.maybe_text(10).value_or("")};
}

IncidentPlan read_plan(const sql::Row& row) {
  return {.number = row.number(13),
          .items = row.number(14),
          .customers = row.number(15),
          .addresses = row.number(16),
          .bounced = row.number(17),
          .crl_entries = row.number(18),
          .longest_crl_entries = row.number(19),
          .made_at = row.maybe_time(20),
          .digest = row.text(21)};
}

Incident read(const sql::Row& row) {
  auto query = read_query(row);
  auto plan = read_plan(row);
  return Incident{.id = {row.text(0)},
                  .number = row.text(1),
                  .state = name_at<IncidentState>(row, 2),
                  .cause = name_at<IncidentCause>(row, 3),
                  .reason = name_at<RevocationReason>(row, 4),
                  .finding = row.text(5),
                  .known_since = row.time(6),
                  .deadline_at = row.time(7),
                  .query = std::move(query),
                  .opened_by = {row.text(11)},
                  .opened_at = row.time(12),
                  .plan = std::move(plan),
                  .planned_by = maybe_id_at<OfficerId>(row, 24),
                  .approved_by = maybe_id_at<OfficerId>(row, 25),
                  .approved_at = row.maybe_time(26),
                  .next_position = row.number(27),
                  .revoked = row.number(28),
                  .skipped = row.number(29),
                  .executed_at = row.maybe_time(30),
                  .notice_due_at = row.time(31),
                  .notices_queued = row.number(32),
                  .notices_done_at = row.maybe_time(33),
                  .published_at = row.maybe_time(34),
                  .plan_stage = row.text(22),
                  .plan_cursor = row.text(23),
                  .version = row.number(35)};
}

std::optional<Time> from_of(const Incident& i) {
  return i.query ? std::optional(i.query->issued_from) : std::nullopt;
}
std::optional<Time> until_of(const Incident& i) {
  return i.query ? std::optional(i.query->issued_until) : std::nullopt;
}
std::optional<std::string> product_of(const Incident& i) {
  return i.query && !i.query->product.empty() ? std::optional(i.query->product) : std::nullopt;
}

}  // namespace

void IncidentTable::add(const Incident& i) {
  const auto& p = i.plan;
  sql_.execute("INSERT INTO incident (" INCIDENT_COLUMNS
               ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, "
               "$21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36)",
               {i.id,          i.number,        to_text(i.state), to_text(i.cause),  to_text(i.reason),
                i.finding,     i.known_since,   i.deadline_at,    from_of(i),        until_of(i),
                product_of(i), i.opened_by,     i.opened_at,      p.number,          p.items,
                p.customers,   p.addresses,     p.bounced,        p.crl_entries,     p.longest_crl_entries,
                p.made_at,     p.digest,        i.plan_stage,     i.plan_cursor,     i.planned_by,
                i.approved_by, i.approved_at,   i.next_position,  i.revoked,         i.skipped,
                i.executed_at, i.notice_due_at, i.notices_queued, i.notices_done_at, i.published_at,
                i.version});
}

Result<Incident> IncidentTable::get(const IncidentId& id) {
  const auto rows = sql_.query("SELECT " INCIDENT_COLUMNS " FROM incident WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "incident.not_found");
  return read(rows.front());
}

std::vector<Incident> IncidentTable::newest(std::int64_t rows_max) {
  return all_of(
      sql_.query("SELECT " INCIDENT_COLUMNS " FROM incident ORDER BY opened_at DESC, id LIMIT $1", {rows_max}), read);
}

std::vector<Incident> IncidentTable::unfinished() {
  return all_of(sql_.query("SELECT " INCIDENT_COLUMNS
                           " FROM incident WHERE state IN ('planning', 'approved', 'executed') ORDER BY opened_at, id"),
                read);
}

std::vector<Incident> IncidentTable::undecided(Time before, std::int64_t rows_max) {
  return all_of(
      sql_.query("SELECT " INCIDENT_COLUMNS " FROM incident WHERE state IN ('collecting', 'planning', 'planned') "
                 "AND deadline_at < $1 ORDER BY deadline_at, id LIMIT $2",
                 {before, rows_max}),
      read);
}

Result<Incident> IncidentTable::update(Incident i) {
  const auto& p = i.plan;
  const auto touched = sql_.execute(
      "UPDATE incident SET state = $1, plan = $2, items = $3, customers = $4, addresses = $5, bounced = $6, "
      "crl_entries = $7, longest_crl_entries = $8, plan_made_at = $9, plan_digest = $10, plan_stage = $11, "
      "plan_cursor = $12, planned_by = $13, approved_by = $14, approved_at = $15, next_position = $16, revoked = $17, "
      "skipped = $18, executed_at = $19, notice_due_at = $20, notices_queued = $21, notices_done_at = $22, "
      "published_at = $23, version = version + 1 WHERE id = $24 AND version = $25",
      {to_text(i.state), p.number,          p.items,        p.customers,
       p.addresses,      p.bounced,         p.crl_entries,  p.longest_crl_entries,
       p.made_at,        p.digest,          i.plan_stage,   i.plan_cursor,
       i.planned_by,     i.approved_by,     i.approved_at,  i.next_position,
       i.revoked,        i.skipped,         i.executed_at,  i.notice_due_at,
       i.notices_queued, i.notices_done_at, i.published_at, i.id,
       i.version});
  if (touched != 1) return refuse(ErrorCode::stale, "record.changed");
  ++i.version;
  return i;
}

void IncidentTable::add_criteria(const IncidentId& id, const std::vector<Criterion>& criteria) {
  for (const auto& criterion : criteria) {
    sql_.execute(
        "INSERT INTO incident_criterion (incident_id, kind, value) VALUES ($1, $2, $3) "
        "ON CONFLICT (incident_id, kind, value) DO NOTHING",
        {id, to_text(criterion.kind), criterion.value});
  }
}

std::int64_t IncidentTable::criteria(const IncidentId& id) {
  return sql_.query("SELECT COUNT(*) FROM incident_criterion WHERE incident_id = $1", {id}).front().number(0);
}

void IncidentTable::note_added_by(const IncidentId& id, const OfficerId& officer, Time at) {
  sql_.execute(
      "INSERT INTO incident_contributor (incident_id, officer_id, since) VALUES ($1, $2, $3) "
      "ON CONFLICT (incident_id, officer_id) DO NOTHING",
      {id, officer, at});
}

bool IncidentTable::added_values(const IncidentId& id, const OfficerId& officer) {
  return !sql_.query("SELECT 1 FROM incident_contributor WHERE incident_id = $1 AND officer_id = $2", {id, officer})
              .empty();
}

std::optional<std::string> IncidentTable::criterion_after(const IncidentId& id, CriterionKind kind,
                                                          const std::string& after, std::int64_t step) {
  const auto rows = sql_.query(
      "SELECT MAX(value) FROM (SELECT value FROM incident_criterion WHERE incident_id = $1 AND kind = $2 "
      "AND value > $3 ORDER BY value LIMIT $4) AS piece",
      {id, to_text(kind), after, step});
  return rows.front().maybe_text(0);
}

std::vector<IncidentItem> IncidentTable::items(const Incident& incident, std::int64_t after, std::int64_t rows_max,
                                               IncidentItems which) {
  // In the words of the index incident_item_skipped.
  const std::string only = which == IncidentItems::skipped ? "AND i.result IN ('revoked_before', 'expired') " : "";
  return all_of(sql_.query("SELECT i.position, i.certificate_id, c.contract_id, c.serial, c.common_name, i.action, "
                           "i.result, i.at FROM incident_item i JOIN certificate c ON c.id = i.certificate_id "
                           "WHERE i.incident_id = $1 AND i.plan = $2 AND i.position > $3 " +
                               only + "ORDER BY i.position LIMIT $4",
                           {incident.id, incident.plan.number, after, rows_max}),
                [](const sql::Row& row) {
                  return IncidentItem{.position = row.number(0),
                                      .certificate = {row.text(1)},
                                      .contract = {row.text(2)},
                                      .serial = row.text(3),
                                      .common_name = row.text(4),
                                      .action = name_at<ItemAction>(row, 5),
                                      .result = name_at<ItemResult>(row, 6),
                                      .at = row.maybe_time(7)};
                });
}

bool IncidentTable::hits(const CertificateId& certificate) {
  return !sql_.query(
                  "SELECT 1 FROM incident_item t JOIN incident i ON i.id = t.incident_id AND i.plan = t.plan "
                  "WHERE t.certificate_id = $1 AND i.state IN ('approved', 'executed', 'done') LIMIT 1",
                  {certificate})
              .empty();
}

std::vector<std::string> IncidentNoticeTable::waiting(const IncidentId& id, std::int64_t rows_max) {
  return all_of(sql_.query("SELECT address FROM incident_notice WHERE incident_id = $1 AND queued_at IS NULL "
                           "ORDER BY address LIMIT $2",
                           {id, rows_max}),
                [](const sql::Row& row) { return row.text(0); });
}

bool IncidentNoticeTable::queued(const IncidentId& id, const std::string& address, Time at) {
  return sql_.execute(
             "UPDATE incident_notice SET queued_at = $1 WHERE incident_id = $2 AND address = $3 AND queued_at IS NULL",
             {at, id, address}) == 1;
}

// $1 incident, $2 plan. A value, not a join: with figures from before the incident PostgreSQL would begin with its
// items.
#define WAS_HIT                                                                                                     \
  "(SELECT i.result FROM incident_item i WHERE i.certificate_id = c.id AND i.incident_id = $1 AND i.plan = $2) IN " \
  "('revoked', 'tightened')"
// $3 address: of a contact now, whoever was one when the certificate was revoked.
#define HIT_THROUGH_ADDRESS                                                                             \
  "certificate c WHERE c.contract_id IN (SELECT t.contract_id FROM contact t WHERE LOWER(t.mail) = $3 " \
  "AND t.valid_until IS NULL AND t.role IN ('registrant', 'technical')) AND " WAS_HIT

IncidentHits IncidentNoticeTable::hits_of(const Incident& incident, const std::string& address,
                                          std::int64_t lines_max) {
  const auto count = sql_.query("SELECT COUNT(*), MIN(c.contract_id) FROM " HIT_THROUGH_ADDRESS,
                                {incident.id, incident.plan.number, address});
  IncidentHits hits;
  hits.certificates = count.front().number(0);
  hits.contract.value = count.front().maybe_text(1).value_or("");
  for (const auto& row : sql_.query("SELECT c.serial, c.common_name FROM " HIT_THROUGH_ADDRESS
                                    " ORDER BY c.common_name, c.serial LIMIT $4",
                                    {incident.id, incident.plan.number, address, lines_max})) {
    hits.lines.push_back(row.text(0) + "  " + row.text(1));
  }
  return hits;
}

void IncidentNoticeTable::add_successors(const Incident& incident, const std::string& address) {
  sql_.execute(
      "INSERT INTO incident_notice (incident_id, address) SELECT DISTINCT $1, LOWER(n.mail) FROM contact o JOIN "
      "contact n ON n.contract_id = o.contract_id AND n.role = o.role WHERE LOWER(o.mail) = $3 AND o.valid_until >= $4 "
      "AND o.role IN ('registrant', 'technical') AND n.valid_until IS NULL AND n.mail <> '' AND EXISTS (SELECT 1 FROM "
      "certificate c WHERE c.contract_id = n.contract_id AND " WAS_HIT
      ") ON CONFLICT (incident_id, address) "
      "DO NOTHING",
      {incident.id, incident.plan.number, address, incident.approved_at.value()});
}

bool IncidentNoticeTable::is_published(const Incident& incident) {
  // A list that was begun after the last line, and is out, holds it: a later one is never begun before it is finished.
  if (!sql_.query("SELECT 1 FROM revocation WHERE published_number IS NULL AND incident_id = $1 LIMIT 1", {incident.id})
           .empty()) {
    return false;
  }
  return sql_
      .query(
          "SELECT 1 FROM crl a WHERE a.published_at IS NULL AND a.this_update >= $1 AND NOT EXISTS (SELECT 1 FROM "
          "crl b WHERE b.issuer = a.issuer AND b.crl_shard = a.crl_shard AND b.number > a.number AND b.published_at "
          "IS NOT NULL) LIMIT 1",
          {incident.approved_at})
      .empty();
}

}  // namespace madoguchi::store
