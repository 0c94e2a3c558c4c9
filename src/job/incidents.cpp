#include "job/incidents.h"

#include <algorithm>
#include <limits>

namespace madoguchi::job {

int incidents(const Office& office, Time now, int steps_max, std::int64_t batch) {
  std::int64_t dealt_with = 0;
  for (int step = 0; step < steps_max; ++step) {
    std::int64_t now_done = 0;
    for (const auto& incident : unfinished_incidents(office, now)) {
      now_done += step_incident(office, incident, now, batch);
    }
    dealt_with += now_done;
    if (now_done == 0) break;
  }
  return static_cast<int>(std::min<std::int64_t>(dealt_with, std::numeric_limits<int>::max()));
}

}  // namespace madoguchi::job
