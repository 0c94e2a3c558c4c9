#include "usecase/bring_forward.h"

#include <algorithm>

#include "domain/revocation_rules.h"
#include "usecase/execute_revocation.h"
#include "usecase/guard.h"

namespace madoguchi {

Result<Application> bring_forward(Work& work, const BringForward& command) {
  auto matter = TRY(revocation_case(work, command.application, command.version));
  TRY(require_may_file(work, matter.contract));
  TRY(require_recent_reauthentication(work));
  TRY(require_no_hold(work));  // what the call confirmed was another day
  if (is_end(matter.application.state) || !matter.request.wished_at) {
    return refuse(ErrorCode::wrong_state, "revocation.not_dated");
  }
  if (command.wished_at && *command.wished_at <= work.now) return refuse_field("/wished_at", "revocation.wish_past");
  if (command.wished_at && *command.wished_at >= *matter.request.wished_at) {
    return refuse_field("/wished_at", "revocation.wish_only_earlier");
  }
  const Time wished_at = command.wished_at.value_or(work.now);
  matter.request.wished_at = wished_at;
  work.store.applications.update_revocation(matter.request);
  const auto schedule = work.store.certificates.pending_schedule(matter.request.certificate.value());
  if (schedule && schedule->application == matter.application.id) {
    work.store.certificates.move_schedule(schedule->id, wished_at);
  }
  matter.application.content_digest = digest_of(revocation_content(matter.request));
  if (matter.application.state == ApplicationState::confirmed) {
    // Never later than what was asked for before, and the 24 hours of the first request are over or still run.
    const auto dated = wished_at + (command.wished_at ? kDatedPublicationSeconds : kRevocationDeadlineSeconds);
    matter.application.deadline_at = std::min(matter.application.deadline_at.value_or(dated), dated);
  }
  record_event(work, "revocation.brought_forward", "application", matter.application.id.value, matter.contract.id,
               CanonicalJson().number("wished_at", to_unix(wished_at)));
  auto moved = TRY(work.store.applications.update(std::move(matter.application)));
  if (moved.state != ApplicationState::confirmed || wished_at > work.now) return moved;
  return execute_revocation(work, std::move(moved));
}

}  // namespace madoguchi
