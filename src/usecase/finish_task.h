#pragma once
#include "store/work_list.h"
#include "usecase/work.h"

namespace madoguchi {

/// Ends a task that no use case can know to be settled: a contact that could not be reached (mail_failed), an alarm to
/// be looked into, a lateness to be taken note of, without an application that would end it. By whoever has claimed it.
/// An alarm that keeps a legal clock (usecase/legal_alarm.h) only once its certificate lives no more, or a revocation
/// of it is filed that no customer can take back. Refuses not_found task.not_found; wrong_state task.closed,
/// task.not_claimed; policy task.ends_by_itself: its subject decides, or the machine does.
Result<store::WorkLine> finish_task(Work& work, const TaskId& id);
/// What it would refuse now; for the `can` list.
Result<void> may_finish(const Work& work, const store::WorkLine& line);

}  // namespace madoguchi
