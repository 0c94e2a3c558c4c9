#pragma once
#include <map>

#include "usecase/run_incident.h"

namespace madoguchi::job {

/// An incident whose step failed rests: 5 s, then 10, 20, … at most ten minutes. A statement of it may have run for a
/// minute before the database gave up, and the others wait for this thread.
inline constexpr Seconds kStuckRestMin{5};
inline constexpr Seconds kStuckRestMax{600};

/// Which incidents are stuck, from one turn of the job to the next; forgotten with the process, which then tries each.
class StuckIncidents {
 public:
  bool is_resting(const IncidentId& id, Time now) const;
  void failed(const IncidentId& id, Time now);
  void went_on(const IncidentId& id);
  void forget_all_but(const std::vector<Incident>& unfinished);
  std::size_t count() const { return stuck_.size(); }

 private:
  struct Rest {
    Time again_at{};
    Seconds rest{};
  };
  std::map<IncidentId, Rest> stuck_;
};

/// Takes steps of the incidents that wait for the machine (step_incident), the oldest first, at most `steps_max` of
/// each: in between the other jobs of the thread have their turn, and lists are published. Returns how many rows were
/// dealt with. One whose step fails is logged, rests and stops no other; while any is stuck the turn ends with a
/// Failure, after all others had their steps, so that the job's alarm tells the desk.
int incidents(const Office& office, Time now, StuckIncidents& stuck, int steps_max = 25,
              std::int64_t batch = kIncidentBatch);
/// A turn that remembers nothing.
int incidents(const Office& office, Time now, int steps_max = 25, std::int64_t batch = kIncidentBatch);

}  // namespace madoguchi::job
