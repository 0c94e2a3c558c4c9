#include "job/revoke_due.h"

#include "base/assert.h"
#include "base/log.h"
#include "usecase/revoke_scheduled.h"

namespace madoguchi::job {
namespace {

constexpr Seconds kLeaseSeconds{5 * 60};
constexpr std::int64_t kAtOnceMax = 50;
constexpr std::int64_t kRemindedMax = 1000;

int send_reminders(const Office& office, Time now) {
  const auto horizon = now + std::chrono::days(kReminderDays[0]) + Seconds(1);
  const auto coming =
      look(office, now, Actor::the_engine(), [&](Work& work) -> Result<std::vector<ScheduledRevocation>> {
        return work.store.certificates.pending_schedules_before(horizon, kRemindedMax);
      });
  require(coming.has_value(), "reading schedules cannot be refused");
  int sent = 0;
  for (const auto& schedule : *coming) {
    const auto reminded = transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<bool> {
      // Read again: another node may have reminded meanwhile.
      const auto still = work.store.certificates.pending_schedule(schedule.certificate);
      return still && still->id == schedule.id ? remind_of_scheduled(work, *still) : Result<bool>(false);
    });
    if (reminded && *reminded) ++sent;
  }
  return sent;
}

}  // namespace

int revoke_due(const Office& office, Time now) {
  const auto due =
      transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<std::vector<ScheduledRevocation>> {
        return work.store.certificates.claim_due_schedules(now, kLeaseSeconds, kAtOnceMax);
      });
  require(due.has_value(), "claiming schedules cannot be refused");
  for (const auto& schedule : *due) {
    const auto done =
        transact(office, now, Actor::the_engine(), [&](Work& work) { return revoke_scheduled(work, schedule); });
    if (!done) {
      log(LogLevel::error, "a scheduled revocation was refused and is tried again",
          {{"schedule", schedule.id.value}, {"key", done.error().message}});
    }
  }
  return static_cast<int>(due->size()) + send_reminders(office, now);
}

}  // namespace madoguchi::job
