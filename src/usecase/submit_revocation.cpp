#include "usecase/submit_revocation.h"

#include "domain/plain_text.h"
#include "usecase/calendar.h"
#include "usecase/contact_mail.h"
#include "usecase/drafts.h"
#include "usecase/emergency_revocation.h"
#include "usecase/guard.h"
#include "usecase/new_revocation.h"

namespace madoguchi {
namespace {

struct Faults {
  Refusal refusal{.code = ErrorCode::invalid, .message = "input.invalid"};
  void add(const char* field, const char* key) { refusal.fields.emplace_back(field, key); }
  void take(const Refusal& other) {
    refusal.fields.insert(refusal.fields.end(), other.fields.begin(), other.fields.end());
  }
  Result<void> answer() const {
    if (refusal.fields.empty()) return {};
    return std::unexpected(refusal);
  }
};

/// R64: the date of a 後日失効 stands; a later wish would say nothing.
bool after_its_date(Work& work, const SubmitRevocation& command) {
  if (!command.wished_at || !command.certificate) return false;
  const auto schedule = work.store.certificates.pending_schedule(*command.certificate);
  return schedule && *command.wished_at >= schedule->due_at;
}

Result<void> judge(Work& work, const Contract& contract, const SubmitRevocation& command) {
  Faults faults;
  if (!command.scope) faults.add("/scope", "input.required");
  const auto scope = command.scope.value_or(RevocationScope::certificate);
  Certificate certificate{.common_name = contract.common_name, .not_after = contract.ends_at};
  if (scope == RevocationScope::contract) {
    if (command.certificate) faults.add("/certificate", "revocation.not_with_contract");
    if (command.reason == RevocationReason::key_compromise) faults.add("/reason", "revocation.compromise_of_one");
  } else if (auto found = certificate_to_revoke(work, contract, command.certificate)) {
    certificate = *std::move(found);
  } else if (command.scope) {
    faults.take(found.error());
  }
  const auto wish = check_wish({.scope = scope,
                                .reason = command.reason.value_or(RevocationReason::unspecified),
                                .reason_text = command.reason_text,
                                .wished_at = command.wished_at,
                                .understood = command.understood,
                                .typed_dns_name = command.typed_dns_name},
                               certificate, certificate.common_name, work.now);
  if (!wish) faults.take(wish.error());
  if (after_its_date(work, command)) faults.add("/wished_at", "revocation.wish_after_schedule");
  TRY(faults.answer());
  if (scope == RevocationScope::contract && !is_in_force(contract, work.now) &&
      contract.state != ContractState::opening) {
    return refuse(ErrorCode::policy, "revocation.contract_ended");
  }
  return {};
}

/// 受理 (R79) and what belongs to it.
Result<void> accept(Work& work, RevocationCase matter) {
  matter.application.accepted_at = work.now;
  matter.application = TRY(take_engine_step(work, std::move(matter.application), ApplicationAction::accept));
  const auto call_from = next_calling_time(calendar_of(work), work.now);
  open_task(work, TaskKind::call, matter.application, "call_from " + format_utc(call_from));
  TRY(suspend_others(work, matter));
  const auto serials = serials_of(certificates_asked_for(work, matter), work.now);
  const auto values = [&](Language language) { return revocation_values(work, matter, serials, language); };
  if (matter.application.filed_by_officer) {
    mail_contacts(work, matter.contract, &matter.application, "application_filed_on_behalf", {ContactRole::registrant});
  }
  mail_contacts(work, matter.contract, &matter.application, "revocation_accepted",
                {ContactRole::registrant, ContactRole::technical}, values);
  return {};
}

}  // namespace

Result<Certificate> certificate_to_revoke(Work& work, const Contract& contract,
                                          const std::optional<CertificateId>& id) {
  if (!id) return refuse_field("/certificate", "input.required");
  auto certificate = work.store.certificates.get(*id);
  if (!certificate || certificate->contract != contract.id) {
    return refuse_field("/certificate", "certificate.not_found");
  }
  if (certificate->revoked_at) return refuse_field("/certificate", "revocation.already_revoked");
  if (!is_live(*certificate, work.now)) return refuse_field("/certificate", "revocation.already_expired");
  return certificate;
}

Result<ApplicationId> submit_revocation(Work& work, const SubmitRevocation& command) {
  const auto contract = TRY(visible_contract(work, command.contract));
  TRY(require_may_file(work, contract));
  TRY(require_recent_reauthentication(work));
  if (command.version_seen && *command.version_seen != contract.version) {
    return refuse(ErrorCode::stale, "record.changed");
  }
  TRY(judge(work, contract, command));
  if (command.reason == RevocationReason::key_compromise) {
    return submit_emergency(work, {.contract = command.contract,
                                   .certificate = command.certificate.value(),
                                   .reason_text = command.reason_text,
                                   .understood = command.understood});
  }
  RevocationCase matter{.contract = contract};
  matter.request = {.application = new_id<ApplicationId>(work.random()),
                    .scope = command.scope.value(),
                    .certificate = command.certificate,
                    .reason = command.reason.value_or(RevocationReason::unspecified),
                    .reason_text = parse_lines(command.reason_text, kReasonTextCharactersMax).value(),
                    .wished_at = command.wished_at,
                    .received_at = work.now,
                    .standing = has_standing(work, contract.customer)};
  matter.application = new_revocation(work, ApplicationKind::revocation, matter);
  TRY(work.store.applications.add(matter.application));
  work.store.applications.add_revocation(matter.request);
  end_draft(work, matter.application);
  record_event(work, "application.submitted", "application", matter.application.id.value, contract.id,
               CanonicalJson()
                   .text("kind", to_text(matter.application.kind))
                   .text("scope", to_text(matter.request.scope))
                   .text("content_digest", matter.application.content_digest)
                   .boolean("on_behalf", matter.application.filed_by_officer.has_value())
                   .boolean("under_hold", under_hold(work.actor, work.now)));
  const auto id = matter.application.id;
  TRY(accept(work, std::move(matter)));
  return id;
}

Result<ApplicationId> file_revocation(Work& work, const SubmitRevocation& command, const std::string& idempotency_key) {
  CanonicalJson asked;
  asked.text("contract", command.contract.value)
      .text("scope", command.scope ? to_text(*command.scope) : "")
      .text("certificate", command.certificate ? command.certificate->value : "")
      .text("reason", command.reason ? to_text(*command.reason) : "")
      .text("reason_text", command.reason_text)
      .number("wished_at", command.wished_at ? to_unix(*command.wished_at) : 0)
      .boolean("understood", command.understood)
      .text("typed_dns_name", command.typed_dns_name);
  return once<ApplicationId>(work, idempotency_key, digest_of(asked), [&] { return submit_revocation(work, command); });
}

}  // namespace madoguchi
