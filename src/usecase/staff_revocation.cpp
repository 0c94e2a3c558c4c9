#include "usecase/staff_revocation.h"

#include "domain/plain_text.h"
#include "usecase/decide_report.h"
#include "usecase/decide_revocation.h"
#include "usecase/guard.h"
#include "usecase/revocation_matters.h"
#include "usecase/submit_revocation.h"

namespace madoguchi {
namespace {

constexpr Seconds kFiveDays{5 * 24 * 3600};

Result<void> check_form(const Work& work, const StaffRevocation& command) {
  Refusal refusal{.code = ErrorCode::invalid, .message = "input.invalid"};
  const auto fault = [&](const char* field, const char* key) { refusal.fields.emplace_back(field, key); };
  if (command.reason == RevocationReason::unspecified) fault("/reason", "revocation.staff_reason_needed");
  if (command.legal_cause == LegalCause::none) fault("/legal_cause", "revocation.staff_cause_needed");
  if (command.reason == RevocationReason::key_compromise && command.legal_cause == LegalCause::within_5_days) {
    fault("/legal_cause", "revocation.compromise_within_24_hours");  // BR 4.9.1.1 (3)
  }
  if (command.known_since && *command.known_since > work.now) fault("/known_since", "revocation.known_in_future");
  const auto finding = parse_lines(command.reason_text, kReasonTextCharactersMax);
  if (!finding) refusal.fields.emplace_back("/reason_text", finding.error().message);
  if (finding && finding->empty()) fault("/reason_text", "input.required");
  if (!refusal.fields.empty()) return std::unexpected(std::move(refusal));
  return {};
}

Result<ApplicationId> file(Work& work, const StaffRevocation& command) {
  const auto found = work.store.certificates.get(command.certificate);
  if (!found) return refuse(ErrorCode::not_found, "certificate.not_found");
  const auto contract = TRY(work.store.contracts.get(found->contract));
  const auto certificate = TRY(certificate_to_revoke(work, contract, command.certificate));
  const Time received_at = command.known_since.value_or(work.now);
  const bool compromise = command.reason == RevocationReason::key_compromise;
  const auto finding = parse_lines(command.reason_text, kReasonTextCharactersMax).value();
  const RevocationRequest request{.application = new_id<ApplicationId>(work.random()),
                                  .scope = RevocationScope::certificate,
                                  .certificate = certificate.id,
                                  .reason = command.reason,
                                  .reason_text = finding,
                                  .spki_sha256 = compromise ? std::optional(certificate.spki_sha256) : std::nullopt,
                                  .received_at = received_at};
  Application application{
      .id = request.application,
      .number = new_receipt_number(work.random()),
      .kind = ApplicationKind::emergency_revocation,
      .contract = contract.id,
      .state = ApplicationState::submitted,
      .filed_by_officer = work.actor.officer,
      .filed_at = work.now,
      .accepted_at = work.now,
      .deadline_at =
          received_at + (command.legal_cause == LegalCause::within_24_hours ? kRevocationDeadlineSeconds : kFiveDays),
      .legal_cause = command.legal_cause,
      .content_digest = digest_of(revocation_content(request)),
      .policy_version = work.policy().version};
  TRY(work.store.applications.add(application, certificate.id.value));
  if (command.problem_report) TRY(note_revocation(work, *command.problem_report, contract.id));
  work.store.applications.add_revocation(request);
  record_event(work, "application.submitted", "application", application.id.value, contract.id,
               CanonicalJson()
                   .text("kind", to_text(application.kind))
                   .text("certificate", certificate.id.value)
                   .text("reason", to_text(command.reason))
                   .text("legal_cause", to_text(command.legal_cause))
                   .text("problem_report", command.problem_report ? command.problem_report->value : ""));
  application = TRY(take_engine_step(work, std::move(application), ApplicationAction::accept));
  TRY(propose_decision(work, {.application = application.id,
                              .version = application.version,
                              .decision = RevocationDecision::revoke,
                              .reason = finding,
                              .evidence = compromise ? finding : ""}));
  return application.id;
}

}  // namespace

Result<ApplicationId> file_staff_revocation(Work& work, const StaffRevocation& command,
                                            const std::string& idempotency_key) {
  TRY(require_role(work, {Role::revoker}));
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  TRY(check_form(work, command));
  const auto asked = CanonicalJson()
                         .text("certificate", command.certificate.value)
                         .text("reason", to_text(command.reason))
                         .text("legal_cause", to_text(command.legal_cause))
                         .number("known_since", command.known_since ? to_unix(*command.known_since) : 0)
                         .text("reason_text", command.reason_text)
                         .text("problem_report", command.problem_report ? command.problem_report->value : "");
  return once<ApplicationId>(work, idempotency_key, digest_of(asked), [&] { return file(work, command); });
}

}  // namespace madoguchi
