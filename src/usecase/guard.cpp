#include "usecase/guard.h"

#include <algorithm>

namespace madoguchi {

Result<void> require_recent_reauthentication(const Work& work) {
  if (work.actor.kind != ActorKind::subscriber) return {};
  if (!recently_reauthenticated(work.actor, work.now)) {
    return refuse(ErrorCode::forbidden, "session.reauthenticate_needed");
  }
  return {};
}

Result<void> require_no_hold(const Work& work) {
  if (work.actor.kind != ActorKind::subscriber || !under_hold(work.actor, work.now)) return {};
  return std::unexpected(Refusal{.code = ErrorCode::forbidden,
                                 .message = "account.held",
                                 .params = {{"until", format_jst(*work.actor.held_until)}}});
}

Result<void> require_no_dispute(Work& work) {
  if (!work.actor.account || !work.store.accounts.under_dispute(*work.actor.account, work.now)) return {};
  return refuse(ErrorCode::forbidden, "account.disputed");
}

Result<void> require_role(const Work& work, std::initializer_list<Role> roles) {
  if (work.actor.kind == ActorKind::engine) return {};
  if (std::ranges::any_of(roles, [&](Role role) { return work.actor.has(role); })) return {};
  return refuse(ErrorCode::forbidden, "forbidden");
}

}  // namespace madoguchi
