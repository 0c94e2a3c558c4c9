#pragma once
#include <string>

#include "usecase/work.h"

namespace madoguchi {
class PasswordHasher;

struct LoginOfficer {
  std::string login_id;
  std::string password;
  std::string totp;  ///< six digits, as typed
  std::string client;
  std::optional<std::string> old_token{};
};
struct OpenedDeskSession {
  SessionId id;
  std::string token;
  OfficerId officer;
};

/// Staff log in on their own door with password and TOTP (R100), in one call. A step of 30 s is good once (rules
/// 7.4.2). Whatever is wrong, the answer is unauthenticated "login.staff_wrong" after one argon2id; too_many
/// "login.too_many_tries". Opens transactions of its own.
Result<OpenedDeskSession> login_officer(const Office& office, PasswordHasher& hasher, Time now,
                                        const LoginOfficer& command);

}  // namespace madoguchi
