#pragma once
#include <string>

#include "usecase/work.h"

namespace madoguchi {
class PasswordHasher;

struct BeginLogin {
  std::string login_id;  ///< as typed
  std::string password;
  std::string client;  ///< where from: what limits count by (an IPv4 address or an IPv6 /64)
};
struct BegunLogin {
  LoginId id;
  std::string sent_to;  ///< masked
  Time code_expires_at{};
  Time send_again_at{};  ///< not before
};

/// The first half of a login (R2, R3): a right password has a code mailed to the account's address; the code is good
/// for 10 minutes and for this login only, and voids the codes of earlier ones. A wrong password, an unknown login ID,
/// an account without a password and a disabled one are told apart neither by the answer, unauthenticated
/// "login.wrong", nor by the time: each costs one argon2id and the same statements (R4, rules 7.2.1). Other refusals:
/// too_many "login.too_many_tries", "login.too_many_codes" with {retry_after_seconds}. Opens transactions of its own:
/// none is open while the password is hashed.
Result<BegunLogin> begin_login(const Office& office, PasswordHasher& hasher, Time now, const BeginLogin& command);

struct SendCodeAgain {
  LoginId login;
  std::string client;
};
/// A new code for the same login, in place of the old one, at least kResendSeconds after it. Refusals: unauthenticated
/// "login.ended"; too_many "login.send_again_later", "login.too_many_codes" with {retry_after_seconds}.
Result<BegunLogin> send_code_again(const Office& office, Time now, const SendCodeAgain& command);

}  // namespace madoguchi
