#include <charconv>

#include "store/columns.h"
#include "store/incident_table.h"

namespace madoguchi::store {
namespace {

std::string_view clause_of(CriterionKind kind) {
  switch (kind) {
    case CriterionKind::serial:
      return "c.serial IN (SELECT value FROM incident_criterion WHERE incident_id = $1 AND kind = 'serial' "
             "AND value > $5 AND value <= $6)";
    case CriterionKind::spki_sha256:
      return "c.spki_sha256 IN (SELECT value FROM incident_criterion WHERE incident_id = $1 AND kind = 'spki_sha256' "
             "AND value > $5 AND value <= $6)";
    case CriterionKind::dns_name:
      return "c.contract_id IN (SELECT n.contract_id FROM incident_criterion k JOIN contract_name n ON n.dns_name = "
             "k.value WHERE k.incident_id = $1 AND k.kind = 'dns_name' AND k.value > $5 AND k.value <= $6)";
    case CriterionKind::organization:
      return "c.organization IN (SELECT value FROM incident_criterion WHERE incident_id = $1 AND kind = 'organization' "
             "AND value > $5 AND value <= $6)";
  }
  throw Failure("a kind of criterion without a clause");
}

}  // namespace

/// $1 incident, $2 plan, $3 now, $4 last position so far; what `which` needs from $5 on.
std::int64_t IncidentPlanTable::insert(const Incident& incident, const std::string& which,
                                       std::vector<sql::Parameter> more, Time now) {
  std::vector<sql::Parameter> parameters{incident.id, incident.plan.number, now, last_position(incident)};
  for (auto& parameter : more) parameters.push_back(std::move(parameter));
  // With keyCompromise, what was revoked for another reason is tightened (rules 2.4.2); else only what lives is hit.
  const bool compromise = incident.reason == RevocationReason::key_compromise;
  const std::string alive =
      compromise ? "(c.revoked_at IS NULL OR c.revocation_reason <> 'key_compromise')" : "c.revoked_at IS NULL";
  return sql_.execute(
      "INSERT INTO incident_item (incident_id, plan, position, certificate_id, action, result) "
      "SELECT $1, $2, $4 + ROW_NUMBER() OVER (ORDER BY c.issued_at, c.id), c.id, "
      "CASE WHEN c.revoked_at IS NULL THEN 'revoke' ELSE 'tighten' END, 'pending' FROM certificate c WHERE " +
          which + " AND c.not_after >= $3 AND " + alive +
          " AND NOT EXISTS (SELECT 1 FROM incident_item o WHERE o.certificate_id = c.id AND o.incident_id = $1 "
          "AND o.plan = $2)",
      parameters);
}

std::int64_t IncidentPlanTable::add_named(const Incident& incident, CriterionKind kind, const std::string& after,
                                          const std::string& until, Time now) {
  return insert(incident, std::string(clause_of(kind)), {after, until}, now);
}

std::int64_t IncidentPlanTable::add_queried(const Incident& incident, std::string& cursor, std::int64_t rows_max,
                                            Time now) {
  // The cursor is "<issued_at> <id>" of the last certificate looked at.
  std::int64_t at = to_unix(incident.query->issued_from);
  std::string id;
  if (!cursor.empty()) {
    const auto [end, error] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), at);
    if (error != std::errc{} || *end != ' ') throw Failure("a plan's cursor is damaged: " + cursor);
    id = end + 1;
  }
  const auto last = sql_.query(
      "SELECT issued_at, id FROM (SELECT issued_at, id FROM certificate WHERE (issued_at, id) > ($1, $2) "
      "AND issued_at <= $3 ORDER BY issued_at, id LIMIT $4) AS piece ORDER BY issued_at DESC, id DESC LIMIT 1",
      {at, id, incident.query->issued_until, rows_max});
  if (last.empty()) {
    cursor.clear();
    return 0;
  }
  std::string which = "(c.issued_at, c.id) > ($5, $6) AND (c.issued_at, c.id) <= ($7, $8)";
  std::vector<sql::Parameter> more{at, id, last.front().number(0), last.front().text(1)};
  if (!incident.query->product.empty()) {
    which += " AND EXISTS (SELECT 1 FROM contract k WHERE k.id = c.contract_id AND k.product = $9)";
    more.emplace_back(incident.query->product);
  }
  cursor = std::to_string(last.front().number(0)) + " " + last.front().text(1);
  return insert(incident, which, std::move(more), now);
}

std::int64_t IncidentPlanTable::add_siblings(const Incident& incident, std::int64_t after, std::int64_t until,
                                             Time now) {
  return insert(incident,
                "c.spki_sha256 IN (SELECT o.spki_sha256 FROM incident_item i JOIN certificate o ON o.id = "
                "i.certificate_id WHERE i.incident_id = $1 AND i.plan = $2 AND i.position > $5 AND i.position <= $6)",
                {after, until}, now);
}

std::int64_t IncidentPlanTable::last_position(const Incident& incident) {
  const auto rows = sql_.query(
      "SELECT position FROM incident_item WHERE incident_id = $1 AND plan = $2 ORDER BY position DESC LIMIT 1",
      {incident.id, incident.plan.number});
  return rows.empty() ? 0 : rows.front().number(0);
}

void IncidentPlanTable::count(IncidentPlan& plan, const IncidentId& id) {
  const auto people = sql_.query(
      "SELECT COUNT(DISTINCT k.customer_id) FROM incident_item i JOIN certificate c ON c.id = i.certificate_id "
      "JOIN contract k ON k.id = c.contract_id WHERE i.incident_id = $1 AND i.plan = $2",
      {id, plan.number});
  plan.customers = people.front().number(0);
  const auto addresses = sql_.query(
      "SELECT COUNT(*), COALESCE(SUM(CASE WHEN (SELECT m.state FROM mail m WHERE m.to_address = a.mail AND m.state IN "
      "('sent', 'failed') ORDER BY m.created_at DESC LIMIT 1) = 'failed' THEN 1 ELSE 0 END), 0) FROM (SELECT "
      "MIN(t.mail) AS mail FROM contact t WHERE t.valid_until IS NULL AND t.mail <> '' AND t.role IN ('registrant', "
      "'technical') AND t.contract_id IN (SELECT c.contract_id FROM incident_item i JOIN certificate c ON c.id = "
      "i.certificate_id WHERE i.incident_id = $1 AND i.plan = $2) GROUP BY LOWER(t.mail)) AS a",
      {id, plan.number});
  plan.addresses = addresses.front().number(0);
  plan.bounced = addresses.front().number(1);
  plan.crl_entries = plan.longest_crl_entries = 0;
  for (const auto& row : sql_.query(
           "SELECT issuer, crl_shard, COUNT(*) FROM (SELECT c.issuer, c.crl_shard FROM incident_item i JOIN "
           "certificate c ON c.id = i.certificate_id WHERE i.incident_id = $1 AND i.plan = $2 AND i.action = 'revoke' "
           "UNION ALL SELECT issuer, crl_shard FROM revocation) AS lines GROUP BY issuer, crl_shard",
           {id, plan.number})) {
    plan.crl_entries += row.number(2);
    plan.longest_crl_entries = std::max(plan.longest_crl_entries, row.number(2));
  }
}

}  // namespace madoguchi::store
