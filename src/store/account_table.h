#pragma once
#include "base/result.h"
#include "domain/account.h"
#include "sql/connection.h"

namespace madoguchi::store {

class AccountTable {
 public:
  explicit AccountTable(sql::Connection& sql) : sql_(sql) {}
  /// Fault::unique if the login ID is taken.
  void add(const Account& account);
  Result<Account> get(const AccountId& id);  ///< not_found "account.not_found"
  std::optional<Account> find_by_login_id(const std::string& login_id);
  /// name, password_hash, otp_address, language, held_until, disabled_at, reset_at; stale "record.changed" if its
  /// version moved on.
  Result<Account> update(Account account);

  void add_membership(const Membership& membership);
  /// Adds the membership, or gives it another role, kind and term.
  void put_membership(const Membership& membership);
  /// Its mandate ends at `at`. False if there is none in force then.
  bool end_membership(const AccountId& account, const CustomerId& customer, Time at);
  /// Every membership of the account, whether its mandate is in force or not.
  std::vector<Membership> memberships(const AccountId& account);
  /// What the account may do at `now`.
  std::vector<Mandate> mandates(const AccountId& account, Time now);
  /// Accounts with a mandate in force for the customer.
  std::vector<Account> of_customer(const CustomerId& customer, Time now);
  /// The account's mandate for the customer is younger than `since`, and the customer had a contract before it.
  bool has_new_mandate(const AccountId& account, const CustomerId& customer, Time since);
  /// R122: a contract of a customer of the account is under an open dispute hold.
  bool under_dispute(const AccountId& account, Time now);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
