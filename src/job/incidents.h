#pragma once
#include "usecase/run_incident.h"

namespace madoguchi::job {

/// Takes steps of the incidents that wait for the machine (step_incident), the oldest first, at most `steps_max` of
/// each: in between the other jobs of the thread have their turn, and lists are published. Returns how many rows were
/// dealt with.
int incidents(const Office& office, Time now, int steps_max = 25, std::int64_t batch = kIncidentBatch);

}  // namespace madoguchi::job
