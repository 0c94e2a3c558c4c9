#include "support/example_incident.h"

#include "job/incidents.h"

namespace madoguchi {

Incident incident_at(const ExampleCounter& counter, const IncidentId& id) {
  return must(counter.as(counter.auditor(), [&](Work& work) { return show_incident(work, id); }));
}

Incident planned_incident(const ExampleCounter& counter, const OpenIncident& command) {
  const auto opened = must(counter.as(counter.reviewer(), [&](Work& work) { return open_incident(work, command); }));
  must(counter.as(counter.reviewer(), [&](Work& work) { return plan_incident(work, opened.id, opened.version); }));
  job::incidents(counter.office(), counter.now);
  return incident_at(counter, opened.id);
}

IncidentId approved_incident(const ExampleCounter& counter, IncidentCause cause) {
  const IncidentQuery query{.issued_from = counter.now - std::chrono::days(365), .issued_until = counter.now};
  const auto planned = planned_incident(counter, {.cause = cause, .finding = "見本", .query = query});
  must(counter.as(counter.revoker(), [&](Work& work) {
    return approve_incident(work, planned.id, planned.version, planned.plan.digest);
  }));
  return planned.id;
}

}  // namespace madoguchi
