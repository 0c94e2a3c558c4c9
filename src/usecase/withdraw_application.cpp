#include "usecase/withdraw_application.h"

#include "usecase/accept_application.h"
#include "usecase/contact_mail.h"
#include "usecase/review_application.h"
#include "usecase/revocation_matters.h"

namespace madoguchi {

Result<Application> withdraw_application(Work& work, const WithdrawApplication& command) {
  auto application = TRY(visible_application(work, command.id));
  TRY(require_version(application, command.version));
  const auto contract = TRY(work.store.contracts.get(application.contract));
  application = TRY(take_step(work, std::move(application), ApplicationAction::withdraw));
  // An intent cannot stand here: an application with one is `executing`, which has no such step.
  work.store.issuances.close_due(application.id, work.now);
  keep_legal_clock(work, application);
  TRY(resume_others(work, application));
  mail_contacts(work, contract, &application, "application_withdrawn", {ContactRole::registrant},
                [&](Language) { return SentenceParams{{"withdrawn_at", format_jst(work.now)}}; });
  return application;
}

}  // namespace madoguchi
