#pragma once
#include "base/result.h"
#include "domain/contact.h"
#include "domain/mailbox_recovery.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// Recoveries of lost mailboxes (R9).
class RecoveryTable {
 public:
  explicit RecoveryTable(sql::Connection& sql) : sql_(sql) {}
  Result<void> add(const MailboxRecovery& recovery);         ///< conflict "recovery.already_open": one an account
  Result<MailboxRecovery> get(const MailboxRecoveryId& id);  ///< not_found "recovery.not_found"
  bool is_open(const AccountId& account);                    ///< is one under way?
  /// state, the call, the decision; stale "record.changed" if its version moved on.
  Result<MailboxRecovery> update(MailboxRecovery recovery);
  /// The registrants' numbers of every contract of the customers that the account itself belongs to: an agent is
  /// never called, and a client of it does not speak for the others (R124).
  std::vector<VerifiedNumber> registrant_numbers(const AccountId& account, Time now);
  /// The contracts whose contacts hear of it: of every customer that the account has a mandate for.
  std::vector<ContractId> contracts_of(const AccountId& account, Time now);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
