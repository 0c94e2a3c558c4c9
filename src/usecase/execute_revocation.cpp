#include "usecase/execute_revocation.h"

#include <algorithm>
#include <map>

#include "mail/names.h"
#include "usecase/calendar.h"
#include "usecase/contact_mail.h"

namespace madoguchi {
namespace {

/// What was done, contract by contract, for the mails.
using Revoked = std::map<ContractId, std::vector<Certificate>>;

/// The calendar of a certificate that is revoked now (R73, R74, R92).
void close_calendar(Work& work, const Certificate& certificate, RevocationScope scope,
                    const std::optional<ApplicationId>& by) {
  const auto schedule = work.store.certificates.pending_schedule(certificate.id);
  if (!schedule) return;
  auto state =
      scope == RevocationScope::contract ? ScheduleState::superseded_by_cancellation : ScheduleState::revoked_before;
  if (schedule->application == by) state = ScheduleState::done;
  work.store.certificates.close_schedule(schedule->id, state, work.now);
}

bool revoke_one(Work& work, const Certificate& certificate, RevocationReason reason, RevocationScope scope,
                const std::optional<ApplicationId>& by) {
  if (!work.store.certificates.revoke(certificate, reason, work.now, work.now, by)) return false;
  close_calendar(work, certificate, scope, by);
  record_event(work, "certificate.revoked", "certificate", certificate.id.value, certificate.contract,
               CanonicalJson()
                   .text("serial", certificate.serial)
                   .text("reason", to_text(reason))
                   .text("application", by ? by->value : ""));
  return true;
}

/// Rules 2.4.2: reason and date of an earlier revocation move towards keyCompromise, never back.
bool tighten_one(Work& work, const Certificate& certificate) {
  if (!work.store.certificates.tighten_to_key_compromise(certificate, work.now)) return false;
  record_event(
      work, "certificate.tightened", "certificate", certificate.id.value, certificate.contract,
      CanonicalJson().text("serial", certificate.serial).text("from", to_text(certificate.revocation_reason.value())));
  return true;
}

/// 中止 of an application that this revocation made pointless, with the reason for its owner. Of an issue under way the
/// intent is given up by the issuing job, which finds the application closed.
Result<void> cancel_application(Work& work, Application other, std::string_view reason_key) {
  other = TRY(take_engine_step(work, std::move(other), ApplicationAction::cancel,
                               {.decision_reason = std::string(reason_key)}));
  work.store.issuances.close_due(other.id, work.now);
  const auto contract = TRY(work.store.contracts.get(other.contract));
  const std::string key(reason_key);
  mail_contacts(work, contract, &other, "application_rejected", {ContactRole::registrant}, [&](Language language) {
    return SentenceParams{{"reason", work.office.catalogue.sentence(language, key)}};
  });
  return {};
}

/// R78, R90: the contract ends with its revocation.
Result<void> end_contract(Work& work, const RevocationCase& matter) {
  for (auto& other : work.store.applications.of_contract(matter.contract.id, true)) {
    if (other.id == matter.application.id || other.kind == ApplicationKind::emergency_revocation) continue;
    TRY(cancel_application(work, std::move(other), "revocation.cancelled_with_contract"));
  }
  auto contract = TRY(work.store.contracts.get(matter.contract.id));
  contract.state = ContractState::cancelled;
  contract.cancelled_at = work.now;
  TRY(work.store.contracts.update(std::move(contract)));
  record_event(work, "contract.cancelled", "contract", matter.contract.id.value, matter.contract.id,
               CanonicalJson().text("application", matter.application.id.value));
  return {};
}

void tell_revoked(Work& work, const Contract& contract, const Application* application, const Certificate& certificate,
                  RevocationReason reason) {
  // R87: registrant and technical contact; the billing contact gets its copy.
  mail_contacts(work, contract, application, "certificate_revoked",
                {ContactRole::registrant, ContactRole::technical, ContactRole::billing}, [&](Language language) {
                  return SentenceParams{{"serial", certificate.serial},
                                        {"revoked_at", format_jst(work.now)},
                                        {"reason", name_in(work.office.catalogue, language, reason)}};
                });
}

Result<void> tell_all(Work& work, const Revoked& revoked, const Application* application, RevocationReason reason) {
  for (const auto& [id, certificates] : revoked) {
    const auto contract = TRY(work.store.contracts.get(id));
    const bool own = application != nullptr && application->contract == id;
    for (const auto& certificate : certificates) {
      tell_revoked(work, contract, own ? application : nullptr, certificate, reason);
    }
  }
  return {};
}

/// R102: what no second person has seen is looked over on the next working day.
void open_look_over(Work& work, const Application& application, RevocationBasis basis) {
  if (basis == RevocationBasis::two_officers || basis == RevocationBasis::staff_evidence) return;
  const auto calendar = calendar_of(work);
  work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                        .kind = TaskKind::look_over,
                        .application = application.id,
                        .contract = application.contract,
                        .detail = std::string(to_text(basis)),
                        .opened_at = work.now,
                        .due_at = next_calling_time(calendar, jst_midnight(jst_day(work.now) + std::chrono::days(1)))});
}

/// One event for each key, however often it is shown to us.
void block(Work& work, const std::string& spki_sha256, std::string_view why, const CanonicalJson& body) {
  if (!work.store.certificates.block_key(spki_sha256, why, work.now)) return;
  record_event(work, "key.blocked", "key", spki_sha256, {}, body);
}

/// Revokes what lives, tightens what must be; what is past its end needs neither (R71, R89).
Revoked carry_out(Work& work, const RevocationCase& matter, const std::vector<Certificate>& asked, bool& expired) {
  Revoked revoked;
  const bool proved = matter.request.reason == RevocationReason::key_compromise &&
                      (matter.request.basis == RevocationBasis::substitute_key ||
                       matter.request.basis == RevocationBasis::staff_evidence);
  for (const auto& certificate : asked) {
    if (certificate.revoked_at) {
      if (proved && work.now <= certificate.not_after && tighten_one(work, certificate)) {
        revoked[certificate.contract].push_back(certificate);
      }
    } else if (work.now > certificate.not_after) {
      expired = true;
    } else if (revoke_one(work, certificate, matter.request.reason, matter.request.scope, matter.application.id)) {
      revoked[certificate.contract].push_back(certificate);
    }
  }
  if (proved) {
    block(work, *matter.request.spki_sha256, "proved compromised",
          CanonicalJson().text("application", matter.application.id.value));
  }
  return revoked;
}

/// A certificate has one date at most. 後日失効 keeps its place, or will need it: it was promised (R64), while a dated
/// request may be taken back; its own date stands in the request, and watch_deadlines keeps it all the same.
bool may_enter_calendar(Work& work, const ContractId& contract, const CertificateId& certificate) {
  if (work.store.certificates.pending_schedule(certificate)) return false;
  const auto open = work.store.applications.of_contract(contract, true);
  return std::ranges::none_of(open, [](const Application& other) { return other.kind == ApplicationKind::reissue; });
}

/// Nothing lived any more: 期限満了 (R89), or somebody else was faster.
Result<Application> end_without(Work& work, RevocationCase matter, bool expired) {
  const auto action = expired || matter.application.kind == ApplicationKind::emergency_revocation
                          ? ApplicationAction::expire
                          : ApplicationAction::cancel;
  auto ended =
      TRY(take_engine_step(work, std::move(matter.application), action,
                           {.decision_reason = expired ? "revocation.expired_first" : "revocation.revoked_first"}));
  TRY(resume_others(work, ended));
  return ended;
}

}  // namespace

Result<void> cancel_those_asking_for(Work& work, const std::string& spki_sha256) {
  for (auto& other : work.store.applications.asking_for_key(spki_sha256)) {
    TRY(cancel_application(work, std::move(other), "revocation.cancelled_same_key"));
  }
  return {};
}

Result<Application> execute_revocation(Work& work, Application application) {
  if (application.state != ApplicationState::confirmed)
    return refuse(ErrorCode::wrong_state, "application.wrong_state");
  RevocationCase matter{.application = std::move(application)};
  matter.request = TRY(work.store.applications.revocation(matter.application.id));
  matter.contract = TRY(work.store.contracts.get(matter.application.contract));
  const bool whole = matter.request.scope == RevocationScope::contract;
  const auto asked = certificates_asked_for(work, matter);
  bool expired = false;
  const auto revoked = carry_out(work, matter, asked, expired);
  if (revoked.empty() && !whole) return end_without(work, std::move(matter), expired);
  if (whole) TRY(end_contract(work, matter));
  for (const auto& certificate : asked) {
    if (!whole) TRY(cancel_those_asking_for(work, certificate.spki_sha256));
  }
  if (revoked.empty()) {
    matter.request.published_at = work.now;  // there is nothing for a CRL to say
    work.store.applications.update_revocation(matter.request);
  }
  auto done = TRY(take_engine_step(work, std::move(matter.application), ApplicationAction::revoke));
  open_look_over(work, done, matter.request.basis.value());
  TRY(tell_all(work, revoked, &done, matter.request.reason));
  if (whole) {
    mail_contacts(work, matter.contract, &done, "contract_ended",
                  {ContactRole::registrant, ContactRole::technical, ContactRole::billing},
                  [&](Language) { return SentenceParams{{"ended_at", format_jst(work.now)}}; });
  }
  return done;
}

Result<Application> after_confirmation(Work& work, Application application, RevocationBasis basis) {
  auto request = TRY(work.store.applications.revocation(application.id));
  request.basis = basis;
  work.store.applications.update_revocation(request);
  work.store.tasks.close_of_application(application.id, {}, work.now);
  if (!request.wished_at || *request.wished_at <= work.now) return execute_revocation(work, std::move(application));
  const auto& certificate = request.certificate.value();
  if (may_enter_calendar(work, application.contract, certificate)) {
    work.store.certificates.add_schedule({.id = new_id<ScheduledRevocationId>(work.random()),
                                          .certificate = certificate,
                                          .application = application.id,
                                          .due_at = *request.wished_at,
                                          .reason = request.reason});
  }
  application.deadline_at =
      std::max(request.received_at + kRevocationDeadlineSeconds, *request.wished_at + kDatedPublicationSeconds);
  application = TRY(work.store.applications.update(std::move(application)));
  const auto contract = TRY(work.store.contracts.get(application.contract));
  const auto serial = TRY(work.store.certificates.get(certificate)).serial;
  mail_contacts(work, contract, &application, "revocation_scheduled", {ContactRole::registrant, ContactRole::technical},
                [&](Language language) {
                  return SentenceParams{{"serial", serial},
                                        {"revokes_at", format_jst(*request.wished_at)},
                                        {"reason", name_in(work.office.catalogue, language, request.reason)}};
                });
  return application;
}

Result<std::int64_t> revoke_compromised_key(Work& work, const std::string& spki_sha256, std::string_view why,
                                            const std::optional<ApplicationId>& application) {
  Revoked revoked;
  std::int64_t changed = 0;
  for (const auto& certificate : work.store.certificates.with_key(spki_sha256)) {
    if (work.now > certificate.not_after) continue;
    const bool done = certificate.revoked_at ? tighten_one(work, certificate)
                                             : revoke_one(work, certificate, RevocationReason::key_compromise,
                                                          RevocationScope::certificate, application);
    if (!done) continue;
    ++changed;
    revoked[certificate.contract].push_back(certificate);
  }
  block(work, spki_sha256, why, CanonicalJson().text("cause", why));
  TRY(cancel_those_asking_for(work, spki_sha256));
  TRY(tell_all(work, revoked, nullptr, RevocationReason::key_compromise));
  return changed;
}

}  // namespace madoguchi
