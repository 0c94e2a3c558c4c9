#pragma once
#include <string>

#include "usecase/seen_account.h"

/// First, forgotten and changed passwords (R9). Each that succeeds ends every session, login and reset of the account
/// and tells the owner by mail. A new password is refused as input.invalid at /new_password by check_new_password.
/// All but invite_account open transactions of their own: none is open while a password is hashed.
namespace madoguchi {
class PasswordHasher;

/// Mails a link by which the first password is set, good once and for kFirstPasswordSeconds; earlier links of the
/// account stop working. By the desk (administrator, reception). stale "record.changed"; wrong_state
/// "password.already_set" if it has one.
Result<void> invite_account(Work& work, const SeenAccount& seen);
/// What it would refuse now; for the `can` list.
Result<void> may_invite(const Work& work, const Account& account);

struct SetFirstPassword {
  std::string token;  ///< of the link
  std::string new_password;
};
/// not_found "password.link_ended": unknown, used, voided or too old.
Result<void> set_first_password(const Office& office, PasswordHasher& hasher, Time now,
                                const SetFirstPassword& command);

struct RequestPasswordReset {
  std::string login_id;
  std::string client;
};
struct RequestedReset {
  PasswordResetId id;
  Time expires_at{};
};
/// Mails a code to the account's address. The answer and the work are the same for a login ID that is unknown,
/// disabled, has no first password yet, or is under the hold of R16 (the new address must not recover the account,
/// rules 7.3.2) for a change that was not cancelled since: no code ever fits then. A new code voids the old. too_many
/// "login.too_many_codes".
Result<RequestedReset> request_password_reset(const Office& office, Time now, const RequestPasswordReset& command);

struct FinishPasswordReset {
  PasswordResetId reset;
  std::string code;
  std::string new_password;
};
/// From then on for kStandingAfter the account has no standing (usecase/emergency_revocation.h): a mailbox alone ends
/// no certificate. Refusals: invalid "login.code_malformed" at /code; unauthenticated "password.code_wrong" whatever is
/// wrong: code, age, number of tries, the reset itself.
Result<void> finish_password_reset(const Office& office, PasswordHasher& hasher, Time now,
                                   const FinishPasswordReset& command);

/// By somebody logged in who entered the present password just before (R6): forbidden "session.reauthenticate_needed".
Result<void> change_password(const Office& office, PasswordHasher& hasher, Time now, const Actor& actor,
                             const std::string& new_password);

}  // namespace madoguchi
