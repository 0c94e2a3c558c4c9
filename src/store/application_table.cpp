#include "store/application_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define APPLICATION_COLUMNS                                                                                        \
  "id, number, kind, contract_id, state, filed_by_account, filed_by_officer, filed_at, accepted_at, deadline_at, " \
  "answer_until, legal_cause, content_digest, approved_digest, recheck_since, suspended_at, decision_reason, "     \
  "customer_text, policy_version, closed_at, version"
#define REISSUE_COLUMNS                                                                                    \
  "application_id, old_certificate_id, reason, reason_text, old_certificate_end, csr, spki, spki_sha256, " \
  "counted, grant_id"
#define REVOCATION_COLUMNS                                                                            \
  "application_id, scope, certificate_id, reason, reason_text, wished_at, spki_sha256, received_at, " \
  "standing, basis, published_at, claimant"

#define STEP_COLUMNS \
  "s.at, s.action, s.from_state, s.to_state, s.actor_kind, s.actor_id, s.customer_text, s.internal_note"

#define INSERT_STEP                                                                                                  \
  "INSERT INTO application_step (application_id, position, at, action, from_state, to_state, actor_kind, actor_id, " \
  "customer_text, internal_note) "

ApplicationHistory read_step(const sql::Row& row) {
  return ApplicationHistory{.at = row.time(0),
                            .action = name_at<ApplicationAction>(row, 1),
                            .from = name_at<ApplicationState>(row, 2),
                            .to = name_at<ApplicationState>(row, 3),
                            .actor_kind = name_at<ActorKind>(row, 4),
                            .actor_id = row.maybe_text(5),
                            .customer_text = row.maybe_text(6),
                            .internal_note = row.maybe_text(7)};
}

Application read(const sql::Row& row) {
  return Application{.id = {row.text(0)},
                     .number = row.text(1),
                     .kind = name_at<ApplicationKind>(row, 2),
                     .contract = {row.text(3)},
                     .state = name_at<ApplicationState>(row, 4),
                     .filed_by_account = maybe_id_at<AccountId>(row, 5),
                     .filed_by_officer = maybe_id_at<OfficerId>(row, 6),
                     .filed_at = row.time(7),
                     .accepted_at = row.maybe_time(8),
                     .deadline_at = row.maybe_time(9),
                     .answer_until = row.maybe_time(10),
                     .legal_cause = maybe_name_at<LegalCause>(row, 11),
                     .content_digest = row.text(12),
                     .approved_digest = row.maybe_text(13),
                     .recheck_since = row.maybe_time(14),
                     .suspended_at = row.maybe_time(15),
                     .decision_reason = row.maybe_text(16),
                     .customer_text = row.maybe_text(17),
                     .policy_version = row.text(18),
                     .closed_at = row.maybe_time(19),
                     .version = row.number(20)};
}

}  // namespace

Result<void> ApplicationTable::add(const Application& a, std::string_view apart) {
  constexpr std::string_view kInsert = "INSERT INTO application (" APPLICATION_COLUMNS
                                       ", apart) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
                                       "$15, $16, $17, $18, $19, $20, $21, $22)";
  const std::vector<sql::Parameter> values = {a.id,
                                              a.number,
                                              to_text(a.kind),
                                              a.contract,
                                              to_text(a.state),
                                              a.filed_by_account,
                                              a.filed_by_officer,
                                              a.filed_at,
                                              a.accepted_at,
                                              a.deadline_at,
                                              a.answer_until,
                                              maybe_text_of(a.legal_cause),
                                              a.content_digest,
                                              a.approved_digest,
                                              a.recheck_since,
                                              a.suspended_at,
                                              a.decision_reason,
                                              a.customer_text,
                                              a.policy_version,
                                              a.closed_at,
                                              a.version,
                                              apart};
  if (a.closed_at) {  // stands in nobody's way
    sql_.execute(kInsert, values);
    return {};
  }
  const auto added = sql_.execute(
      std::string(kInsert) + " ON CONFLICT (contract_id, kind, apart) WHERE closed_at IS NULL DO NOTHING", values);
  if (added != 1) return refuse(ErrorCode::conflict, "application.already_open");
  return {};
}

Result<Application> ApplicationTable::get(const ApplicationId& id) {
  const auto rows = sql_.query("SELECT " APPLICATION_COLUMNS " FROM application WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "application.not_found");
  return read(rows.front());
}

std::optional<Application> ApplicationTable::find_by_number(const std::string& number) {
  const auto rows = sql_.query("SELECT " APPLICATION_COLUMNS " FROM application WHERE number = $1", {number});
  if (rows.empty()) return {};
  return read(rows.front());
}

std::vector<Application> ApplicationTable::of_contract(const ContractId& contract, bool open_only) {
  return all_of(
      open_only
          ? sql_.query("SELECT " APPLICATION_COLUMNS " FROM application WHERE contract_id = $1 AND closed_at IS NULL "
                       "ORDER BY filed_at, id",
                       {contract})
          : sql_.query("SELECT " APPLICATION_COLUMNS " FROM application WHERE contract_id = $1 ORDER BY filed_at, id",
                       {contract}),
      read);
}

Result<Application> ApplicationTable::update(Application a) {
  const auto touched = sql_.execute(
      "UPDATE application SET state = $1, accepted_at = $2, deadline_at = $3, answer_until = $4, legal_cause = $5, "
      "content_digest = $6, approved_digest = $7, recheck_since = $8, suspended_at = $9, decision_reason = $10, "
      "customer_text = $11, closed_at = $12, version = version + 1 WHERE id = $13 AND version = $14",
      {to_text(a.state), a.accepted_at, a.deadline_at, a.answer_until, maybe_text_of(a.legal_cause), a.content_digest,
       a.approved_digest, a.recheck_since, a.suspended_at, a.decision_reason, a.customer_text, a.closed_at, a.id,
       a.version});
  if (touched != 1) return refuse(ErrorCode::stale, "record.changed");
  ++a.version;
  return a;
}

void ApplicationTable::add_step(const ApplicationId& id, const ApplicationHistory& step) {
  // The application's row was updated by its version in this transaction, so no two steps race for a position.
  sql_.execute(INSERT_STEP
               "SELECT $1, COALESCE(MAX(position), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9 "
               "FROM application_step WHERE application_id = $1",
               {id, step.at, to_text(step.action), to_text(step.from), to_text(step.to), to_text(step.actor_kind),
                step.actor_id, step.customer_text, step.internal_note});
}

void ApplicationTable::add_first_steps(const ApplicationId& id, const std::vector<ApplicationHistory>& steps) {
  std::int64_t position = 0;
  for (const auto& step : steps) {
    sql_.execute(INSERT_STEP "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                 {id, ++position, step.at, to_text(step.action), to_text(step.from), to_text(step.to),
                  to_text(step.actor_kind), step.actor_id, step.customer_text, step.internal_note});
  }
}

std::vector<ApplicationHistory> ApplicationTable::steps(const ApplicationId& id) {
  return all_of(sql_.query("SELECT " STEP_COLUMNS " FROM application_step s WHERE s.application_id = $1 "
                           "ORDER BY s.position",
                           {id}),
                read_step);
}

std::map<ApplicationId, std::vector<ApplicationHistory>> ApplicationTable::steps_of_contract(
    const ContractId& contract) {
  std::map<ApplicationId, std::vector<ApplicationHistory>> steps;
  for (const auto& row : sql_.query("SELECT " STEP_COLUMNS ", s.application_id FROM application a "
                                    "JOIN application_step s ON s.application_id = a.id WHERE a.contract_id = $1 "
                                    "ORDER BY s.application_id, s.position",
                                    {contract})) {
    steps[{row.text(8)}].push_back(read_step(row));
  }
  return steps;
}

bool ApplicationTable::officer_worked_on(const ApplicationId& id, const OfficerId& officer) {
  return !sql_.query(
                  "SELECT 1 FROM call_record WHERE application_id = $1 AND officer_id = $2 UNION ALL "
                  "SELECT 1 FROM evidence WHERE application_id = $1 AND collected_by = $2 UNION ALL "
                  "SELECT 1 FROM checklist_tick WHERE application_id = $1 AND officer_id = $2 UNION ALL "
                  "SELECT 1 FROM checklist_tick t JOIN evidence e ON e.id = t.evidence_id "
                  "WHERE t.application_id = $1 AND e.collected_by = $2 LIMIT 1",
                  {id, officer})
              .empty();
}

void ApplicationTable::add_reissue(const Reissue& r) {
  sql_.execute("INSERT INTO reissue (" REISSUE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
               {r.application, r.old_certificate, to_text(r.reason), r.reason_text, to_text(r.old_certificate_end),
                r.csr, r.spki, r.spki_sha256, r.counted, r.grant});
}

Result<Reissue> ApplicationTable::reissue(const ApplicationId& id) {
  const auto rows = sql_.query("SELECT " REISSUE_COLUMNS " FROM reissue WHERE application_id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "application.not_found");
  const auto& row = rows.front();
  return Reissue{.application = {row.text(0)},
                 .old_certificate = maybe_id_at<CertificateId>(row, 1),
                 .reason = name_at<ReissueReason>(row, 2),
                 .reason_text = row.text(3),
                 .old_certificate_end = name_at<OldCertificateEnd>(row, 4),
                 .csr = row.bytes(5),
                 .spki = row.bytes(6),
                 .spki_sha256 = row.text(7),
                 .counted = row.truth(8),
                 .grant = maybe_id_at<ReissueGrantId>(row, 9)};
}

void ApplicationTable::update_reissue(const Reissue& r) {
  sql_.execute(
      "UPDATE reissue SET reason = $1, reason_text = $2, old_certificate_end = $3, csr = $4, spki = $5, "
      "spki_sha256 = $6, counted = $7, grant_id = $8 WHERE application_id = $9",
      {to_text(r.reason), r.reason_text, to_text(r.old_certificate_end), r.csr, r.spki, r.spki_sha256, r.counted,
       r.grant, r.application});
}

bool ApplicationTable::key_asked_for(const std::string& spki_sha256, const ApplicationId& except) {
  return !sql_.query(
                  "SELECT 1 FROM reissue r JOIN application a ON a.id = r.application_id WHERE r.spki_sha256 = $1 "
                  "AND a.closed_at IS NULL AND a.id <> $2 LIMIT 1",
                  {spki_sha256, except})
              .empty();
}

void ApplicationTable::add_revocation(const RevocationRequest& r) {
  sql_.execute("INSERT INTO revocation_request (" REVOCATION_COLUMNS
               ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
               {r.application, to_text(r.scope), r.certificate, to_text(r.reason), r.reason_text, r.wished_at,
                r.spki_sha256, r.received_at, r.standing, maybe_text_of(r.basis), r.published_at, r.claimant});
}

Result<RevocationRequest> ApplicationTable::revocation(const ApplicationId& id) {
  const auto rows = sql_.query("SELECT " REVOCATION_COLUMNS " FROM revocation_request WHERE application_id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "application.not_found");
  const auto& row = rows.front();
  return RevocationRequest{.application = {row.text(0)},
                           .scope = name_at<RevocationScope>(row, 1),
                           .certificate = maybe_id_at<CertificateId>(row, 2),
                           .reason = name_at<RevocationReason>(row, 3),
                           .reason_text = row.text(4),
                           .wished_at = row.maybe_time(5),
                           .spki_sha256 = row.maybe_text(6),
                           .received_at = row.time(7),
                           .standing = row.truth(8),
                           .claimant = maybe_id_at<AccountId>(row, 11),
                           .basis = maybe_name_at<RevocationBasis>(row, 9),
                           .published_at = row.maybe_time(10)};
}

void ApplicationTable::update_revocation(const RevocationRequest& r) {
  sql_.execute(
      "UPDATE revocation_request SET basis = $1, published_at = $2, wished_at = $3, reason = $4, spki_sha256 = $5, "
      "reason_text = $6, standing = $7, claimant = $8 WHERE application_id = $9",
      {maybe_text_of(r.basis), r.published_at, r.wished_at, to_text(r.reason), r.spki_sha256, r.reason_text, r.standing,
       r.claimant, r.application});
}

std::vector<Application> ApplicationTable::asking_for_key(const std::string& spki_sha256) {
  return all_of(sql_.query("SELECT " APPLICATION_COLUMNS " FROM application WHERE closed_at IS NULL AND id IN (SELECT "
                           "application_id FROM reissue WHERE spki_sha256 = $1) ORDER BY id",
                           {spki_sha256}),
                read);
}

std::vector<Application> ApplicationTable::open_claims_of_key(const std::string& spki_sha256) {
  return all_of(sql_.query("SELECT " APPLICATION_COLUMNS
                           " FROM application WHERE closed_at IS NULL AND kind = 'emergency_revocation' AND id IN "
                           "(SELECT application_id FROM revocation_request WHERE spki_sha256 = $1) "
                           "ORDER BY deadline_at, id",
                           {spki_sha256}),
                read);
}

std::vector<Application> ApplicationTable::open_revocations(std::int64_t rows_max) {
  return all_of(sql_.query("SELECT " APPLICATION_COLUMNS " FROM application WHERE closed_at IS NULL AND kind IN "
                           "('revocation', 'emergency_revocation') ORDER BY deadline_at, id LIMIT $1",
                           {rows_max}),
                read);
}

std::vector<Application> ApplicationTable::unpublished_past_deadline(Time now, std::int64_t rows_max) {
  return all_of(
      sql_.query("SELECT " APPLICATION_COLUMNS " FROM application WHERE deadline_at < $1 AND id IN ("
                 "SELECT application_id FROM revocation WHERE published_number IS NULL AND application_id IS NOT NULL "
                 // Claimed by a list whose writing failed, or goes on: no list with that number or a later one is out.
                 "UNION ALL SELECT l.application_id FROM crl c JOIN revocation l ON l.issuer = c.issuer "
                 "AND l.crl_shard = c.crl_shard AND l.published_number = c.number AND l.application_id IS NOT NULL "
                 "WHERE c.published_at IS NULL AND NOT EXISTS (SELECT 1 FROM crl n WHERE n.issuer = c.issuer "
                 "AND n.crl_shard = c.crl_shard AND n.published_at IS NOT NULL AND n.number > c.number)) "
                 "ORDER BY deadline_at, id LIMIT $2",
                 {now, rows_max}),
      read);
}

std::vector<Application> ApplicationTable::corrections_overdue(Time now, std::int64_t rows_max) {
  return all_of(
      sql_.query("SELECT " APPLICATION_COLUMNS " FROM application WHERE closed_at IS NULL AND state IN ('sent_back', "
                 "'awaiting_own_approval') AND answer_until < $1 ORDER BY answer_until, id LIMIT $2",
                 {now, rows_max}),
      read);
}

std::vector<Application> ApplicationTable::with_deadline(Time before, std::int64_t rows_max) {
  return all_of(
      sql_.query("SELECT " APPLICATION_COLUMNS " FROM application WHERE closed_at IS NULL AND deadline_at < $1 "
                 "ORDER BY deadline_at, id LIMIT $2",
                 {before, rows_max}),
      read);
}

}  // namespace madoguchi::store
