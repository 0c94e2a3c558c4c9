#include "usecase/emergency_revocation.h"

#include <algorithm>

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

/// Without standing: two officers, 24 hours (R63).
Result<void> await_decision(Work& work, RevocationCase matter) {
  matter.application = TRY(take_engine_step(work, std::move(matter.application), ApplicationAction::accept));
  open_task(work, TaskKind::decide_claim, matter.application);
  mail_contacts(work, matter.contract, &matter.application, "application_accepted",
                {ContactRole::registrant, ContactRole::technical});
  return {};
}

}  // namespace

bool has_standing(const Work& work) {
  return work.actor.account.has_value() && recently_reauthenticated(work.actor, work.now) &&
         !under_hold(work.actor, work.now);
}

Result<ApplicationId> submit_emergency(Work& work, const SubmitEmergency& command) {
  const auto contract = TRY(visible_contract(work, command.contract));
  TRY(require_may_file(work, contract));
  const auto certificate = TRY(judge(work, contract, command));
  RevocationCase matter{.contract = contract};
  matter.request = {.application = new_id<ApplicationId>(work.random()),
                    .scope = RevocationScope::certificate,
                    .certificate = certificate.id,
                    .reason = RevocationReason::key_compromise,
                    .reason_text = command.reason_text,
                    .spki_sha256 = certificate.spki_sha256,
                    .received_at = work.now,
                    .standing = has_standing(work)};
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
  const auto id = matter.application.id;
  if (!matter.request.standing) {
    TRY(await_decision(work, std::move(matter)));
    return id;
  }
  auto confirmed = TRY(take_engine_step(work, std::move(matter.application), ApplicationAction::confirm_claim));
  TRY(after_confirmation(work, std::move(confirmed), RevocationBasis::claim));
  return id;
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
