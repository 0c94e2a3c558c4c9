#include "job/expire_corrections.h"

#include "usecase/expire_correction.h"

namespace madoguchi::job {

int expire_corrections(const Office& office, Time now, std::int64_t rows_max) {
  const auto engine = Actor::the_engine();
  const Time soon = now + std::chrono::days(kCorrectionWarningDays) + Seconds(1);
  const auto waiting = look(office, now, engine, [&](Work& work) {
    return Result<std::vector<Application>>(work.store.applications.corrections_overdue(soon, rows_max));
  });
  int changed = 0;
  for (const auto& application : waiting.value()) {
    const auto watched =
        transact(office, now, engine, [&](Work& work) { return watch_correction(work, application.id); });
    if (watched && *watched) ++changed;
  }
  return changed;
}

}  // namespace madoguchi::job
