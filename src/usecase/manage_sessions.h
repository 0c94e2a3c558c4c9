#pragma once
#include <string>
#include <vector>

#include "domain/account.h"
#include "usecase/work.h"

namespace madoguchi {
class PasswordHasher;

/// The password entered again before something that must not be done by whoever finds the screen open (R6,
/// rules 7.2.6). The session goes on under a new token (rules 7.2.2), which is the answer. Refusals: unauthenticated
/// "login.password_wrong"; too_many "login.too_many_tries". The session stays open in both cases. For both doors.
/// Opens transactions of its own.
Result<std::string> reauthenticate(const Office& office, PasswordHasher& hasher, Time now, const Actor& actor,
                                   const std::string& password);

/// Ends the actor's own session, on the server (rules 7.2.2).
Result<void> logout(Work& work);

/// The actor's open sessions, newest first (rules 7.2.2); the present one is among them.
Result<std::vector<Session>> list_sessions(Work& work);
/// How long the actor's own session still lasts, counted from `work.now` (rules 7.2.3).
struct SessionLasts {
  Seconds idle;     ///< until it ends if nothing more is done; never more than `at_most`
  Seconds at_most;  ///< until it ends whatever is done
};
/// unauthenticated "session.ended" if it is over.
Result<SessionLasts> own_session_lasts(Work& work);
/// Ends one of them. not_found "session.not_found" for anybody else's.
Result<void> end_session(Work& work, const SessionId& id);

}  // namespace madoguchi
