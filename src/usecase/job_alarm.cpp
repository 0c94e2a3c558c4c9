#include "usecase/job_alarm.h"

#include "base/assert.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

Result<void> raise(Work& work, const std::string& job, const std::string& detail) {
  if (work.store.tasks.find_open(TaskKind::alarm, detail)) return {};
  work.store.tasks.add(
      {.id = new_id<TaskId>(work.random()), .kind = TaskKind::alarm, .detail = detail, .opened_at = work.now});
  record_event(work, "job.failing", "job", job, {});
  return {};
}

Result<void> end(Work& work, const std::string& job, const std::string& detail) {
  const auto task = work.store.tasks.find_open(TaskKind::alarm, detail);
  if (task && work.store.tasks.close(task->id, work.now)) record_event(work, "job.recovered", "job", job, {});
  return {};
}

}  // namespace

void note_job(const Office& office, Time now, const std::string& job, bool failing) {
  const auto engine = Actor::the_engine();
  const auto detail = "job.failing " + job;
  if (!failing) {
    // Nearly always there is nothing to end: no turn of the writers for that.
    const auto open = look(office, now, engine, [&](Work& work) -> Result<bool> {
      return work.store.tasks.find_open(TaskKind::alarm, detail).has_value();
    });
    if (open && !*open) return;
  }
  const auto done = transact(office, now, engine,
                             [&](Work& work) { return failing ? raise(work, job, detail) : end(work, job, detail); });
  require(done.has_value(), "a job's alarm cannot be refused");
}

}  // namespace madoguchi
