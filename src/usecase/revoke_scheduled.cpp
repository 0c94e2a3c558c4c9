#include "usecase/revoke_scheduled.h"

#include "mail/names.h"
#include "usecase/contact_mail.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

bool is_of_reissue(const Application& application) {
  return application.kind == ApplicationKind::reissue || application.kind == ApplicationKind::continuation;
}

void record_closed(Work& work, const ScheduledRevocation& schedule, const Certificate& certificate,
                   ScheduleState state) {
  record_event(work, "schedule." + std::string(to_text(state)), "certificate", certificate.id.value,
               certificate.contract,
               CanonicalJson().text("serial", certificate.serial).text("application", schedule.application.value));
}

/// How many reminders should have gone out by now.
std::int64_t reminders_due(const ScheduledRevocation& schedule, Time now) {
  std::int64_t due = 0;
  for (const auto days : kReminderDays) due += now >= schedule.due_at - std::chrono::days(days) ? 1 : 0;
  return due;
}

}  // namespace

Result<void> revoke_scheduled(Work& work, const ScheduledRevocation& schedule) {
  const auto application = TRY(work.store.applications.get(schedule.application));
  if (!is_of_reissue(application)) return {};
  const auto certificate = TRY(work.store.certificates.get(schedule.certificate));
  if (work.now < schedule.due_at && work.now <= certificate.not_after) return {};
  auto& certificates = work.store.certificates;
  // R71: a certificate that ended by itself before its date is not revoked, however late the machine comes.
  const bool expired = certificate.not_after < schedule.due_at || work.now > certificate.not_after;
  const auto state = certificate.revoked_at ? ScheduleState::revoked_before
                     : expired              ? ScheduleState::expired_before
                                            : ScheduleState::done;
  if (!certificates.close_schedule(schedule.id, state, work.now)) return {};
  record_closed(work, schedule, certificate, state);
  if (state != ScheduleState::done) return {};
  if (!certificates.revoke(certificate, schedule.reason, work.now, work.now, schedule.application)) {
    throw Failure("a certificate that was not revoked cannot be revoked");
  }
  record_event(work, "certificate.revoked", "certificate", certificate.id.value, certificate.contract,
               CanonicalJson().text("serial", certificate.serial).text("reason", to_text(schedule.reason)));
  const auto contract = TRY(work.store.contracts.get(certificate.contract));
  mail_contacts(work, contract, nullptr, "certificate_revoked", {ContactRole::registrant, ContactRole::technical},
                [&](Language language) {
                  return SentenceParams{{"serial", certificate.serial},
                                        {"revoked_at", format_jst(work.now)},
                                        {"reason", name_in(work.office.catalogue, language, schedule.reason)}};
                });
  return {};
}

Result<bool> remind_of_scheduled(Work& work, const ScheduledRevocation& schedule) {
  const auto due = reminders_due(schedule, work.now);
  if (due <= schedule.reminders_sent || work.now >= schedule.due_at) return false;
  const auto application = TRY(work.store.applications.get(schedule.application));
  const auto certificate = TRY(work.store.certificates.get(schedule.certificate));
  const auto successor = work.store.certificates.of_application(schedule.application);
  if (!is_of_reissue(application) || !successor) return false;
  work.store.certificates.set_reminders(schedule.id, due);
  if (!is_live(certificate, work.now) || certificate.not_after < schedule.due_at) return false;
  const auto contract = TRY(work.store.contracts.get(certificate.contract));
  const auto days = std::chrono::ceil<std::chrono::days>(schedule.due_at - work.now).count();
  mail_contacts(work, contract, nullptr, "revocation_reminder", {ContactRole::registrant, ContactRole::technical},
                [&](Language) {
                  return SentenceParams{{"days", std::to_string(days)},
                                        {"old_serial", certificate.serial},
                                        {"new_serial", successor->serial},
                                        {"revokes_at", format_jst(schedule.due_at)}};
                });
  record_event(work, "schedule.reminded", "certificate", certificate.id.value, certificate.contract,
               CanonicalJson().number("days", days));
  return true;
}

}  // namespace madoguchi
