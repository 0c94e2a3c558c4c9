#include "usecase/record_call.h"

#include <algorithm>

#include "usecase/account_notice.h"
#include "usecase/application_menu.h"
#include "usecase/calendar.h"
#include "usecase/contact_mail.h"
#include "usecase/execute_revocation.h"
#include "usecase/officer_text.h"

namespace madoguchi {
namespace {

constexpr std::size_t kReadBackPointsMax = 64;  // six digits, and what stands between them

/// The person said so, with the certificate in hand: one of those that live, by its last six digits.
bool read_back(Work& work, const RevocationCase& matter, std::string_view typed) {
  bool any_live = false;
  for (const auto& certificate : certificates_asked_for(work, matter)) {
    if (!is_live(certificate, work.now)) continue;
    any_live = true;
    if (serial_read_back_matches(typed, certificate.serial)) return true;
  }
  return !any_live;
}

/// Judges the call, and makes its texts what is kept of them.
Result<void> check_form(Work& work, const RevocationCase& matter, RecordCall& call) {
  const bool decides = call.outcome == CallOutcome::confirmed || call.outcome == CallOutcome::refused;
  Refusal refusal{.code = ErrorCode::invalid, .message = "input.invalid"};
  const auto fault = [&](const char* field, const char* key) { refusal.fields.emplace_back(field, key); };
  if (call.incoming && !may_end_incoming(call.outcome)) {
    fault("/outcome", decides ? "call.incoming_never_confirms" : "call.incoming_reached_us");
  }
  take_line(refusal, "/person", call.person);
  take_line(refusal, "/serial_read_back", call.serial_read_back, kReadBackPointsMax);
  take_lines(refusal, "/note", call.note);
  if (decides && call.person.empty()) fault("/person", "input.required");
  if (call.outcome == CallOutcome::confirmed && !read_back(work, matter, call.serial_read_back)) {
    fault("/serial_read_back", "call.serial_mismatch");
  }
  if (call.next_try_at && (*call.next_try_at <= work.now || call.next_try_at > matter.application.deadline_at)) {
    fault("/next_try_at", "call.next_try_out_of_range");
  }
  if (!refusal.fields.empty()) return std::unexpected(std::move(refusal));
  return {};
}

/// The number, if it may be called for this request, and as what.
struct Called {
  VerifiedNumber number;
  RevocationBasis basis = RevocationBasis::call;
};
Result<Called> number_to_call(Work& work, const RevocationCase& matter, const VerifiedNumberId& id) {
  auto number = work.store.contacts.number(id);
  if (!number || number->contract != matter.contract.id) return refuse(ErrorCode::not_found, "number.not_found");
  if (number->verified_by == work.actor.officer) return refuse(ErrorCode::forbidden, "call.verified_by_you");
  const auto basis = TRY(basis_of_call(*number, matter.request.received_at));
  if (basis != RevocationBasis::call) TRY(substitute_in_turn(work, matter, basis));
  return Called{.number = *std::move(number), .basis = basis};
}

void keep_record(Work& work, const RecordCall& call, const VerifiedNumber& number) {
  const CallRecord record{
      .id = new_id<CallRecordId>(work.random()),
      .application = call.application,
      .number = number.id,
      .phone = number.phone,
      .officer = work.actor.officer.value(),
      .at = work.now,
      .outcome = call.outcome,
      .incoming = call.incoming,
      .person = call.person,
      .serial_read_back = call.serial_read_back.empty() ? std::nullopt : std::optional(call.serial_read_back),
      .note = call.note,
      .next_try_at = call.next_try_at};
  work.store.calls.add(record);
  record_event(work, "call.recorded", "application", call.application.value, number.contract,
               CanonicalJson()
                   .text("call", record.id.value)
                   .text("number", number.id.value)
                   .text("outcome", to_text(call.outcome))
                   .boolean("incoming", call.incoming));
}

/// R82: somebody asked in the registrant's name. The account is told, and looked at by the desk.
Result<Application> reject_as_refused(Work& work, RevocationCase matter) {
  auto rejected = TRY(take_step(work, std::move(matter.application), ApplicationAction::refuse,
                                {.decision_reason = "refused by the registrant"}));
  TRY(resume_others(work, rejected));
  mail_contacts(work, matter.contract, &rejected, "revocation_refused",
                {ContactRole::registrant, ContactRole::technical},
                [&](Language) { return SentenceParams{{"decided_at", format_jst(work.now)}}; });
  if (rejected.filed_by_account) {
    const auto account = TRY(work.store.accounts.get(*rejected.filed_by_account));
    tell_suspicious(work, account, "revocation.activity_refused");
  }
  work.store.tasks.add(
      {.id = new_id<TaskId>(work.random()),
       .kind = TaskKind::alarm,
       .application = rejected.id,
       .contract = rejected.contract,
       .detail = "account_review " + (rejected.filed_by_account ? rejected.filed_by_account->value : ""),
       .opened_at = work.now});
  return rejected;
}

std::int64_t unsuccessful_calls(Work& work, const RevocationCase& matter, NumberSubject subject) {
  std::int64_t count = 0;
  for (const auto& call : work.store.calls.of_application(matter.application.id)) {
    const auto number = work.store.contacts.number(call.number);
    count += number && number->subject == subject && opens_substitutes(call) ? 1 : 0;
  }
  return count;
}

/// R82: unreachable so many times: the contacts hear of it, once.
Result<Application> go_on_trying(Work& work, RevocationCase matter, const Called& called, const RecordCall& call) {
  if (called.basis == RevocationBasis::call && !call.incoming &&
      unsuccessful_calls(work, matter, NumberSubject::registrant) == kUnreachableCalls) {
    const auto next = call.next_try_at.value_or(next_calling_time(calendar_of(work), work.now + Seconds(1)));
    mail_contacts(work, matter.contract, &matter.application, "unreachable_by_phone",
                  {ContactRole::registrant, ContactRole::technical},
                  [&](Language) { return SentenceParams{{"next_call_at", format_jst(next)}}; });
    record_event(work, "call.unreachable", "application", matter.application.id.value, matter.contract.id);
  }
  // The version moves, so that two officers do not write down the same call.
  return work.store.applications.update(std::move(matter.application));
}

bool has_callable_number(Work& work, const RevocationCase& matter, NumberSubject subject) {
  const auto numbers = work.store.contacts.numbers(matter.contract.id);
  return std::ranges::any_of(numbers, [&](const VerifiedNumber& number) {
    return number.subject == subject && stood_on_file(number, matter.request.received_at);
  });
}

bool refused_by_substitute(Work& work, const RevocationCase& matter) {
  for (const auto& call : work.store.calls.of_application(matter.application.id)) {
    if (call.outcome == CallOutcome::refused) return true;  // the registrant's own would have ended the case
  }
  return false;
}

}  // namespace

Result<void> substitute_in_turn(Work& work, const RevocationCase& matter, RevocationBasis basis) {
  const bool held = matter.application.filed_by_account && !matter.request.standing;
  if (held) return refuse(ErrorCode::policy, "revocation.held_needs_call");
  if (refused_by_substitute(work, matter)) return refuse(ErrorCode::policy, "revocation.substitute_refused");
  if (has_callable_number(work, matter, NumberSubject::registrant) &&
      unsuccessful_calls(work, matter, NumberSubject::registrant) == 0) {
    return refuse(ErrorCode::policy, "revocation.substitute_too_early");
  }
  for (const auto& before : substitutes_in_order()) {
    if (before.basis == basis) return {};
    const bool skipped = before.called && has_callable_number(work, matter, *before.called) &&
                         unsuccessful_calls(work, matter, *before.called) == 0;
    if (skipped) return refuse(ErrorCode::policy, "revocation.substitute_too_early");
  }
  return {};
}

Result<Application> record_call(Work& work, const RecordCall& typed) {
  auto command = typed;
  auto matter = TRY(revocation_case(work, command.application, command.version));
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  // In its turn, and by another person than filed it: said before the telephone is taken up.
  TRY(may_take(work, matter.application, ApplicationAction::confirm));
  const auto called = TRY(number_to_call(work, matter, command.number));
  TRY(check_form(work, matter, command));
  keep_record(work, command, called.number);
  if (command.outcome == CallOutcome::refused && called.basis == RevocationBasis::call) {
    return reject_as_refused(work, std::move(matter));
  }
  if (command.outcome != CallOutcome::confirmed) return go_on_trying(work, std::move(matter), called, command);
  const auto action =
      called.basis == RevocationBasis::call ? ApplicationAction::confirm : ApplicationAction::confirm_substitute;
  auto confirmed = TRY(take_step(work, std::move(matter.application), action));
  return after_confirmation(work, std::move(confirmed), called.basis);
}

Result<Application> record_domain_proof(Work& work, const RecordDomainProof& command) {
  auto matter = TRY(revocation_case(work, command.application, command.version));
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  TRY(may_take(work, matter.application, ApplicationAction::confirm_substitute));
  TRY(substitute_in_turn(work, matter, RevocationBasis::substitute_domain));
  const auto source = TRY(required_note("/source", command.source));
  const auto note = TRY(desk_note("/note", command.note));
  work.store.evidence.add({.id = new_id<EvidenceId>(work.random()),
                           .contract = matter.contract.id,
                           .application = matter.application.id,
                           .kind = "domain_control",
                           .source = source,
                           .note = note,
                           .collected_by = *work.actor.officer,
                           .collected_at = work.now,
                           .valid_until = work.now + kRevocationDeadlineSeconds});
  auto confirmed = TRY(take_step(work, std::move(matter.application), ApplicationAction::confirm_substitute));
  return after_confirmation(work, std::move(confirmed), RevocationBasis::substitute_domain);
}

}  // namespace madoguchi
