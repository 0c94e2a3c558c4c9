#include "usecase/preview_mail.h"

#include <algorithm>
#include <optional>
#include <type_traits>

#include "base/assert.h"
#include "usecase/approve_application.h"
#include "usecase/approve_contact_change.h"
#include "usecase/decide_revocation.h"
#include "usecase/issue_mail.h"
#include "usecase/reissue_content.h"
#include "usecase/reissue_standing.h"
#include "usecase/review_application.h"

namespace madoguchi {
namespace {

/// Runs `body` as transact() does and undoes it, whatever it answers.
template <typename Body>
auto rehearse(const Office& office, Time now, const Actor& actor, const Body& body) {
  std::optional<std::invoke_result_t<Body, Work&>> answer;
  // What is refused is undone; this refusal reaches nobody.
  const auto undone = transact(office, now, actor, [&](Work& work) -> Result<void> {
    answer = body(work);
    return std::unexpected(Refusal{});
  });
  require(!undone && answer, "a rehearsal is undone and has an answer");
  return *std::move(answer);
}

/// What the officer has not typed yet and no mail shows.
constexpr std::string_view kNotTypedYet = "-";

Result<Application> approved(Work& work, const PreviewMails& command) {
  const auto application = TRY(visible_application(work, command.id));
  if (application.kind == ApplicationKind::contact_change) {
    return approve_contact_change(work, {.id = command.id,
                                         .version = command.version,
                                         .content_digest = application.content_digest,
                                         .conflicts_acknowledged = true});
  }
  if (!is_issuing(application.kind)) return refuse(ErrorCode::wrong_state, "application.wrong_state");
  return approve_application(
      work, {.id = command.id, .version = command.version, .content_digest = application.content_digest});
}

/// The first of two proposes; what goes out when the second agrees is queued with it.
Result<Application> proposed_rejection(Work& work, const PreviewMails& command) {
  const auto application = TRY(propose_decision(work, {.application = command.id,
                                                       .version = command.version,
                                                       .decision = RevocationDecision::reject,
                                                       .reason = std::string(kNotTypedYet),
                                                       .customer_text = command.customer_text,
                                                       .legal_cause = LegalCause::none}));
  const auto contract = TRY(work.store.contracts.get(application.contract));
  tell_rejection(work, contract, application);
  return application;
}

Result<Application> take(Work& work, const PreviewMails& command) {
  switch (command.step) {
    case MailingStep::send_back:
      return send_back(work, {.id = command.id, .version = command.version, .customer_text = command.customer_text});
    case MailingStep::reject:
      return reject_application(work, {.id = command.id,
                                       .version = command.version,
                                       .customer_text = command.customer_text,
                                       .decision_reason = std::string(kNotTypedYet)});
    case MailingStep::approve:
      return approved(work, command);
    case MailingStep::agree:
      return agree_decision(work, {.application = command.id, .version = command.version});
    case MailingStep::propose_reject:
      return proposed_rejection(work, command);
  }
  return refuse(ErrorCode::wrong_state, "application.wrong_state");
}

/// What the machine will say once the certificate is there, as it would be issued now.
Result<void> queue_mail_of_issue(Work& work, const Application& application) {
  const auto contract = TRY(work.store.contracts.get(application.contract));
  const auto reissue = TRY(work.store.applications.reissue(application.id));
  const auto old = TRY(old_certificate_of(work, reissue));
  const auto ended = old ? end_old_certificate(work, application, reissue, *old) : OldCertificateEnded{};
  const bool replaces = application.kind == ApplicationKind::reissue && old;
  const auto old_not_after = replaces ? std::optional(old->not_after) : std::nullopt;
  const auto serial = [&](Language language) {
    return work.office.catalogue.sentence(language, "issuance.serial_at_issue");
  };
  mail_issued(work, contract, application, old, ended,
              {.serial = serial,
               .not_after = expected_not_after(contract, product_of(work, contract), old_not_after, work.now)});
  return {};
}

/// What is queued for the application and was not among `before`; a mail with a secret stays sealed and is left out.
std::vector<PreviewedMail> queued_since(Work& work, const ApplicationId& id, std::vector<MailId>& before,
                                        bool at_issue) {
  std::vector<PreviewedMail> mails;
  for (const auto& mail : work.store.mails.of_application(id)) {
    if (!mail.body || std::ranges::find(before, mail.id) != before.end()) continue;
    before.push_back(mail.id);
    mails.push_back({.to_role = mail.to_role,
                     .to_name = mail.to_name,
                     .to_address = mail.to_address,
                     .language = mail.language,
                     .subject = mail.subject,
                     .body = *mail.body,
                     .at_issue = at_issue});
  }
  std::ranges::sort(mails, {}, &PreviewedMail::to_role);  // the table has them in the order of random ids
  return mails;
}

}  // namespace

Result<std::vector<PreviewedMail>> preview_mails(const Office& office, Time now, const Actor& actor,
                                                 const PreviewMails& command) {
  return rehearse(office, now, actor, [&](Work& work) -> Result<std::vector<PreviewedMail>> {
    std::vector<MailId> seen;
    queued_since(work, command.id, seen, false);
    const auto application = TRY(take(work, command));
    auto mails = queued_since(work, command.id, seen, false);
    if (command.step == MailingStep::approve && is_issuing(application.kind)) {
      TRY(queue_mail_of_issue(work, application));
      auto later = queued_since(work, command.id, seen, true);
      std::ranges::move(later, std::back_inserter(mails));
    }
    return mails;
  });
}

}  // namespace madoguchi
