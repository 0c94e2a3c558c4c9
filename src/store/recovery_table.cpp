#include "store/recovery_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

#define RECOVERY_COLUMNS                                                                                              \
  "id, account_id, new_address, reason, state, opened_by, opened_at, number_id, person, note, called_by, called_at, " \
  "decided_by, closed_at, version"

MailboxRecovery read(const sql::Row& row) {
  return MailboxRecovery{.id = {row.text(0)},
                         .account = {row.text(1)},
                         .new_address = row.text(2),
                         .reason = row.text(3),
                         .state = name_at<RecoveryState>(row, 4),
                         .opened_by = {row.text(5)},
                         .opened_at = row.time(6),
                         .number = maybe_id_at<VerifiedNumberId>(row, 7),
                         .person = row.maybe_text(8),
                         .note = row.maybe_text(9),
                         .called_by = maybe_id_at<OfficerId>(row, 10),
                         .called_at = row.maybe_time(11),
                         .decided_by = maybe_id_at<OfficerId>(row, 12),
                         .closed_at = row.maybe_time(13),
                         .version = row.number(14)};
}

}  // namespace

Result<void> RecoveryTable::add(const MailboxRecovery& r) {
  const auto added =
      sql_.execute("INSERT INTO mailbox_recovery (" RECOVERY_COLUMNS
                   ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) "
                   "ON CONFLICT (account_id) WHERE closed_at IS NULL DO NOTHING",
                   {r.id, r.account, r.new_address, r.reason, to_text(r.state), r.opened_by, r.opened_at, r.number,
                    r.person, r.note, r.called_by, r.called_at, r.decided_by, r.closed_at, r.version});
  if (added != 1) return refuse(ErrorCode::conflict, "recovery.already_open");
  return {};
}

Result<MailboxRecovery> RecoveryTable::get(const MailboxRecoveryId& id) {
  const auto rows = sql_.query("SELECT " RECOVERY_COLUMNS " FROM mailbox_recovery WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "recovery.not_found");
  return read(rows.front());
}

bool RecoveryTable::is_open(const AccountId& account) {
  return !sql_.query("SELECT id FROM mailbox_recovery WHERE account_id = $1 AND closed_at IS NULL", {account}).empty();
}

Result<MailboxRecovery> RecoveryTable::update(MailboxRecovery r) {
  const auto touched = sql_.execute(
      "UPDATE mailbox_recovery SET state = $1, number_id = $2, person = $3, note = $4, called_by = $5, called_at = $6, "
      "decided_by = $7, closed_at = $8, version = version + 1 WHERE id = $9 AND version = $10",
      {to_text(r.state), r.number, r.person, r.note, r.called_by, r.called_at, r.decided_by, r.closed_at, r.id,
       r.version});
  if (touched != 1) return refuse(ErrorCode::stale, "record.changed");
  ++r.version;
  return r;
}

std::vector<VerifiedNumber> RecoveryTable::registrant_numbers(const AccountId& account, Time now) {
  return all_of(
      sql_.query("SELECT n.id, n.contract_id, n.subject, n.phone, n.source, n.verified_by, n.valid_from, n.valid_until "
                 "FROM membership m JOIN contract c ON c.customer_id = m.customer_id "
                 "JOIN verified_number n ON n.contract_id = c.id "
                 "WHERE m.account_id = $1 AND m.agent = 0 AND m.mandate_from <= $2 "
                 "AND (m.mandate_until IS NULL OR m.mandate_until > $2) AND n.subject = 'registrant' "
                 "ORDER BY n.contract_id, n.valid_from, n.id",
                 {account, now}),
      [](const sql::Row& row) {
        return VerifiedNumber{.id = {row.text(0)},
                              .contract = {row.text(1)},
                              .subject = name_at<NumberSubject>(row, 2),
                              .phone = row.text(3),
                              .source = row.text(4),
                              .verified_by = {row.text(5)},
                              .valid_from = row.time(6),
                              .valid_until = row.maybe_time(7)};
      });
}

std::vector<ContractId> RecoveryTable::contracts_of(const AccountId& account, Time now) {
  return all_of(sql_.query("SELECT c.id FROM membership m JOIN contract c ON c.customer_id = m.customer_id "
                           "WHERE m.account_id = $1 AND m.mandate_from <= $2 "
                           "AND (m.mandate_until IS NULL OR m.mandate_until > $2) ORDER BY c.id",
                           {account, now}),
                [](const sql::Row& row) { return ContractId{row.text(0)}; });
}

}  // namespace madoguchi::store
