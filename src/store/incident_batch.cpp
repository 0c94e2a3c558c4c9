#include "store/columns.h"
#include "store/incident_table.h"
#include "store/status_table.h"

namespace madoguchi::store {
namespace {

// $1 incident, $2 plan, $3 and $4 the first and the last position.
#define BATCH_ITEMS "incident_item i WHERE i.incident_id = $1 AND i.plan = $2 AND i.position >= $3 AND i.position <= $4"
#define BATCH_CERTIFICATES                                                                                  \
  "incident_item i JOIN certificate c ON c.id = i.certificate_id WHERE i.incident_id = $1 AND i.plan = $2 " \
  "AND i.position >= $3 AND i.position <= $4"
// The number that take_change_numbers() took: nobody else's before the transaction ends.
#define CHANGE_OF_LINE "(SELECT changes FROM status_count s WHERE s.issuer = revocation.issuer)"
#define CHANGE_OF_CERTIFICATE "(SELECT changes FROM status_count s WHERE s.issuer = c.issuer)"

}  // namespace

bool IncidentBatch::take() {
  return sql_.execute(
             "UPDATE incident SET next_position = $1 WHERE id = $2 AND state = 'approved' AND next_position = $3",
             {until_ + 1, incident_.id, from_}) == 1;
}

void IncidentBatch::take_change_numbers() {
  StatusTable status(sql_);
  for (const auto& issuer : sql_.query("SELECT DISTINCT c.issuer FROM " BATCH_CERTIFICATES " ORDER BY c.issuer",
                                       {incident_.id, incident_.plan.number, from_, until_})) {
    status.take_change_number(issuer.text(0));
  }
}

void IncidentBatch::tighten() {
  sql_.execute(
      "UPDATE revocation SET reason = 'key_compromise', revoked_at = CASE WHEN revoked_at > $5 THEN $5 ELSE revoked_at "
      "END, published_number = NULL, incident_id = $1, change_number = " CHANGE_OF_LINE
      " WHERE reason <> 'key_compromise' AND "
      "(issuer, crl_shard, serial) IN (SELECT c.issuer, c.crl_shard, c.serial FROM " BATCH_CERTIFICATES
      " AND c.revoked_at IS NOT NULL AND c.not_after >= $5)",
      {incident_.id, incident_.plan.number, from_, until_, now_});
  sql_.execute(
      "UPDATE certificate SET revocation_reason = 'key_compromise', revoked_at = CASE WHEN revoked_at > $5 THEN $5 "
      "ELSE "
      "revoked_at END WHERE revoked_at IS NOT NULL AND revocation_reason <> 'key_compromise' AND not_after >= $5 "
      "AND id IN (SELECT i.certificate_id FROM " BATCH_ITEMS ")",
      {incident_.id, incident_.plan.number, from_, until_, now_});
  sql_.execute(
      "UPDATE incident_item SET result = 'tightened', at = $5 WHERE incident_id = $1 AND plan = $2 AND position >= $3 "
      "AND position <= $4 AND EXISTS (SELECT 1 FROM certificate c JOIN revocation r ON r.issuer = c.issuer AND "
      "r.crl_shard = c.crl_shard AND r.serial = c.serial WHERE c.id = incident_item.certificate_id AND "
      "r.incident_id = $1)",
      {incident_.id, incident_.plan.number, from_, until_, now_});
}

void IncidentBatch::revoke() {
  // The certificates first: whoever revokes one of them at the same time is waited for, and its line then stands.
  sql_.execute(
      "UPDATE certificate SET revoked_at = $5, revocation_reason = $6 WHERE revoked_at IS NULL AND not_after >= $5 "
      "AND id IN (SELECT i.certificate_id FROM " BATCH_ITEMS ")",
      {incident_.id, incident_.plan.number, from_, until_, now_, to_text(incident_.reason)});
  sql_.execute(
      "INSERT INTO revocation (issuer, crl_shard, serial, revoked_at, reason, not_after, recorded_at, incident_id, "
      "change_number) SELECT c.issuer, c.crl_shard, c.serial, $5, $6, c.not_after, $5, $1, " CHANGE_OF_CERTIFICATE
      " FROM " BATCH_CERTIFICATES
      " AND c.revoked_at = $5 AND NOT EXISTS (SELECT 1 FROM revocation r WHERE r.issuer = c.issuer AND r.crl_shard = "
      "c.crl_shard AND r.serial = c.serial) ORDER BY c.issuer, c.crl_shard, c.serial",
      {incident_.id, incident_.plan.number, from_, until_, now_, to_text(incident_.reason)});
}

std::int64_t IncidentBatch::set_results() {
  sql_.execute(
      "UPDATE incident_item SET at = $5, result = (SELECT CASE WHEN r.incident_id = $1 THEN 'revoked' WHEN "
      "c.revoked_at IS NULL THEN 'expired' ELSE 'revoked_before' END FROM certificate c LEFT JOIN revocation r ON "
      "r.issuer = c.issuer AND r.crl_shard = c.crl_shard AND r.serial = c.serial WHERE c.id = "
      "incident_item.certificate_id) WHERE incident_id = $1 AND plan = $2 AND position >= $3 AND position <= $4 AND "
      "result = 'pending'",
      {incident_.id, incident_.plan.number, from_, until_, now_});
  return sql_
      .query("SELECT COUNT(*) FROM " BATCH_ITEMS " AND i.result IN ('revoked', 'tightened')",
             {incident_.id, incident_.plan.number, from_, until_})
      .front()
      .number(0);
}

void IncidentBatch::close_schedules() {
  sql_.execute(
      "UPDATE scheduled_revocation SET state = 'revoked_before', closed_at = $5 WHERE state = 'pending' AND "
      "certificate_id IN (SELECT i.certificate_id FROM " BATCH_ITEMS " AND i.result IN ('revoked', 'tightened'))",
      {incident_.id, incident_.plan.number, from_, until_, now_});
}

void IncidentBatch::block_keys(std::string_view why) {
  sql_.execute(
      "INSERT INTO blocked_key (spki_sha256, reason, blocked_at, looked_for) SELECT DISTINCT c.spki_sha256, $6, $5, 0 "
      "FROM " BATCH_CERTIFICATES " ON CONFLICT (spki_sha256) DO NOTHING",
      {incident_.id, incident_.plan.number, from_, until_, now_, why});
}

void IncidentBatch::add_events(const std::string& random_id) {
  // An id of its own for each: what is random of the certificate's and of the batch's.
  sql_.execute(
      "INSERT INTO event (id, at, actor_kind, actor_id, action, subject_kind, subject_id, contract_id, body) SELECT "
      "SUBSTR(c.id, 1, 18) || $6, $5, 'engine', NULL, 'certificate.' || i.result, 'certificate', c.id, c.contract_id, "
      "'{\"incident\":\"' || $1 || '\",\"reason\":\"' || c.revocation_reason || '\",\"serial\":\"' || c.serial || "
      "'\"}' "
      "FROM " BATCH_CERTIFICATES " AND i.result IN ('revoked', 'tightened')",
      {incident_.id, incident_.plan.number, from_, until_, now_, random_id.substr(18)});
}

void IncidentBatch::add_notices() {
  sql_.execute(
      "INSERT INTO incident_notice (incident_id, address) SELECT DISTINCT $1, LOWER(t.mail) FROM incident_item i JOIN "
      "certificate c ON c.id = i.certificate_id JOIN contact t ON t.contract_id = c.contract_id WHERE i.incident_id = "
      "$1 AND i.plan = $2 AND i.position >= $3 AND i.position <= $4 AND i.result IN ('revoked', 'tightened') AND "
      "t.valid_until IS NULL AND t.mail <> '' AND t.role IN ('registrant', 'technical') "
      "ON CONFLICT (incident_id, address) DO NOTHING",
      {incident_.id, incident_.plan.number, from_, until_});
}

std::vector<std::string> IncidentBatch::open_applications() {
  return all_of(
      sql_.query("SELECT DISTINCT a.id FROM incident_item i JOIN revocation_request q ON q.certificate_id = "
                 "i.certificate_id JOIN application a ON a.id = q.application_id WHERE i.incident_id = $1 AND "
                 "i.plan = $2 AND i.position >= $3 AND i.position <= $4 AND a.closed_at IS NULL ORDER BY a.id",
                 {incident_.id, incident_.plan.number, from_, until_}),
      [](const sql::Row& row) { return row.text(0); });
}

std::vector<std::string> IncidentBatch::keys_asked_for() {
  return all_of(
      sql_.query("SELECT DISTINCT q.spki_sha256 FROM incident_item i JOIN certificate c ON c.id = i.certificate_id "
                 "JOIN reissue q ON q.spki_sha256 = c.spki_sha256 JOIN application a ON a.id = q.application_id WHERE "
                 "i.incident_id = $1 AND i.plan = $2 AND i.position >= $3 AND i.position <= $4 AND a.closed_at IS NULL "
                 "ORDER BY q.spki_sha256",
                 {incident_.id, incident_.plan.number, from_, until_}),
      [](const sql::Row& row) { return row.text(0); });
}

}  // namespace madoguchi::store
