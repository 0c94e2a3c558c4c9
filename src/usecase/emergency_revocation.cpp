#include "usecase/emergency_revocation.h"

#include <algorithm>

#include "domain/plain_text.h"
#include "domain/revocation_rules.h"
#include "usecase/contact_mail.h"
#include "usecase/execute_revocation.h"
#include "usecase/new_revocation.h"
#include "usecase/submit_revocation.h"

namespace madoguchi {
namespace {

Result<Certificate> judge(Work& work, const Contract& contract, const SubmitEmergency& command) {
  auto certificate = TRY(certificate_to_revoke(work, contract, command.certificate));
  const auto wish = check_wish({.reason = RevocationReason::key_compromise,
                                .reason_text = command.reason_text,
                                .understood = command.understood,
                                .typed_dns_name = certificate.common_name},  // no typing where minutes count
                               certificate, certificate.common_name, work.now);
  if (!wish) return std::unexpected(wish.error());
  return certificate;
}

void wait_for_two_officers(Work& work, const RevocationCase& matter) {
  open_task(work, TaskKind::decide_claim, matter.application);
  mail_contacts(work, matter.contract, &matter.application, "application_accepted",
                {ContactRole::registrant, ContactRole::technical});
}

/// With standing the claim decides, without a call; any other waits for two officers, 24 hours at most (R63).
Result<ApplicationId> take_up(Work& work, RevocationCase matter) {
  const auto id = matter.application.id;
  if (!matter.request.standing) {
    matter.application = TRY(take_engine_step(work, std::move(matter.application), ApplicationAction::accept));
    wait_for_two_officers(work, matter);
    return id;
  }
  auto confirmed = TRY(take_engine_step(work, std::move(matter.application), ApplicationAction::confirm_claim));
  TRY(after_confirmation(work, std::move(confirmed), RevocationBasis::claim));
  return id;
}

/// The case about this very certificate that waits already: the authority's own, one on behalf, or another claim.
Result<std::optional<RevocationCase>> open_case(Work& work, const Contract& contract, const CertificateId& id) {
  for (auto& application : work.store.applications.of_contract(contract.id, true)) {
    if (application.kind != ApplicationKind::emergency_revocation) continue;
    auto request = TRY(work.store.applications.revocation(application.id));
    if (request.certificate != id) continue;
    return std::optional(
        RevocationCase{.application = std::move(application), .request = std::move(request), .contract = contract});
  }
  return std::optional<RevocationCase>{};
}

/// What the claim adds to the case: the strictest reason, cause and deadline of the two. False if there is nothing.
bool tighten(RevocationCase& matter, const std::string& spki_sha256, Time deadline) {
  auto& [application, request, contract] = matter;
  const bool changes = request.reason != RevocationReason::key_compromise || !request.spki_sha256 ||
                       application.legal_cause != LegalCause::within_24_hours ||
                       application.deadline_at.value_or(Time::max()) > deadline;
  request.reason = RevocationReason::key_compromise;
  request.spki_sha256 = spki_sha256;
  application.legal_cause = LegalCause::within_24_hours;
  application.deadline_at = std::min(application.deadline_at.value_or(deadline), deadline);
  return changes;
}

/// No open case may cost the holder of a leaked key its 24 hours (R62, R83): the claim takes it over. What an officer
/// had proposed on it was about something else, and falls (R102).
Result<ApplicationId> take_over(Work& work, RevocationCase matter, const Certificate& certificate,
                                const std::string& reason_text) {
  const bool standing = has_standing(work, matter.contract.customer);
  const auto reason_before = matter.request.reason;
  const auto deadline_before = matter.application.deadline_at;
  const bool changes = tighten(matter, certificate.spki_sha256, work.now + kRevocationDeadlineSeconds);
  if (!standing && !changes) return refuse(ErrorCode::conflict, "application.already_open");
  const bool nobodys = !matter.application.filed_by_account && !matter.request.claimant;
  if (work.actor.account && (standing || nobodys)) matter.request.claimant = work.actor.account;
  matter.request.standing = matter.request.standing || standing;
  matter.request.reason_text = reason_text + "\n\n" + matter.request.reason_text;
  work.store.applications.update_revocation(matter.request);
  matter.application.content_digest = digest_of(revocation_content(matter.request));
  record_event(work, "claim.took_over", "application", matter.application.id.value, matter.contract.id,
               CanonicalJson()
                   .text("certificate", certificate.id.value)
                   .text("reason_before", to_text(reason_before))
                   .number("deadline_before", deadline_before ? to_unix(*deadline_before) : 0)
                   .text("content_digest", matter.application.content_digest)
                   .boolean("standing", standing)
                   .boolean("under_hold", under_hold(work.actor, work.now)));
  if (standing) return take_up(work, std::move(matter));
  if (matter.application.state == ApplicationState::awaiting_second) {
    matter.application = TRY(take_engine_step(work, std::move(matter.application), ApplicationAction::return_proposal));
  } else {
    matter.application = TRY(work.store.applications.update(std::move(matter.application)));
  }
  const auto id = matter.application.id;
  work.store.tasks.close_of_application(id, TaskKind::second_decision, work.now);
  work.store.tasks.close_of_application(id, TaskKind::decide_claim, work.now);  // it had another deadline
  wait_for_two_officers(work, matter);
  return id;
}

}  // namespace

bool has_standing(Work& work, const CustomerId& customer) {
  const auto& actor = work.actor;
  if (!actor.account || !recently_reauthenticated(actor, work.now) || under_hold(actor, work.now)) return false;
  const auto account = work.store.accounts.get(*actor.account);
  if (!account) return false;
  if (account->reset_at && work.now < *account->reset_at + kStandingAfter) return false;
  return !work.store.accounts.has_new_mandate(*actor.account, customer, work.now - kStandingAfter);
}

Result<ApplicationId> submit_emergency(Work& work, const SubmitEmergency& command) {
  const auto contract = TRY(visible_contract(work, command.contract));
  TRY(require_may_file(work, contract));
  const auto certificate = TRY(judge(work, contract, command));
  const auto reason_text = TRY(parse_lines(command.reason_text, kReasonTextCharactersMax));
  if (auto open = TRY(open_case(work, contract, certificate.id))) {
    return take_over(work, *std::move(open), certificate, reason_text);
  }
  RevocationCase matter{.contract = contract};
  matter.request = {.application = new_id<ApplicationId>(work.random()),
                    .scope = RevocationScope::certificate,
                    .certificate = certificate.id,
                    .reason = RevocationReason::key_compromise,
                    .reason_text = reason_text,
                    .spki_sha256 = certificate.spki_sha256,
                    .received_at = work.now,
                    .standing = has_standing(work, contract.customer)};
  matter.application = new_revocation(work, ApplicationKind::emergency_revocation, matter);
  matter.application.accepted_at = work.now;
  matter.application.legal_cause = LegalCause::within_24_hours;
  TRY(work.store.applications.add(matter.application, certificate.id.value));
  work.store.applications.add_revocation(matter.request);
  record_event(work, "application.submitted", "application", matter.application.id.value, contract.id,
               CanonicalJson()
                   .text("kind", to_text(matter.application.kind))
                   .text("certificate", certificate.id.value)
                   .boolean("standing", matter.request.standing)
                   .boolean("under_hold", under_hold(work.actor, work.now)));
  return take_up(work, std::move(matter));
}

Result<ApplicationId> file_emergency(Work& work, const SubmitEmergency& command, const std::string& idempotency_key) {
  const auto asked = CanonicalJson()
                         .text("contract", command.contract.value)
                         .text("certificate", command.certificate.value)
                         .text("reason_text", command.reason_text)
                         .boolean("understood", command.understood);
  return once<ApplicationId>(work, idempotency_key, digest_of(asked), [&] { return submit_emergency(work, command); });
}

}  // namespace madoguchi
