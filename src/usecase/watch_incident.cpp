#include "usecase/watch_incident.h"

#include "store/incident_table.h"
#include "usecase/legal_alarm.h"

namespace madoguchi {
namespace {

bool is_undecided(const Incident& incident) {
  return incident.state == IncidentState::collecting || incident.state == IncidentState::planning ||
         incident.state == IncidentState::planned;
}

std::string detail_of(const IncidentId& id) {
  return std::string(kIncidentAlarm) + id.value;
}

void add_task(Work& work, TaskKind kind, const IncidentId& id, Time due_at, std::int64_t escalation) {
  work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                        .kind = kind,
                        .detail = detail_of(id),
                        .opened_at = work.now,
                        .due_at = due_at,
                        .escalation = escalation});
}

}  // namespace

std::vector<IncidentId> incidents_to_watch(Work& work, std::int64_t rows_max) {
  std::vector<IncidentId> found;
  for (const auto& one : store::IncidentTable(work.store.sql).undecided(mark_bounds(work.now).front(), rows_max)) {
    found.push_back(one.id);
  }
  return found;
}

Result<bool> watch_incident(Work& work, const IncidentId& id) {
  const auto incident = TRY(store::IncidentTable(work.store.sql).get(id));
  const auto marks = marks_before(incident.deadline_at, work.now);
  auto task = work.store.tasks.find_open(TaskKind::alarm, detail_of(id));
  if (!is_undecided(incident) || marks == 0 || (task && task->escalation >= marks)) return false;
  if (task) {
    task->escalation = marks;
    TRY(work.store.tasks.update(*std::move(task)));
  } else {
    add_task(work, TaskKind::alarm, id, incident.deadline_at, marks);
  }
  if (work.now > incident.deadline_at) add_task(work, TaskKind::late, id, incident.deadline_at, 0);
  record_event(work, "deadline.escalated", "incident", id.value, {},
               CanonicalJson().number("mark", marks).text("state", to_text(incident.state)));
  return true;
}

void end_incident_alarm(Work& work, const IncidentId& id) {
  for (const auto kind : {TaskKind::alarm, TaskKind::late}) {
    const auto task = work.store.tasks.find_open(kind, detail_of(id));
    if (task) work.store.tasks.close(task->id, work.now);
  }
}

void alarm_withdrawn(Work& work, const Incident& incident) {
  work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                        .kind = TaskKind::alarm,
                        .detail = std::string(kIncidentWithdrawn) + incident.id.value + " " +
                                  work.actor.officer.value_or(OfficerId{}).value,
                        .opened_at = work.now,
                        .due_at = incident.deadline_at});
}

}  // namespace madoguchi
