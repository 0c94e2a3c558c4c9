#include "usecase/finish_task.h"

#include "domain/task_rules.h"
#include "usecase/legal_alarm.h"
#include "usecase/record.h"
#include "usecase/watch_incident.h"

namespace madoguchi {
namespace {

bool ends_by_itself(const Work& work, const store::WorkLine& line) {
  const auto& task = line.task;
  const bool open_case = line.application_state && !is_end(*line.application_state);
  switch (task.kind) {
    case TaskKind::mail_failed:
      return false;
    case TaskKind::alarm:
      if (keeps_legal_clock(task)) return !is_settled(work, task) && !is_being_revoked(work, task);
      if (task.detail.starts_with(kIncidentWithdrawn)) return task.detail.ends_with(work.actor.officer->value);
      return open_case || task.detail.starts_with("job.failing ") || task.detail.starts_with(kIncidentAlarm);
    case TaskKind::late:
      return open_case || task.detail == "not_published" || task.enquiry || task.detail.starts_with(kIncidentAlarm);
    default:
      return true;
  }
}

}  // namespace

Result<void> may_finish(const Work& work, const store::WorkLine& line) {
  if (line.task.closed_at) return refuse(ErrorCode::wrong_state, "task.closed");
  const bool mine = claimed_at(line.task, work.now) && line.task.claimed_by == work.actor.officer;
  if (!work.actor.officer || !mine) return refuse(ErrorCode::wrong_state, "task.not_claimed");
  if (ends_by_itself(work, line)) return refuse(ErrorCode::policy, "task.ends_by_itself");
  return {};
}

Result<store::WorkLine> finish_task(Work& work, const TaskId& id) {
  const auto line = TRY(work.store.work_list.get(id));
  TRY(may_finish(work, line));
  if (!work.store.tasks.close(id, work.now)) return refuse(ErrorCode::wrong_state, "task.closed");
  record_event(work, "task.finished", "task", id.value, line.task.contract,
               CanonicalJson().text("kind", to_text(line.task.kind)).text("detail", line.task.detail));
  return work.store.work_list.get(id);
}

}  // namespace madoguchi
