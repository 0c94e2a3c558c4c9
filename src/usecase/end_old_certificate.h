#pragma once
#include "domain/certificate.h"
#include "domain/reissue.h"
#include "usecase/record.h"

namespace madoguchi {

/// The end of the certificate that a reissue replaces (R58–R60), in the transaction that keeps the new one: 即日失効
/// revokes it now with reason superseded, only if it is still live; 後日失効 schedules that for exactly 14 × 24 h from
/// now (R59, R113). A certificate that was revoked or has expired meanwhile is left alone (R74, R75); one that is
/// scheduled already keeps the earlier date.
struct OldCertificateEnded {
  std::optional<Time> revokes_at{};  ///< scheduled for then
  bool revoked_now = false;
};
OldCertificateEnded end_old_certificate(Work& work, const Application& application, const Reissue& reissue,
                                        const Certificate& old_certificate);

/// Revokes one certificate, in this transaction: the CRL's line, its schedule closed as `schedule_ends`, the event.
/// False if it was revoked before: nothing changes then. Everyone who revokes uses it.
bool revoke_certificate(Work& work, const Certificate& certificate, RevocationReason reason, Time revoked_at,
                        const std::optional<ApplicationId>& application,
                        ScheduleState schedule_ends = ScheduleState::revoked_before);

}  // namespace madoguchi
