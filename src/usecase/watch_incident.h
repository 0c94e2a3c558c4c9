#pragma once
#include "domain/incident.h"
#include "usecase/record.h"

/// The clock of an incident before its approval (R105, BR 4.9.1.1): nobody may let it run out in silence.
namespace madoguchi {

/// An incident that is collecting, planning or planned: at each mark of its last 24 hours its alarm says so, a task
/// `late` when they are over. Returns whether anything changed.
Result<bool> watch_incident(Work& work, const IncidentId& id);
/// Those of which a mark has passed; few, so whether it was told already is asked by watch_incident.
std::vector<IncidentId> incidents_to_watch(Work& work, std::int64_t rows_max);

/// It is approved or withdrawn: the alarm ends.
void end_incident_alarm(Work& work, const IncidentId& id);
/// A plan stood, so certificates were to go, and one officer withdrew it: an alarm that somebody else ends.
void alarm_withdrawn(Work& work, const Incident& incident);

/// How the details of these tasks begin; the id of the incident follows, of a withdrawal that of the officer too.
inline constexpr std::string_view kIncidentAlarm = "incident.undecided ";
inline constexpr std::string_view kIncidentWithdrawn = "incident.withdrawn ";

}  // namespace madoguchi
