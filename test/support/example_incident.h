#pragma once
#include "support/example_copies.h"
#include "usecase/incident.h"

/// Incidents over many certificates, for the stories about them.
namespace madoguchi {

/// Opened by the reviewer for what was issued since a year ago, planned, and approved by the revoker.
IncidentId approved_incident(const ExampleCounter& counter, IncidentCause cause = IncidentCause::not_as_required);
/// Opened and planned by the reviewer; the machine has made the plan.
Incident planned_incident(const ExampleCounter& counter, const OpenIncident& command);
Incident incident_at(const ExampleCounter& counter, const IncidentId& id);

}  // namespace madoguchi
