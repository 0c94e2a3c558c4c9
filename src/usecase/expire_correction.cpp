#include "usecase/expire_correction.h"

#include <algorithm>

#include "usecase/contact_mail.h"
#include "usecase/review_application.h"

namespace madoguchi {
namespace {

constexpr std::string_view kWarning = "draft_expiring";

SentenceParams when(Time answer_until) {
  return {{"expires_at", format_jst(answer_until)}};
}

/// One warning for each time limit: a second send-back has a limit of its own, and so a warning of its own.
bool warned(Work& work, const Application& application) {
  const Time since = *application.answer_until - std::chrono::days(kCorrectionWarningDays);
  return std::ranges::any_of(work.store.mails.of_application(application.id), [&](const store::QueuedMail& mail) {
    return mail.mail_template == kWarning && mail.created_at >= since;
  });
}

}  // namespace

Result<bool> watch_correction(Work& work, const ApplicationId& id) {
  auto application = TRY(work.store.applications.get(id));
  const bool waits =
      application.state == ApplicationState::sent_back || application.state == ApplicationState::awaiting_own_approval;
  if (!waits || !application.answer_until) return false;
  const auto contract = TRY(work.store.contracts.get(application.contract));
  const Time until = *application.answer_until;
  const auto roles = {ContactRole::registrant, ContactRole::technical};
  if (work.now <= until) {
    if (work.now < until - std::chrono::days(kCorrectionWarningDays) || warned(work, application)) return false;
    mail_contacts(work, contract, &application, kWarning, roles, [&](Language) { return when(until); });
    return true;
  }
  application = TRY(take_engine_step(work, std::move(application), ApplicationAction::expire));
  keep_legal_clock(work, application);
  mail_contacts(work, contract, &application, "application_expired", roles, [&](Language) { return when(until); });
  return true;
}

}  // namespace madoguchi
