#include "job/expire_drafts.h"

#include "usecase/drafts.h"

namespace madoguchi::job {

int expire_drafts(const Office& office, Time now, std::int64_t rows_max) {
  const auto engine = Actor::the_engine();
  struct Found {
    std::vector<Draft> soon;
    bool over = false;
  };
  const auto found = look(office, now, engine, [&](Work& work) -> Result<Found> {
    return Found{.soon = work.store.drafts.to_warn(now, now + std::chrono::days(kDraftWarningDays), rows_max),
                 .over = work.store.drafts.any_expired(now)};
  });
  int changed = 0;
  for (const auto& draft : found->soon) {
    const auto told = transact(office, now, engine, [&](Work& work) { return warn_of_draft(work, draft); });
    if (told) ++changed;
  }
  if (!found->over) return changed;
  const auto removed = transact(office, now, engine, [](Work& work) { return remove_expired_drafts(work); });
  return changed + static_cast<int>(removed.value_or(0));
}

}  // namespace madoguchi::job
