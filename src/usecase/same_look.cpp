#include "usecase/same_look.h"

namespace madoguchi {

bool looked_lately(Work& work, std::string_view action, std::string_view subject_id) {
  const auto who = work.actor.id();
  if (!who) return false;
  return work.store.events.left_by({.actor_kind = work.actor.kind,
                                    .actor_id = *who,
                                    .action = std::string(action),
                                    .subject_id = std::string(subject_id)},
                                   work.now - kSameLookSeconds, work.now);
}

}  // namespace madoguchi
