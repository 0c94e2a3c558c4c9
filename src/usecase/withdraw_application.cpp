#include "usecase/withdraw_application.h"

#include "usecase/accept_application.h"
#include "usecase/account_notice.h"
#include "usecase/contact_mail.h"
#include "usecase/guard.h"
#include "usecase/review_application.h"
#include "usecase/revocation_matters.h"

namespace madoguchi {
namespace {

/// Whoever stole a session is not to stop the owner's revocation before the call.
Result<void> may_stop(const Work& work, const Application& application) {
  if (is_issuing(application.kind) || application.kind == ApplicationKind::contact_change) return {};
  TRY(require_recent_reauthentication(work));
  return require_no_hold(work);
}

/// Of a revocation also the account that asked for it hears.
std::vector<Recipient> people_told(Work& work, const Application& application) {
  std::vector<Recipient> people;
  if (const auto contact = work.store.contacts.current(application.contract, ContactRole::registrant)) {
    people.push_back(recipient_of(*contact));
  }
  if (application.kind != ApplicationKind::revocation || !application.filed_by_account) return people;
  const auto account = work.store.accounts.get(*application.filed_by_account);
  if (account && !account->disabled_at) people.push_back(recipient_of(*account));
  return people;
}

}  // namespace

Result<Application> withdraw_application(Work& work, const WithdrawApplication& command) {
  auto application = TRY(visible_application(work, command.id));
  TRY(require_version(application, command.version));
  TRY(may_stop(work, application));
  const auto contract = TRY(work.store.contracts.get(application.contract));
  application = TRY(take_step(work, std::move(application), ApplicationAction::withdraw));
  // An intent cannot stand here: an application with one is `executing`, which has no such step.
  work.store.issuances.close_due(application.id, work.now);
  keep_legal_clock(work, application);
  TRY(resume_others(work, application));
  mail_people(work, contract, &application, "application_withdrawn", people_told(work, application),
              [&](Language) { return SentenceParams{{"withdrawn_at", format_jst(work.now)}}; });
  return application;
}

}  // namespace madoguchi
