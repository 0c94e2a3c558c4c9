#include "usecase/accept_application.h"

#include <algorithm>

#include "usecase/account_notice.h"
#include "usecase/application_menu.h"
#include "usecase/attempt_limit.h"
#include "usecase/contact_mail.h"
#include "usecase/drafts.h"
#include "usecase/guard.h"

namespace madoguchi {
namespace {

Result<Application> accept(Work& work, Application application, const Contract& contract) {
  const bool corrected = application.accepted_at.has_value();  // 受理 keeps its first date
  if (!corrected) application.accepted_at = work.now;
  application.answer_until.reset();
  application = TRY(take_engine_step(work, std::move(application), ApplicationAction::accept));
  open_task(work, TaskKind::review, application, corrected ? "resubmitted" : "");
  if (corrected) return application;
  const auto* mail = application.filed_by_officer ? "application_filed_on_behalf" : "application_accepted";
  mail_contacts(work, contract, &application, mail, {ContactRole::registrant});
  return application;
}

/// Each filing mails the registrant; filed and withdrawn over and over, it would be a flood. A revocation has no limit
/// and does not come here.
Result<void> count_filing(Work& work, const Contract& contract) {
  if (!work.actor.account) return {};
  const std::vector<Limit> limits{
      {.bucket = {.kind = "application_filed", .who = work.actor.account->value + "/" + contract.id.value},
       .max = kFilingsPerDayMax,
       .window = std::chrono::days(1)}};
  TRY(require_within(work, "application.too_many", limits));
  count_try(work, limits);
  return {};
}

/// R8: whoever of its own users may approve it hears of it, but for the one who submits it. Agents are not its own.
void tell_own_approvers(Work& work, const Application& application, const Contract& contract) {
  std::vector<Recipient> approvers;
  for (const auto& account : work.store.accounts.of_customer(contract.customer, work.now)) {
    if (account.disabled_at || work.actor.account == account.id) continue;
    const auto mandates = work.store.accounts.mandates(account.id, work.now);
    const bool may = std::ranges::any_of(mandates, [&](const Mandate& mandate) {
      return mandate.customer == contract.customer && mandate.role == MembershipRole::approver && !mandate.agent;
    });
    if (may) approvers.push_back(recipient_of(account));
  }
  const auto until = format_jst(application.answer_until.value());
  mail_people(work, contract, &application, "own_approval_wanted", approvers,
              [&](Language) { return SentenceParams{{"answer_until", until}}; });
}

Result<Application> mine_to_decide(Work& work, const DecideOwn& command, ApplicationAction action) {
  auto application = TRY(visible_application(work, command.id));
  TRY(require_version(application, command.version));
  TRY(may_take(work, application, action));
  TRY(require_recent_reauthentication(work));
  TRY(require_no_hold(work));
  return application;
}

}  // namespace

Result<void> require_version(const Application& application, std::int64_t seen) {
  if (application.version != seen) return refuse(ErrorCode::stale, "record.changed");
  return {};
}

Result<ApplicationState> state_at_filing(Work& work, const Contract& contract) {
  const auto customer = TRY(work.store.customers.get(contract.customer));
  const bool second = customer.second_approval && work.actor.kind == ActorKind::subscriber;
  return second ? ApplicationState::awaiting_own_approval : ApplicationState::submitted;
}

Result<Application> enter_correction(Work& work, Application application, const Contract& contract) {
  const auto state = TRY(state_at_filing(work, contract));
  end_draft(work, application);
  if (state == ApplicationState::awaiting_own_approval) {
    application.answer_until = work.now + std::chrono::days(work.policy().correction_days);
    application = TRY(take_step(work, std::move(application), ApplicationAction::resubmit_own));
    tell_own_approvers(work, application, contract);
    return application;
  }
  application.answer_until.reset();
  application = TRY(take_step(work, std::move(application), ApplicationAction::resubmit));
  open_task(work, TaskKind::review, application, "resubmitted");
  return application;
}

Result<Application> enter_application(Work& work, Application application, const Contract& contract) {
  TRY(count_filing(work, contract));
  record_event(work, "application.submitted", "application", application.id.value, contract.id,
               CanonicalJson()
                   .text("kind", to_text(application.kind))
                   .text("state", to_text(application.state))
                   .text("content_digest", application.content_digest)
                   .boolean("on_behalf", application.filed_by_officer.has_value()));
  end_draft(work, application);
  if (application.state == ApplicationState::awaiting_own_approval) {
    application.answer_until = work.now + std::chrono::days(work.policy().correction_days);
    application = TRY(work.store.applications.update(std::move(application)));
    tell_own_approvers(work, application, contract);
    return application;
  }
  return accept(work, std::move(application), contract);
}

Result<Application> approve_own(Work& work, const DecideOwn& command) {
  auto application = TRY(mine_to_decide(work, command, ApplicationAction::approve_own));
  application = TRY(take_step(work, std::move(application), ApplicationAction::approve_own));
  const auto contract = TRY(work.store.contracts.get(application.contract));
  return accept(work, std::move(application), contract);
}

Result<Application> decline_own(Work& work, const DecideOwn& command) {
  auto application = TRY(mine_to_decide(work, command, ApplicationAction::decline_own));
  application = TRY(take_step(work, std::move(application), ApplicationAction::decline_own));
  const auto contract = TRY(work.store.contracts.get(application.contract));
  mail_contacts(work, contract, &application, "application_withdrawn", {ContactRole::registrant},
                [&](Language) { return SentenceParams{{"withdrawn_at", format_jst(work.now)}}; });
  return application;
}

}  // namespace madoguchi
