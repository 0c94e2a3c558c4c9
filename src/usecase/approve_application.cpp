#include "usecase/approve_application.h"

#include "usecase/accept_application.h"
#include "usecase/checklist.h"
#include "usecase/reissue_content.h"

namespace madoguchi {

Result<Application> approve_application(Work& work, const ApproveApplication& command) {
  auto application = TRY(visible_application(work, command.id));
  TRY(require_version(application, command.version));
  const auto digest = TRY(current_reissue_digest(work, application));
  const bool same = command.content_digest == application.content_digest && digest == application.content_digest;
  if (!same) return refuse(ErrorCode::stale, "record.changed");
  application.approved_digest = digest;
  application = TRY(take_step(work, std::move(application), ApplicationAction::approve));
  if (work.store.contracts.disputed(application.contract)) return refuse(ErrorCode::policy, "reissue.disputed");
  TRY(require_checklist(work, application));
  work.store.tasks.close_of_application(application.id, TaskKind::approve, work.now);
  work.store.issuances.add(new_id<IssuanceId>(work.random()), application.id, work.now);
  return application;
}

}  // namespace madoguchi
