#pragma once
#include "store/work_list.h"
#include "usecase/work.h"

/// Who works on what (R101). A claim runs out by itself (kClaimSeconds); claiming again renews it.
namespace madoguchi {

/// Takes a task. Refuses not_found task.not_found; wrong_state task.closed; forbidden task.wrong_role (R100);
/// conflict task.claimed {officer, until}: somebody else has it; conflict task.assigned {officer}: it is assigned to
/// somebody else, and not urgent. Of two who claim at the same time one wins.
Result<store::WorkLine> claim_task(Work& work, const TaskId& id);
/// Gives it back. Refuses wrong_state task.not_claimed if one does not hold it.
Result<store::WorkLine> release_task(Work& work, const TaskId& id);

/// Puts a task on somebody's list, or (without `to`) on nobody's. By reception or the administrator.
struct AssignTask {
  TaskId id;
  std::int64_t version = 0;  ///< seen by the caller (If-Match)
  std::optional<OfficerId> to{};
};
/// Refuses forbidden; task.closed; stale record.changed; invalid "/officer" officer.not_found, officer.disabled,
/// task.wrong_role: the officer may not work on it. A claim of somebody else ends with it only by the administrator;
/// otherwise conflict task.claimed.
Result<store::WorkLine> assign_task(Work& work, const AssignTask& command);

/// The end of a shift (R101): everything in the caller's hands (claims, assignments, open clocks among them, promised
/// callbacks) goes to a named person, as an assignment. Of several people each takes some: `tasks` names them.
struct HandOver {
  OfficerId to;
  std::vector<TaskId> tasks{};  ///< empty: all of them
};
/// The tasks that went over. Refuses invalid "/officer" officer.not_found, officer.disabled, hand_over.to_oneself;
/// conflict hand_over.wrong_role {kinds}: the officer may not work on some of them; "/tasks" hand_over.not_yours.
/// All or none.
Result<std::vector<TaskId>> hand_over(Work& work, const HandOver& command);
Result<void> may_hand_over(const Work& work);  ///< what it asks before the form: any officer may
inline constexpr std::int64_t kHandOverTasksMax = 500;

/// Work on an application claims its open tasks of that kind: opening it for review (R101). conflict task.claimed if
/// somebody else has one. Nothing for callers who are no officers.
Result<void> claim_for(Work& work, const ApplicationId& application, TaskKind kind);

/// What the three would refuse now; for the `can` list.
Result<void> may_claim(const Work& work, const store::WorkLine& line);
Result<void> may_release(const Work& work, const store::WorkLine& line);
Result<void> may_assign(const Work& work, const store::WorkLine& line);

}  // namespace madoguchi
