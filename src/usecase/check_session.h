#pragma once
#include "usecase/work.h"

namespace madoguchi {

struct CheckSession {
  ActorKind door = ActorKind::subscriber;  ///< subscriber: the portal; officer: the desk
  std::string token;                       ///< of the cookie, as sent
  bool polling = false;                    ///< the page asked by itself: does not keep the session alive (R6)
};

/// Who calls: the session's account with its mandates in force, or its officer with its roles, as they are now (a
/// change of either counts at once, rules 7.2.7). Notes that the person was seen, at most once in kSeenWrittenSeconds.
/// Opens transactions of its own. Refusals: unauthenticated session.needed (no such token), session.ended (logged out,
/// idle or too old, or the account was disabled; rules 7.2.2, 7.2.3). A desk session does not end by idleness while its
/// officer holds the claim on a call (R6).
Result<Actor> check_session(const Office& office, Time now, const CheckSession& command);

/// How long a session of this door may be idle.
Seconds idle_max_of(ActorKind door);

}  // namespace madoguchi
