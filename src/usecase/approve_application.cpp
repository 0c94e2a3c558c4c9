#include "usecase/approve_application.h"

#include "usecase/accept_application.h"
#include "usecase/checklist.h"
#include "usecase/reissue_content.h"
#include "usecase/reissue_standing.h"

namespace madoguchi {
namespace {

/// R23: what it was filed on may have gone since: the grant, or a certificate that was revoked for a breach.
Result<void> require_standing(Work& work, const Application& application) {
  const auto contract = TRY(work.store.contracts.get(application.contract));
  const auto reissue = TRY(work.store.applications.reissue(application.id));
  const auto old_certificate = TRY(old_certificate_of(work, reissue));
  const auto facts = facts_of(work, application, contract, reissue, old_certificate);
  const auto can = may_go_on(application, product_of(work, contract), facts, work.now);
  if (!can.allowed) return refuse_as(can);
  return {};
}

}  // namespace

Result<void> require_may_be_issued(Work& work, const Application& application) {
  if (work.store.contracts.disputed(application.contract)) return refuse(ErrorCode::policy, "reissue.disputed");
  TRY(require_standing(work, application));
  return require_checklist(work, application);
}

Result<Application> approve_application(Work& work, const ApproveApplication& command) {
  auto application = TRY(visible_application(work, command.id));
  TRY(require_version(application, command.version));
  const auto digest = TRY(current_reissue_digest(work, application));
  const bool same = command.content_digest == application.content_digest && digest == application.content_digest;
  if (!same) return refuse(ErrorCode::stale, "record.changed");
  application.approved_digest = digest;
  application = TRY(take_step(work, std::move(application), ApplicationAction::approve));
  TRY(require_may_be_issued(work, application));
  work.store.tasks.close_of_application(application.id, TaskKind::approve, work.now);
  work.store.issuances.add(new_id<IssuanceId>(work.random()), application.id, work.now);
  return application;
}

}  // namespace madoguchi
