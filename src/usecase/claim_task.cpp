#include "usecase/claim_task.h"

#include <algorithm>

#include "domain/task_rules.h"
#include "usecase/guard.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

std::unexpected<Refusal> held_by(const store::WorkLine& line) {
  return std::unexpected(Refusal{.code = ErrorCode::conflict,
                                 .message = "task.claimed",
                                 .params = {{"officer", line.claimed_name.value_or("")},
                                            {"until", format_jst(line.task.claim_until.value_or(Time{}))}}});
}

bool claimed_by_other(const Work& work, const Task& task) {
  return claimed_at(task, work.now) && task.claimed_by != work.actor.officer;
}

Result<void> require_open(const Task& task) {
  if (task.closed_at) return refuse(ErrorCode::wrong_state, "task.closed");
  return {};
}

CanonicalJson event_of(const Task& task, const std::optional<OfficerId>& to = {}) {
  CanonicalJson body;
  body.text("kind", to_text(task.kind));
  if (task.application) body.text("application", task.application->value);
  if (to) body.text("to", to->value);
  return body;
}

Result<Officer> working_officer(Work& work, const OfficerId& id) {
  auto officer = work.store.officers.get(id);
  if (!officer) return refuse_field("/officer", "officer.not_found");
  if (officer->disabled_at) return refuse_field("/officer", "officer.disabled");
  return officer;
}

}  // namespace

Result<void> may_claim(const Work& work, const store::WorkLine& line) {
  const auto& task = line.task;
  TRY(require_open(task));
  if (!work.actor.officer || !may_work_on(work.actor.roles, task.kind)) {
    return refuse(ErrorCode::forbidden, "task.wrong_role");
  }
  if (claimed_by_other(work, task)) return held_by(line);
  const bool urgent = task.due_at && *task.due_at - work.now <= kUrgentSeconds;
  if (task.assigned_to && task.assigned_to != work.actor.officer && !urgent) {
    return std::unexpected(Refusal{.code = ErrorCode::conflict,
                                   .message = "task.assigned",
                                   .params = {{"officer", line.assigned_name.value_or("")}}});
  }
  return {};
}

Result<void> may_release(const Work& work, const store::WorkLine& line) {
  TRY(require_open(line.task));
  if (!work.actor.officer || line.task.claimed_by != work.actor.officer) {
    return refuse(ErrorCode::wrong_state, "task.not_claimed");
  }
  return {};
}

Result<void> may_assign(const Work& work, const store::WorkLine& line) {
  TRY(require_role(work, {Role::reception, Role::administrator}));
  TRY(require_open(line.task));
  if (claimed_by_other(work, line.task) && !work.actor.has(Role::administrator)) return held_by(line);
  return {};
}

Result<store::WorkLine> claim_task(Work& work, const TaskId& id) {
  const auto line = TRY(work.store.work_list.get(id));
  TRY(may_claim(work, line));
  if (!work.store.work_list.claim(id, *work.actor.officer, work.now, work.now + kClaimSeconds)) {
    const auto meanwhile = TRY(work.store.work_list.get(id));
    TRY(require_open(meanwhile.task));
    return held_by(meanwhile);
  }
  const bool renewed = claimed_at(line.task, work.now);
  if (!renewed) record_event(work, "task.claimed", "task", line.task.id.value, line.task.contract, event_of(line.task));
  return work.store.work_list.get(id);
}

Result<store::WorkLine> release_task(Work& work, const TaskId& id) {
  const auto line = TRY(work.store.work_list.get(id));
  TRY(may_release(work, line));
  if (!work.store.work_list.release(id, *work.actor.officer)) return refuse(ErrorCode::stale, "record.changed");
  record_event(work, "task.released", "task", line.task.id.value, line.task.contract, event_of(line.task));
  return work.store.work_list.get(id);
}

Result<store::WorkLine> assign_task(Work& work, const AssignTask& command) {
  const auto line = TRY(work.store.work_list.get(command.id));
  TRY(may_assign(work, line));
  auto task = line.task;
  if (task.version != command.version) return refuse(ErrorCode::stale, "record.changed");
  if (command.to) {
    const auto officer = TRY(working_officer(work, *command.to));
    if (!may_work_on(officer.roles, task.kind)) return refuse_field("/officer", "task.wrong_role");
  }
  task.assigned_to = command.to;
  if (task.claimed_by != command.to) {
    task.claimed_by.reset();
    task.claim_until.reset();
  }
  task = TRY(work.store.tasks.update(std::move(task)));
  record_event(work, "task.assigned", "task", task.id.value, task.contract, event_of(task, command.to));
  return work.store.work_list.get(task.id);
}

Result<void> may_hand_over(const Work& work) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  return {};
}

Result<std::vector<TaskId>> hand_over(Work& work, const HandOver& command) {
  TRY(may_hand_over(work));
  if (command.to == *work.actor.officer) return refuse_field("/officer", "hand_over.to_oneself");
  const auto officer = TRY(working_officer(work, command.to));
  auto tasks = work.store.work_list.in_hands_of(*work.actor.officer, work.now, kHandOverTasksMax);
  for (const auto& id : command.tasks) {
    if (std::ranges::find(tasks, id, &Task::id) == tasks.end()) return refuse_field("/tasks", "hand_over.not_yours");
  }
  if (!command.tasks.empty()) {
    std::erase_if(tasks,
                  [&](const Task& task) { return std::ranges::find(command.tasks, task.id) == command.tasks.end(); });
  }
  std::string kinds;
  for (const auto& task : tasks) {
    const auto kind = std::string(to_text(task.kind));
    if (may_work_on(officer.roles, task.kind) || kinds.find(kind) != std::string::npos) continue;
    kinds += (kinds.empty() ? "" : ", ") + kind;
  }
  if (!kinds.empty()) {
    return std::unexpected(
        Refusal{.code = ErrorCode::conflict, .message = "hand_over.wrong_role", .params = {{"kinds", kinds}}});
  }
  std::vector<TaskId> moved;
  for (auto& task : tasks) {
    task.assigned_to = command.to;
    if (task.claimed_by == work.actor.officer) {
      task.claimed_by.reset();
      task.claim_until.reset();
    }
    record_event(work, "task.handed_over", "task", task.id.value, task.contract, event_of(task, command.to));
    moved.push_back(task.id);
    TRY(work.store.tasks.update(std::move(task)));
  }
  return moved;
}

Result<void> claim_for(Work& work, const ApplicationId& application, TaskKind kind) {
  if (!work.actor.officer) return {};
  for (const auto& task : work.store.tasks.open_of_application(application)) {
    if (task.kind == kind) TRY(claim_task(work, task.id));
  }
  return {};
}

}  // namespace madoguchi
