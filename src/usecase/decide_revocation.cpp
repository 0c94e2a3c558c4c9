#include "usecase/decide_revocation.h"

#include <algorithm>

#include "usecase/application_menu.h"
#include "usecase/contact_mail.h"
#include "usecase/execute_revocation.h"
#include "usecase/officer_text.h"

namespace madoguchi {
namespace {

constexpr std::string_view kCompromiseEvidence = "key_compromise";

/// Judges the proposal, and makes its texts what is kept of them.
Result<void> check_form(const RevocationCase& matter, ProposeDecision& command) {
  Refusal refusal{.code = ErrorCode::invalid, .message = "input.invalid"};
  const auto fault = [&](const char* field, const char* key) { refusal.fields.emplace_back(field, key); };
  const auto check_text = [&](const char* field, std::string& text, bool required) {
    take_lines(refusal, field, text);
    if (required && text.empty()) fault(field, "input.required");
  };
  const bool rejects = command.decision == RevocationDecision::reject;
  check_text("/reason", command.reason, true);
  check_text("/customer_text", command.customer_text, rejects);
  check_text("/evidence", command.evidence, false);
  if (rejects && !command.legal_cause) fault("/legal_cause", "input.required");
  const bool of_compromise = matter.request.reason == RevocationReason::key_compromise;
  if (!command.evidence.empty() && (rejects || !of_compromise)) fault("/evidence", "revocation.evidence_of_compromise");
  if (!refusal.fields.empty()) return std::unexpected(std::move(refusal));
  if (rejects && command.legal_cause != LegalCause::none) {
    return refuse(ErrorCode::policy, "revocation.cause_forbids_rejection");
  }
  return {};
}

Result<void> check_time(const Work& work, const RevocationCase& matter) {
  if (matter.application.kind == ApplicationKind::emergency_revocation) return {};
  const auto from = matter.request.received_at + kTwoOfficersAfter;
  if (work.now >= from) return {};
  return std::unexpected(Refusal{
      .code = ErrorCode::policy, .message = "revocation.two_officers_later", .params = {{"from", format_jst(from)}}});
}

/// What the first officer proposed, and when, as it stands in the history.
store::ApplicationHistory proposal_of(Work& work, const ApplicationId& id) {
  const auto steps = work.store.applications.steps(id);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    const bool proposes =
        step->action == ApplicationAction::propose_revoke || step->action == ApplicationAction::propose_reject;
    if (proposes) return *step;
  }
  throw Failure("a decision without a proposal: " + id.value);
}

/// Put on record with this very proposal: what came with one that was returned does not count.
bool has_own_evidence(Work& work, const RevocationCase& matter, const store::ApplicationHistory& proposal) {
  const auto records = work.store.evidence.of_contract(matter.contract.id);
  return std::ranges::any_of(records, [&](const Evidence& evidence) {
    return evidence.application == matter.application.id && evidence.kind == kCompromiseEvidence &&
           evidence.collected_at == proposal.at && evidence.collected_by.value == proposal.actor_id;
  });
}

Result<Application> reject(Work& work, RevocationCase matter, const std::string& note) {
  auto rejected =
      TRY(take_step(work, std::move(matter.application), ApplicationAction::agree_reject, {.internal_note = note}));
  TRY(resume_others(work, rejected));
  tell_rejection(work, matter.contract, rejected);
  return rejected;
}

}  // namespace

void tell_rejection(Work& work, const Contract& contract, const Application& application) {
  const auto reason = application.customer_text.value_or("");
  mail_contacts(work, contract, &application, "application_rejected", {ContactRole::registrant, ContactRole::technical},
                [&](Language) { return SentenceParams{{"reason", reason}}; });
}

Result<Application> propose_decision(Work& work, const ProposeDecision& typed) {
  auto command = typed;
  auto matter = TRY(revocation_case(work, command.application, command.version));
  const bool rejects = command.decision == RevocationDecision::reject;
  const auto action = rejects ? ApplicationAction::propose_reject : ApplicationAction::propose_revoke;
  TRY(may_take(work, matter.application, action));
  TRY(check_time(work, matter));
  TRY(check_form(matter, command));
  if (rejects) matter.application.legal_cause = command.legal_cause;
  auto proposed = TRY(take_step(work, std::move(matter.application), action,
                                {.customer_text = rejects ? std::optional(command.customer_text) : std::nullopt,
                                 .internal_note = command.reason,
                                 .decision_reason = command.reason}));
  if (!command.evidence.empty()) {
    work.store.evidence.add({.id = new_id<EvidenceId>(work.random()),
                             .contract = matter.contract.id,
                             .application = proposed.id,
                             .kind = std::string(kCompromiseEvidence),
                             .source = command.evidence,
                             .collected_by = work.actor.officer.value(),
                             .collected_at = work.now,
                             .valid_until = work.now + kRevocationDeadlineSeconds});
  }
  open_task(work, TaskKind::second_decision, proposed);
  return proposed;
}

Result<Application> agree_decision(Work& work, const AnswerProposal& command) {
  auto matter = TRY(revocation_case(work, command.application, command.version));
  TRY(may_take(work, matter.application, ApplicationAction::agree_revoke));
  const auto note = TRY(desk_note("/note", command.note));
  const auto proposal = proposal_of(work, matter.application.id);
  if (proposal.action == ApplicationAction::propose_reject) return reject(work, std::move(matter), note);
  const auto basis =
      has_own_evidence(work, matter, proposal) ? RevocationBasis::staff_evidence : RevocationBasis::two_officers;
  auto confirmed =
      TRY(take_step(work, std::move(matter.application), ApplicationAction::agree_revoke, {.internal_note = note}));
  return after_confirmation(work, std::move(confirmed), basis);
}

Result<Application> return_decision(Work& work, const AnswerProposal& command) {
  auto matter = TRY(revocation_case(work, command.application, command.version));
  TRY(may_take(work, matter.application, ApplicationAction::return_proposal));
  const auto note = TRY(desk_note("/note", command.note));
  auto returned =
      TRY(take_step(work, std::move(matter.application), ApplicationAction::return_proposal, {.internal_note = note}));
  work.store.tasks.close_of_application(returned.id, TaskKind::second_decision, work.now);
  // A revocation by the authority had no task but that one; a claim has its own still.
  const auto open = work.store.tasks.open_of_application(returned.id);
  const bool waits = std::ranges::any_of(open, [](const Task& task) { return task.kind == TaskKind::decide_claim; });
  if (returned.kind == ApplicationKind::emergency_revocation && !waits) {
    open_task(work, TaskKind::decide_claim, returned, "returned");
  }
  return returned;
}

Result<Application> look_over_revocation(Work& work, const AnswerProposal& command) {
  auto matter = TRY(revocation_case(work, command.application, command.version));
  TRY(may_look_over(work, matter.application));
  TRY(desk_note("/note", command.note));
  work.store.tasks.close_of_application(matter.application.id, TaskKind::look_over, work.now);
  record_event(work, "revocation.looked_over", "application", matter.application.id.value, matter.contract.id);
  return std::move(matter.application);
}

}  // namespace madoguchi
