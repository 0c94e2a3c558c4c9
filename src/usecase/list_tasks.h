#pragma once
#include "domain/can.h"
#include "store/work_list.h"
#include "usecase/work.h"

namespace madoguchi {

inline constexpr std::int64_t kTaskLimitDefault = 50;

/// The desk's work list (R101).
struct ListTasks {
  std::optional<TaskKind> kind{};
  store::WorkHolder holder = store::WorkHolder::all;
  std::optional<store::WorkClock> clock{};
  std::optional<Time> due_before{};
  std::optional<Time> opened_before{};
  bool unreachable = false;
  bool callback_promised = false;
  std::string cursor{};  ///< of the page before; empty: the first
  std::int64_t limit = kTaskLimitDefault;
};
struct TaskView {
  store::WorkLine line;  ///< the customer's name masked where the reader may not see it (R117)
  bool claimed = false;  ///< by anybody, and the claim has not run out
  std::vector<Can> can;  ///< claim, release, assign, finish
};
struct TaskPage {
  std::vector<TaskView> tasks;        ///< by deadline, then by age
  std::optional<std::string> next{};  ///< opaque; absent on the last page
  std::vector<Can> can{};             ///< hand-over
};
/// For officers. Refuses forbidden; invalid "?limit" input.not_a_choice, "?cursor" cursor.invalid.
Result<TaskPage> list_tasks(Work& work, const ListTasks& command);

/// The open tasks of one application, oldest first: who has it in hand (R101). Refuses forbidden, not_found
/// application.not_found.
Result<std::vector<TaskView>> tasks_of(Work& work, const ApplicationId& application);

/// One task, open or closed. not_found "task.not_found".
Result<TaskView> show_task(Work& work, const TaskId& id);

}  // namespace madoguchi
