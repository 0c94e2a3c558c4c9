#pragma once
#include "domain/account.h"
#include "usecase/work.h"

/// Parts of logins, for their use cases.
namespace madoguchi {

struct NewSession {
  SessionId id;
  std::string token;
};
/// Whose session: exactly one of the two.
struct SessionOwner {
  std::optional<AccountId> account{};
  std::optional<OfficerId> officer{};
};
/// A session under a new token (rules 7.2.2) that lasts at most `lifetime`.
NewSession open_session(Work& work, const SessionOwner& owner, Seconds lifetime);
/// Ends the session that this token opens, if it does.
void end_session_of_token(Work& work, std::string_view token);

}  // namespace madoguchi
