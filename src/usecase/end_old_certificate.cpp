#include "usecase/end_old_certificate.h"

#include <algorithm>

#include "domain/reissue_rules.h"

namespace madoguchi {

bool revoke_certificate(Work& work, const Certificate& certificate, RevocationReason reason, Time revoked_at,
                        const std::optional<ApplicationId>& application, ScheduleState schedule_ends) {
  if (!work.store.certificates.revoke(certificate, reason, revoked_at, work.now, application)) return false;
  if (const auto schedule = work.store.certificates.pending_schedule(certificate.id)) {
    work.store.certificates.close_schedule(schedule->id, schedule_ends, work.now);
  }
  record_event(work, "certificate.revoked", "certificate", certificate.id.value, certificate.contract,
               CanonicalJson().text("serial", certificate.serial).text("reason", to_text(reason)));
  return true;
}

OldCertificateEnded end_old_certificate(Work& work, const Application& application, const Reissue& reissue,
                                        const Certificate& old_certificate) {
  if (reissue.old_certificate_end == OldCertificateEnd::none || !is_live(old_certificate, work.now)) return {};
  if (reissue.old_certificate_end == OldCertificateEnd::immediate) {
    return {.revoked_now =
                revoke_certificate(work, old_certificate, RevocationReason::superseded, work.now, application.id)};
  }
  const Time due_at = deferred_end(work.now);
  if (const auto schedule = work.store.certificates.pending_schedule(old_certificate.id)) {
    if (due_at < schedule->due_at) work.store.certificates.move_schedule(schedule->id, due_at);
    return {.revokes_at = std::min(due_at, schedule->due_at)};
  }
  const ScheduledRevocation schedule{.id = new_id<ScheduledRevocationId>(work.random()),
                                     .certificate = old_certificate.id,
                                     .application = application.id,
                                     .due_at = due_at,
                                     .reason = RevocationReason::superseded};
  work.store.certificates.add_schedule(schedule);
  record_event(work, "revocation.scheduled", "certificate", old_certificate.id.value, old_certificate.contract,
               CanonicalJson().text("serial", old_certificate.serial).number("due_at", to_unix(due_at)));
  return {.revokes_at = due_at};
}

}  // namespace madoguchi
