#include "job/incidents.h"

#include <algorithm>
#include <limits>

#include "base/log.h"

namespace madoguchi::job {

bool StuckIncidents::is_resting(const IncidentId& id, Time now) const {
  const auto found = stuck_.find(id);
  return found != stuck_.end() && now < found->second.again_at;
}

void StuckIncidents::failed(const IncidentId& id, Time now) {
  auto& one = stuck_[id];
  one.rest = std::clamp(one.rest * 2, kStuckRestMin, kStuckRestMax);
  one.again_at = now + one.rest;
}

void StuckIncidents::went_on(const IncidentId& id) {
  stuck_.erase(id);
}

void StuckIncidents::forget_all_but(const std::vector<Incident>& unfinished) {
  std::erase_if(stuck_, [&](const auto& one) {
    return std::ranges::none_of(unfinished, [&](const Incident& incident) { return incident.id == one.first; });
  });
}

int incidents(const Office& office, Time now, StuckIncidents& stuck, int steps_max, std::int64_t batch) {
  std::int64_t dealt_with = 0;
  for (int step = 0; step < steps_max; ++step) {
    std::int64_t now_done = 0;
    const auto unfinished = unfinished_incidents(office, now);
    stuck.forget_all_but(unfinished);
    for (const auto& incident : unfinished) {
      if (stuck.is_resting(incident.id, now)) continue;
      try {
        now_done += step_incident(office, incident, now, batch);
        stuck.went_on(incident.id);
      } catch (const std::exception& failure) {
        stuck.failed(incident.id, now);
        log(LogLevel::error, "an incident is stuck, the others go on",
            {{"incident", incident.number}, {"state", std::string(to_text(incident.state))}, {"what", failure.what()}});
      }
    }
    dealt_with += now_done;
    if (now_done == 0) break;
  }
  if (stuck.count() > 0) throw Failure(std::to_string(stuck.count()) + " incident(s) are stuck");
  return static_cast<int>(std::min<std::int64_t>(dealt_with, std::numeric_limits<int>::max()));
}

int incidents(const Office& office, Time now, int steps_max, std::int64_t batch) {
  StuckIncidents none;
  return incidents(office, now, none, steps_max, batch);
}

}  // namespace madoguchi::job
