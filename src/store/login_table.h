#pragma once
#include "base/result.h"
#include "domain/account.h"
#include "sql/connection.h"

namespace madoguchi::store {

// What waits for a code or a token. A try is taken (take_try) in a transaction of its own before anything is compared,
// so that neither a refusal nor a race gives one back.

/// Logins between password and code.
class LoginTable {
 public:
  explicit LoginTable(sql::Connection& sql) : sql_(sql) {}
  void add(const Login& login);
  std::optional<Login> find(const LoginId& id);
  /// One try less, and the login as it is then; absent if it is closed or has none left.
  std::optional<Login> take_try(const LoginId& id);
  /// A new code takes the place of the old one. False if the login was closed, or sent again, meanwhile.
  bool renew_code(const Login& login, std::int64_t sends_before);
  /// The code was right: false if the login was closed, or its code renewed, meanwhile. Single use.
  bool close_code(const Login& login, Time at);
  void close_of_account(const AccountId& account, Time at);
  void remove_before(Time before);

 private:
  sql::Connection& sql_;
};

class PasswordResetTable {
 public:
  explicit PasswordResetTable(sql::Connection& sql) : sql_(sql) {}
  void add(const PasswordReset& reset);
  /// An open first-password link.
  std::optional<PasswordReset> find_first(const std::string& secret_digest);
  std::optional<PasswordReset> take_try(const PasswordResetId& id);
  bool close(const PasswordResetId& id, Time at);
  void close_of_account(const AccountId& account, Time at);
  void remove_before(Time before);

 private:
  sql::Connection& sql_;
};

class AddressChangeTable {
 public:
  explicit AddressChangeTable(sql::Connection& sql) : sql_(sql) {}
  void add(const AddressChange& change);
  std::optional<AddressChange> take_try(const AddressChangeId& id, const AccountId& account);
  /// The address was proved: stores what the old one may cancel with. False if it was closed before.
  bool confirm(const AddressChangeId& id, const std::string& cancel_digest, Time cancel_until, Time at);
  /// The change that is waiting for its code.
  std::optional<AddressChange> open_of_account(const AccountId& account);
  std::optional<AddressChange> find_by_cancel_digest(const std::string& cancel_digest);
  /// The last change that took effect was cancelled afterwards.
  bool last_was_cancelled(const AccountId& account);
  /// False if it was cancelled before.
  bool cancel(const AddressChangeId& id, Time at);
  void close_of_account(const AccountId& account, Time at);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
