#pragma once
#include "domain/revocation.h"
#include "usecase/work.h"

namespace madoguchi {

/// Carries out one 後日失効 that is due (R59, R70): the former certificate is revoked with the schedule's reason, once,
/// and registrant and technical contact are told. If it has ended meanwhile nothing is revoked and nobody told: expired
/// (R71: schedule expired_before, no CRL entry) or revoked for another reason (R74: revoked_before). A schedule that is
/// closed already stays as it is. `schedule` as claimed. Dated requests of a revocation application are not its
/// business: watch_revocation carries those out.
Result<void> revoke_scheduled(Work& work, const ScheduledRevocation& schedule);

/// R69: days before the revocation on which a reminder goes out, most distant first.
inline constexpr std::int64_t kReminderDays[] = {7, 3, 1};

/// Sends the reminder that is due for `schedule`, if any: one mail, the nearest, even if several days were missed.
/// Returns whether it sent one.
Result<bool> remind_of_scheduled(Work& work, const ScheduledRevocation& schedule);

}  // namespace madoguchi
