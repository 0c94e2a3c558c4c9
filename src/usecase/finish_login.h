#pragma once
#include <string>

#include "usecase/work.h"

namespace madoguchi {

struct FinishLogin {
  LoginId login;
  std::string code;  ///< as typed
  std::string client;
  std::optional<std::string> old_token{};  ///< of a session that this browser still has: it ends
};
/// A session just opened. The token goes into the cookie and is stored nowhere.
struct OpenedSession {
  SessionId id;
  std::string token;
  AccountId account;
};

/// The second half of a login: the code of this very login (R3). Each try is taken before anything is compared, in a
/// transaction that outlives the refusal: five a code (rules 7.1.4). Refusals, all unauthenticated but the first and
/// last:
///   invalid "login.code_malformed" at /code (costs no try); "login.code_wrong" with {tries_left};
///   "login.code_expired" and "login.no_tries_left" (have it sent again); "login.ended" (unknown, used, voided by a
///   newer one, too old: begin anew); too_many "login.too_many_tries".
Result<OpenedSession> finish_login(const Office& office, Time now, const FinishLogin& command);

}  // namespace madoguchi
