#include "usecase/review_application.h"

#include <algorithm>

#include "domain/plain_text.h"
#include "domain/reissue_rules.h"
#include "usecase/accept_application.h"
#include "usecase/checklist.h"
#include "usecase/contact_mail.h"
#include "usecase/legal_alarm.h"

namespace madoguchi {
namespace {

enum class Need : std::uint8_t { required, optional };

/// An officer's text, or the refusal of its field. Empty where it is not required: absent.
Result<std::optional<std::string>> officer_text(const std::string& field, const std::string& text, Need need) {
  const auto parsed = parse_lines(text, kOfficerTextPointsMax);
  if (!parsed) return refuse_field(field, parsed.error().message);
  if (!parsed->empty()) return std::optional(*parsed);
  if (need == Need::required) return refuse_field(field, "input.required");
  return std::optional<std::string>{};
}

Result<Application> seen(Work& work, const ApplicationId& id, std::int64_t version) {
  auto application = TRY(visible_application(work, id));
  TRY(require_version(application, version));
  return application;
}

void mail_decision(Work& work, const Application& application, std::string_view mail_template) {
  const auto contract = work.store.contracts.get(application.contract).value();
  mail_contacts(work, contract, &application, mail_template, {ContactRole::registrant, ContactRole::technical},
                [&](Language) {
                  SentenceParams params{{"reason", application.customer_text.value_or("")}};
                  if (application.answer_until) params.emplace_back("due_at", format_jst(*application.answer_until));
                  return params;
                });
}

Result<void> check_known_since(const Work& work, const std::optional<Time>& known_since) {
  if (known_since && *known_since > work.now) return refuse_field("/known_since", "evidence.in_future");
  return {};
}

}  // namespace

void note_legal_cause(Application& application, LegalCause cause, const std::optional<Time>& known_since) {
  application.legal_cause = cause;
  const Time received_at = known_since.value_or(application.accepted_at.value_or(application.filed_at));
  if (const auto deadline = legal_deadline(cause, received_at)) {
    application.deadline_at = std::min(application.deadline_at.value_or(*deadline), *deadline);
  }
}

void keep_legal_clock(Work& work, const Application& ended) {
  // Not the cause: who corrects what was sent back has nothing to say about it. A revocation's own clock ends with it.
  const bool changes = is_issuing(ended.kind) || ended.kind == ApplicationKind::contact_change;
  if (!ended.deadline_at || !changes) return;
  work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                        .kind = TaskKind::alarm,
                        .contract = ended.contract,
                        .detail = std::string(kLegalCauseAlarm) + ended.number,
                        .opened_at = work.now,
                        .due_at = ended.deadline_at});
}

Result<Application> start_review(Work& work, const StartReview& command) {
  auto application = TRY(seen(work, command.id, command.version));
  return take_step(work, std::move(application), ApplicationAction::start_review);
}

Result<Application> send_back(Work& work, const SendBack& command) {
  auto application = TRY(seen(work, command.id, command.version));
  StepTexts texts;
  texts.customer_text = TRY(officer_text("/customer_text", command.customer_text, Need::required));
  texts.internal_note = TRY(officer_text("/internal_note", command.internal_note, Need::optional));
  TRY(check_known_since(work, command.known_since));
  if (command.legal_cause) note_legal_cause(application, *command.legal_cause, command.known_since);
  application.answer_until = work.now + std::chrono::days(work.policy().correction_days);
  application = TRY(take_step(work, std::move(application), ApplicationAction::send_back, texts));
  work.store.tasks.close_of_application(application.id, TaskKind::review, work.now);
  work.store.tasks.close_of_application(application.id, TaskKind::issue_halted, work.now);
  mail_decision(work, application, "application_correction_wanted");
  return application;
}

Result<Application> reject_application(Work& work, const RejectApplication& command) {
  auto application = TRY(seen(work, command.id, command.version));
  StepTexts texts;
  texts.customer_text = TRY(officer_text("/customer_text", command.customer_text, Need::required));
  texts.internal_note = TRY(officer_text("/internal_note", command.internal_note, Need::optional));
  texts.decision_reason = TRY(officer_text("/decision_reason", command.decision_reason, Need::required));
  application = TRY(take_step(work, std::move(application), ApplicationAction::reject, texts));
  keep_legal_clock(work, application);
  mail_decision(work, application, "application_rejected");
  return application;
}

Result<Application> pass_review(Work& work, const PassReview& command) {
  auto application = TRY(seen(work, command.id, command.version));
  StepTexts texts;
  texts.internal_note = TRY(officer_text("/internal_note", command.internal_note, Need::optional));
  // Nothing has been issued yet that could have to be revoked.
  const bool first = application.kind == ApplicationKind::first_issue;
  const auto legal_cause = first ? command.legal_cause.value_or(LegalCause::none) : command.legal_cause;
  if (!legal_cause) return refuse_field("/legal_cause", "reissue.legal_cause_required");
  TRY(check_known_since(work, command.known_since));
  const auto reissue = TRY(work.store.applications.reissue(application.id));
  if (!cause_allows(*legal_cause, reissue.old_certificate_end)) {
    return refuse(ErrorCode::policy, "reissue.legal_cause_forbids_deferred");
  }
  TRY(require_checklist(work, application));
  note_legal_cause(application, *legal_cause, command.known_since);
  application = TRY(take_step(work, std::move(application), ApplicationAction::pass_review, texts));
  work.store.tasks.close_of_application(application.id, TaskKind::review, work.now);
  work.store.tasks.close_of_application(application.id, TaskKind::issue_halted, work.now);
  open_task(work, TaskKind::approve, application);
  return application;
}

Result<Application> return_to_review(Work& work, const ReturnToReview& command) {
  auto application = TRY(seen(work, command.id, command.version));
  StepTexts texts;
  texts.internal_note = TRY(officer_text("/note", command.internal_note, Need::required));
  application = TRY(take_step(work, std::move(application), ApplicationAction::return_to_review, texts));
  work.store.tasks.close_of_application(application.id, TaskKind::approve, work.now);
  open_task(work, TaskKind::review, application, "returned");
  return application;
}

}  // namespace madoguchi
