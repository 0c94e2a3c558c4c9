#include "store/contract_detail.h"

#include "store/columns.h"
#include "store/contact_table.h"
#include "store/contract_row.h"

namespace madoguchi::store {
namespace {

Result<ContractRows> read_head(sql::Connection& sql, const ContractId& id, Time now) {
  const auto rows =
      sql.query("SELECT " CONTRACT_COLUMNS
                ", (SELECT u.name FROM customer u WHERE u.id = contract.customer_id), "
                "(SELECT COUNT(*) FROM dispute_hold h WHERE h.contract_id = contract.id AND h.lifted_at IS NULL), "
                "(SELECT COUNT(*) FROM reissue_grant g WHERE g.contract_id = contract.id AND g.closed_at IS NULL "
                "AND g.expires_at > $2), "
                "(SELECT COUNT(*) FROM application a JOIN revocation_request q ON q.application_id = a.id "
                "WHERE a.contract_id = contract.id AND a.closed_at IS NULL AND q.scope = 'contract'), "
                "(SELECT COUNT(*) FROM task t WHERE t.contract_id = contract.id AND t.kind = 'mail_failed' "
                "AND t.closed_at IS NULL) "
                "FROM contract WHERE id = $1",
                {id, now});
  if (rows.empty()) return refuse(ErrorCode::not_found, "contract.not_found");
  const auto& row = rows.front();
  return ContractRows{.contract = read_contract(row),
                      .customer_name = row.text(kContractColumns),
                      .cancelling = row.number(kContractColumns + 3) > 0,
                      .disputed = row.number(kContractColumns + 1) > 0,
                      .grant_open = row.number(kContractColumns + 2) > 0,
                      .unreachable = row.number(kContractColumns + 4) > 0};
}

/// A certificate comes once for each of its schedules, most recent last.
void read_certificates(sql::Connection& sql, ContractRows& out) {
  for (const auto& row :
       sql.query("SELECT c.id, c.issuer, c.serial, c.application_id, c.spki_sha256, c.common_name, c.not_before, "
                 "c.not_after, c.crl_shard, c.issued_at, c.window_certificate_id, c.counted, c.revoked_at, "
                 "c.revocation_reason, r.id, r.application_id, r.due_at, r.reason, r.state, r.reminders_sent, "
                 "r.closed_at FROM certificate c LEFT JOIN scheduled_revocation r ON r.certificate_id = c.id "
                 "WHERE c.contract_id = $1 ORDER BY c.issued_at, c.id, r.due_at",
                 {out.contract.id})) {
    if (out.certificates.empty() || out.certificates.back().id.value != row.text(0)) {
      out.certificates.push_back({.id = {row.text(0)},
                                  .issuer = row.text(1),
                                  .serial = row.text(2),
                                  .contract = out.contract.id,
                                  .application = maybe_id_at<ApplicationId>(row, 3),
                                  .spki_sha256 = row.text(4),
                                  .common_name = row.text(5),
                                  .not_before = row.time(6),
                                  .not_after = row.time(7),
                                  .crl_shard = row.number(8),
                                  .issued_at = row.time(9),
                                  .window_certificate = {row.text(10)},
                                  .counted = row.truth(11),
                                  .revoked_at = row.maybe_time(12),
                                  .revocation_reason = maybe_name_at<RevocationReason>(row, 13)});
    }
    if (row.is_null(14)) continue;
    out.schedules.push_back({.id = {row.text(14)},
                             .certificate = {row.text(0)},
                             .application = {row.text(15)},
                             .due_at = row.time(16),
                             .reason = name_at<RevocationReason>(row, 17),
                             .state = name_at<ScheduleState>(row, 18),
                             .reminders_sent = row.number(19),
                             .closed_at = row.maybe_time(20)});
  }
}

/// Of the open tasks, one is of a mail to an address that still is the contact's (R128).
bool failed_to_one_on_file(sql::Connection& sql, const ContractId& id) {
  return !sql.query(
                 "SELECT 1 FROM task t JOIN contact c ON c.contract_id = t.contract_id AND c.valid_until IS NULL "
                 "JOIN mail m ON m.to_address = c.mail AND m.contract_id = t.contract_id AND m.to_role = c.role "
                 "AND m.state = 'failed' AND m.closed_at = t.opened_at WHERE t.contract_id = $1 "
                 "AND t.kind = 'mail_failed' AND t.closed_at IS NULL LIMIT 1",
                 {id})
              .empty();
}

}  // namespace

Result<ContractRows> ContractDetail::get(const ContractId& id, Time now) {
  auto out = TRY(read_head(sql_, id, now));
  out.contract.dns_names =
      all_of(sql_.query("SELECT dns_name FROM contract_name WHERE contract_id = $1 ORDER BY position", {id}),
             [](const sql::Row& row) { return row.text(0); });
  read_certificates(sql_, out);
  out.contacts = ContactTable(sql_).current(id);
  out.unreachable = out.unreachable && failed_to_one_on_file(sql_, id);
  ApplicationTable applications(sql_);
  out.applications = applications.of_contract(id, false);
  if (!out.applications.empty()) out.steps = applications.steps_of_contract(id);
  return out;
}

}  // namespace madoguchi::store
