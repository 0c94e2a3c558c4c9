#include "store/certificate_table.h"

#include "store/columns.h"
#include "store/sample_rows.h"
#include "store/status_table.h"

namespace madoguchi::store {
namespace {

#define CERTIFICATE_COLUMNS                                                                                 \
  "id, issuer, serial, contract_id, application_id, der, spki_sha256, common_name, not_before, not_after, " \
  "crl_shard, issued_at, window_certificate_id, counted, revoked_at, revocation_reason, organization"
#define SCHEDULE_COLUMNS "id, certificate_id, application_id, due_at, reason, state, reminders_sent, closed_at"

Certificate read(const sql::Row& row) {
  return Certificate{.id = {row.text(0)},
                     .issuer = row.text(1),
                     .serial = row.text(2),
                     .contract = {row.text(3)},
                     .application = maybe_id_at<ApplicationId>(row, 4),
                     .der = row.bytes(5),
                     .spki_sha256 = row.text(6),
                     .common_name = row.text(7),
                     .organization = row.text(16),
                     .not_before = row.time(8),
                     .not_after = row.time(9),
                     .crl_shard = row.number(10),
                     .issued_at = row.time(11),
                     .window_certificate = {row.text(12)},
                     .counted = row.truth(13),
                     .revoked_at = row.maybe_time(14),
                     .revocation_reason = maybe_name_at<RevocationReason>(row, 15)};
}

ScheduledRevocation read_schedule(const sql::Row& row) {
  return ScheduledRevocation{.id = {row.text(0)},
                             .certificate = {row.text(1)},
                             .application = {row.text(2)},
                             .due_at = row.time(3),
                             .reason = name_at<RevocationReason>(row, 4),
                             .state = name_at<ScheduleState>(row, 5),
                             .reminders_sent = row.number(6),
                             .closed_at = row.maybe_time(7)};
}

std::optional<Certificate> first(const sql::Rows& rows) {
  if (rows.empty()) return {};
  return read(rows.front());
}

}  // namespace

void CertificateTable::add(const Certificate& c) {
  sql_.execute("INSERT INTO certificate (" CERTIFICATE_COLUMNS
               ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
               {c.id, c.issuer, c.serial, c.contract, c.application, c.der, c.spki_sha256, c.common_name, c.not_before,
                c.not_after, c.crl_shard, c.issued_at, c.window_certificate, c.counted, c.revoked_at,
                maybe_text_of(c.revocation_reason), c.organization});
}

Result<Certificate> CertificateTable::get(const CertificateId& id) {
  auto found = first(sql_.query("SELECT " CERTIFICATE_COLUMNS " FROM certificate WHERE id = $1", {id}));
  if (!found) return refuse(ErrorCode::not_found, "certificate.not_found");
  return *std::move(found);
}

std::vector<Certificate> CertificateTable::of_contract(const ContractId& contract) {
  return all_of(
      sql_.query("SELECT " CERTIFICATE_COLUMNS " FROM certificate WHERE contract_id = $1 ORDER BY issued_at, id",
                 {contract}),
      read);
}

std::vector<Certificate> CertificateTable::with_key(const std::string& spki_sha256) {
  return all_of(
      sql_.query("SELECT " CERTIFICATE_COLUMNS " FROM certificate WHERE spki_sha256 = $1 ORDER BY id", {spki_sha256}),
      read);
}

std::optional<Certificate> CertificateTable::find(const std::string& issuer, const std::string& serial) {
  return first(sql_.query("SELECT " CERTIFICATE_COLUMNS " FROM certificate WHERE issuer = $1 AND serial = $2",
                          {issuer, serial}));
}

std::optional<Certificate> CertificateTable::find_by_serial(const std::string& serial) {
  return first(sql_.query("SELECT " CERTIFICATE_COLUMNS " FROM certificate WHERE serial = $1 ORDER BY issuer LIMIT 1",
                          {serial}));
}

std::optional<Certificate> CertificateTable::of_application(const ApplicationId& application) {
  return first(sql_.query("SELECT " CERTIFICATE_COLUMNS " FROM certificate WHERE application_id = $1", {application}));
}

std::int64_t CertificateTable::counted_in_window(const CertificateId& window_certificate) {
  return sql_
      .query("SELECT COUNT(*) FROM certificate WHERE window_certificate_id = $1 AND counted = 1", {window_certificate})
      .front()
      .number(0);
}

bool CertificateTable::revoke(const Certificate& certificate, RevocationReason reason, Time revoked_at,
                              Time recorded_at, const std::optional<ApplicationId>& application) {
  if (certificate.revoked_at) return false;
  // The number first, as a batch of an incident does: who waits for it holds nothing that its holder will want.
  const auto change = StatusTable(sql_).take_change_number(certificate.issuer);
  const auto touched = sql_.execute(
      "UPDATE certificate SET revoked_at = $1, revocation_reason = $2 WHERE id = $3 AND revoked_at IS NULL",
      {revoked_at, to_text(reason), certificate.id});
  if (touched != 1) return false;  // somebody was faster: nobody has this number then, and readers miss nothing
  add_revocation_line(sql_,
                      {.issuer = certificate.issuer,
                       .crl_shard = certificate.crl_shard,
                       .serial = certificate.serial,
                       .revoked_at = revoked_at,
                       .reason = reason,
                       .not_after = certificate.not_after,
                       .application = application,
                       .recorded_at = recorded_at},
                      change);
  return true;
}

void CertificateTable::add_revoked_serial(const RevokedSerial& line) {
  add_revocation_line(sql_, line, StatusTable(sql_).take_change_number(line.issuer));
}

bool CertificateTable::tighten_to_key_compromise(const Certificate& certificate, Time revoked_at) {
  if (certificate.revocation_reason == RevocationReason::key_compromise) return false;
  const auto change = StatusTable(sql_).take_change_number(certificate.issuer);  // first, as in revoke()
  const auto touched = sql_.execute(
      "UPDATE certificate SET revocation_reason = 'key_compromise', "
      "revoked_at = CASE WHEN revoked_at > $1 THEN $1 ELSE revoked_at END "
      "WHERE id = $2 AND revoked_at IS NOT NULL AND revocation_reason <> 'key_compromise'",
      {revoked_at, certificate.id});
  if (touched != 1) return false;
  sql_.execute(
      "UPDATE revocation SET reason = 'key_compromise', "
      "revoked_at = CASE WHEN revoked_at > $1 THEN $1 ELSE revoked_at END, published_number = NULL, "
      "change_number = $5 WHERE issuer = $2 AND crl_shard = $3 AND serial = $4",
      {revoked_at, certificate.issuer, certificate.crl_shard, certificate.serial, change});
  return true;
}

// Keys that nobody has looked for yet, $1 of them at most: in the words of the index blocked_key_new.
#define NEW_BLOCKED_KEYS "(SELECT spki_sha256 FROM blocked_key WHERE looked_for = 0 ORDER BY spki_sha256 LIMIT $1)"

bool CertificateTable::has_new_blocked_keys() {
  return !sql_.query("SELECT 1 FROM blocked_key WHERE looked_for = 0 LIMIT 1").empty();
}

std::vector<Certificate> CertificateTable::live_with_new_blocked_key(Time now, std::int64_t keys_max,
                                                                     std::int64_t rows_max) {
  return all_of(sql_.query("SELECT " CERTIFICATE_COLUMNS " FROM certificate WHERE spki_sha256 IN " NEW_BLOCKED_KEYS
                           " AND revoked_at IS NULL AND not_after >= $2 ORDER BY id LIMIT $3",
                           {keys_max, now, rows_max}),
                read);
}

std::int64_t CertificateTable::settle_blocked_keys(Time now, std::int64_t keys_max) {
  // One statement, so that intent and certificate are seen at one moment: keep_certificate turns one into the other.
  return sql_.execute(
      "UPDATE blocked_key SET looked_for = 1 WHERE spki_sha256 IN " NEW_BLOCKED_KEYS
      " AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.spki_sha256 = blocked_key.spki_sha256 AND c.revoked_at IS "
      "NULL AND c.not_after >= $2) AND NOT EXISTS (SELECT 1 FROM reissue q JOIN issuance i ON i.application_id = "
      "q.application_id WHERE q.spki_sha256 = blocked_key.spki_sha256 AND i.state IN ('due', 'intended') AND i.state = "
      "'intended')",
      {keys_max, now});
}

bool CertificateTable::look_for_key_again(const std::string& spki_sha256) {
  return sql_.execute("UPDATE blocked_key SET looked_for = 0 WHERE spki_sha256 = $1 AND looked_for <> 0",
                      {spki_sha256}) == 1;
}

bool CertificateTable::key_blocked(const std::string& spki_sha256) {
  return !sql_.query("SELECT 1 FROM blocked_key WHERE spki_sha256 = $1", {spki_sha256}).empty();
}
bool CertificateTable::block_key(const std::string& spki_sha256, std::string_view reason, Time at) {
  return sql_.execute(
             "INSERT INTO blocked_key (spki_sha256, reason, blocked_at, looked_for) VALUES ($1, $2, $3, 0) ON CONFLICT "
             "(spki_sha256) DO NOTHING",
             {spki_sha256, reason, at}) == 1;
}
bool CertificateTable::weak_key_listed(ByteView fingerprint) {
  return !sql_.query("SELECT 1 FROM weak_key WHERE fingerprint = $1", {fingerprint}).empty();
}
bool CertificateTable::knows_weak_keys() {
  return !sql_.query("SELECT 1 FROM weak_key LIMIT 1").empty();
}
bool CertificateTable::add_weak_key(ByteView fingerprint, std::string_view list) {
  return sql_.execute("INSERT INTO weak_key (fingerprint, list) VALUES ($1, $2) ON CONFLICT (fingerprint) DO NOTHING",
                      {fingerprint, list}) == 1;
}
std::vector<Certificate> CertificateTable::live_after(const CertificateId& after, Time now, std::int64_t rows_max) {
  return all_of(sql_.query("SELECT " CERTIFICATE_COLUMNS
                           " FROM certificate WHERE id > $1 AND revoked_at IS NULL AND not_after >= $2 "
                           "ORDER BY id LIMIT $3",
                           {after, now, rows_max}),
                read);
}

void CertificateTable::add_schedule(const ScheduledRevocation& s) {
  sql_.execute("INSERT INTO scheduled_revocation (" SCHEDULE_COLUMNS
               ", leased_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
               {s.id, s.certificate, s.application, s.due_at, to_text(s.reason), to_text(s.state), s.reminders_sent,
                s.closed_at});
}

std::optional<ScheduledRevocation> CertificateTable::pending_schedule(const CertificateId& certificate) {
  const auto rows = sql_.query("SELECT " SCHEDULE_COLUMNS
                               " FROM scheduled_revocation WHERE certificate_id = $1 AND state = 'pending'",
                               {certificate});
  if (rows.empty()) return {};
  return read_schedule(rows.front());
}

std::vector<ScheduledRevocation> CertificateTable::schedules_of(const ContractId& contract) {
  return all_of(sql_.query("SELECT s.id, s.certificate_id, s.application_id, s.due_at, s.reason, s.state, "
                           "s.reminders_sent, s.closed_at FROM scheduled_revocation s JOIN certificate c "
                           "ON c.id = s.certificate_id WHERE c.contract_id = $1 ORDER BY s.due_at, s.id",
                           {contract}),
                read_schedule);
}

std::vector<ScheduledRevocation> CertificateTable::claim_due_schedules(Time now, Seconds lease, std::int64_t rows_max) {
  return all_of(
      sql_.query(
          "UPDATE scheduled_revocation SET leased_until = $1 WHERE id IN (SELECT s.id FROM scheduled_revocation s "
          "WHERE s.state = 'pending' AND s.leased_until <= $2 AND (s.due_at <= $2 OR EXISTS (SELECT 1 FROM "
          "certificate c WHERE c.id = s.certificate_id AND c.not_after < $2)) ORDER BY s.due_at LIMIT $3) "
          "AND leased_until <= $2 AND state = 'pending' RETURNING " SCHEDULE_COLUMNS,
          {now + lease, now, rows_max}),
      read_schedule);
}

bool CertificateTable::close_schedule(const ScheduledRevocationId& id, ScheduleState state, Time at) {
  return sql_.execute("UPDATE scheduled_revocation SET state = $1, closed_at = $2 WHERE id = $3 AND state = 'pending'",
                      {to_text(state), at, id}) == 1;
}

std::vector<ScheduledRevocation> CertificateTable::pending_schedules_before(Time before, std::int64_t rows_max) {
  return all_of(
      sql_.query("SELECT " SCHEDULE_COLUMNS " FROM scheduled_revocation WHERE state = 'pending' AND due_at < $1 "
                 "ORDER BY due_at, id LIMIT $2",
                 {before, rows_max}),
      read_schedule);
}

void CertificateTable::set_reminders(const ScheduledRevocationId& id, std::int64_t reminders_sent) {
  sql_.execute("UPDATE scheduled_revocation SET reminders_sent = $1 WHERE id = $2", {reminders_sent, id});
}

void CertificateTable::move_schedule(const ScheduledRevocationId& id, Time due_at) {
  sql_.execute("UPDATE scheduled_revocation SET due_at = $1 WHERE id = $2 AND state = 'pending'", {due_at, id});
}

}  // namespace madoguchi::store
