#include "job/watch_deadlines.h"

#include <set>

#include "base/log.h"
#include "usecase/execute_revocation.h"
#include "usecase/legal_alarm.h"
#include "usecase/watch_incident.h"
#include "usecase/watch_revocation.h"

namespace madoguchi::job {
namespace {

struct Watched {
  std::vector<ApplicationId> open;
  std::vector<Application> unpublished;
  bool new_blocked_keys = false;
  std::set<std::string> bad_keys;
  std::vector<ApplicationId> overdue;
  std::vector<TaskId> reports;
  std::vector<TaskId> settled;
  std::vector<TaskId> alarms;
  std::vector<IncidentId> incidents;
};

bool is_reissue(const Application& application) {
  return application.kind == ApplicationKind::reissue || application.kind == ApplicationKind::continuation;
}

/// What waits for a person, or no longer has to.
void look_at_tasks(Work& work, Watched& found) {
  const auto marks = mark_bounds(work.now);
  const auto due = [&](TaskKind kind, std::string_view detail_begins, std::vector<TaskId>& ids) {
    for (const auto& task : work.store.tasks.marks_due(kind, detail_begins, marks, kWatchedMax)) ids.push_back(task.id);
  };
  due(TaskKind::enquiry, kProblemReportTask, found.reports);
  due(TaskKind::alarm, kLegalCauseAlarm, found.alarms);
  due(TaskKind::alarm, kNameWrongAlarm, found.alarms);
  for (const auto& task : work.store.tasks.open(TaskKind::decide_claim, kWatchedMax)) {
    if (claim_is_settled(work, task)) found.settled.push_back(task.id);
  }
}

void look_at_keys(Work& work, Watched& found) {
  auto& certificates = work.store.certificates;
  found.new_blocked_keys = certificates.has_new_blocked_keys();
  if (!found.new_blocked_keys) return;
  for (const auto& certificate : certificates.live_with_new_blocked_key(work.now, kBlockedKeysMax, kWatchedMax)) {
    found.bad_keys.insert(certificate.spki_sha256);
  }
}

Watched look_around(const Office& office, Time now) {
  return look(office, now, Actor::the_engine(),
              [](Work& work) -> Result<Watched> {
                Watched found;
                for (const auto& application : work.store.applications.open_revocations(kWatchedMax)) {
                  if (revocation_needs_watching(work, application)) found.open.push_back(application.id);
                }
                found.unpublished = work.store.applications.unpublished_past_deadline(work.now, kWatchedMax);
                look_at_keys(work, found);
                for (const auto& application : work.store.applications.with_deadline(work.now, kWatchedMax)) {
                  if (is_reissue(application)) found.overdue.push_back(application.id);
                }
                look_at_tasks(work, found);
                found.incidents = incidents_to_watch(work, kWatchedMax);
                return found;
              })
      .value();
}

/// Each thing in its own transaction. What fails is logged and tried again at the next turn; the others go on.
class Turn {
 public:
  Turn(const Office& office, Time now) : office_(office), now_(now) {}
  template <typename Body>
  void one(std::string_view what, const std::string& id, Body body) {
    try {
      const auto changed = transact(office_, now_, Actor::the_engine(), body);
      if (changed) {
        changed_ += *changed ? 1 : 0;
        return;
      }
      log(LogLevel::warning, std::string(what) + " refused", {{"id", id}, {"reason", changed.error().message}});
    } catch (const std::exception& failure) {
      ++failed_;
      log(LogLevel::error, std::string(what) + " failed", {{"id", id}, {"what", failure.what()}});
    }
  }
  /// How many things changed; a Failure if some could not be done, so that the job's alarm hears of it.
  int ended() const {
    if (failed_ > 0) throw Failure(std::to_string(failed_) + " deadline(s) could not be watched");
    return changed_;
  }

 private:
  const Office& office_;
  Time now_;
  int changed_ = 0;
  int failed_ = 0;
};

}  // namespace

int watch_deadlines(const Office& office, Time now) {
  const auto found = look_around(office, now);
  Turn turn(office, now);
  for (const auto& id : found.open) {
    turn.one("watch_revocation", id.value, [&](Work& work) { return watch_revocation(work, id); });
  }
  for (const auto& application : found.unpublished) {
    turn.one("watch_publication", application.id.value,
             [&](Work& work) { return watch_publication(work, application); });
  }
  for (const auto& id : found.overdue) {
    turn.one("watch_overdue_reissue", id.value, [&](Work& work) { return watch_overdue_reissue(work, id); });
  }
  for (const auto& key : found.bad_keys) {
    turn.one("revoke_compromised_key", key,
             [&](Work& work) -> Result<bool> { return TRY(revoke_compromised_key(work, key, "blocked key")) > 0; });
  }
  if (found.new_blocked_keys) {
    turn.one("settle_blocked_keys", "", [&](Work& work) -> Result<bool> {
      return work.store.certificates.settle_blocked_keys(work.now, kBlockedKeysMax) == kBlockedKeysMax;
    });
  }
  for (const auto& id : found.reports) {
    turn.one("watch_problem_report", id.value, [&](Work& work) { return watch_problem_report(work, id); });
  }
  for (const auto& id : found.alarms) {
    turn.one("watch_legal_alarm", id.value, [&](Work& work) { return watch_legal_alarm(work, id); });
  }
  for (const auto& id : found.incidents) {
    turn.one("watch_incident", id.value, [&](Work& work) { return watch_incident(work, id); });
  }
  for (const auto& id : found.settled) {
    turn.one("close_settled_claim", id.value, [&](Work& work) { return close_settled_claim(work, id); });
  }
  return turn.ended();
}

}  // namespace madoguchi::job
