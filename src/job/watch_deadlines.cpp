#include "job/watch_deadlines.h"

#include <set>

#include "base/log.h"
#include "usecase/execute_revocation.h"
#include "usecase/watch_revocation.h"

namespace madoguchi::job {
namespace {

struct Watched {
  std::vector<ApplicationId> open;
  std::vector<Application> unpublished;
  std::set<std::string> bad_keys;
  std::vector<TaskId> reports;
};

Watched look_around(const Office& office, Time now) {
  return look(office, now, Actor::the_engine(),
              [](Work& work) -> Result<Watched> {
                Watched found;
                for (const auto& application : work.store.applications.open_revocations(kWatchedMax)) {
                  if (revocation_needs_watching(work, application)) found.open.push_back(application.id);
                }
                found.unpublished = work.store.applications.unpublished_past_deadline(work.now, kWatchedMax);
                for (const auto& certificate : work.store.certificates.live_with_blocked_key(work.now, kWatchedMax)) {
                  found.bad_keys.insert(certificate.spki_sha256);
                }
                for (const auto& task : work.store.tasks.open(TaskKind::enquiry, kWatchedMax)) {
                  if (report_needs_watching(task, work.now)) found.reports.push_back(task.id);
                }
                return found;
              })
      .value();
}

/// One thing in its own transaction. What fails is logged and tried again at the next turn; the others go on.
template <typename Body>
int one(const Office& office, Time now, std::string_view what, const std::string& id, Body body) {
  try {
    const auto changed = transact(office, now, Actor::the_engine(), body);
    if (changed) return *changed ? 1 : 0;
    log(LogLevel::warning, std::string(what) + " refused", {{"id", id}, {"reason", changed.error().message}});
  } catch (const std::exception& failure) {
    log(LogLevel::error, std::string(what) + " failed", {{"id", id}, {"what", failure.what()}});
  }
  return 0;
}

}  // namespace

int watch_deadlines(const Office& office, Time now) {
  const auto found = look_around(office, now);
  int changed = 0;
  for (const auto& id : found.open) {
    changed += one(office, now, "watch_revocation", id.value, [&](Work& work) { return watch_revocation(work, id); });
  }
  for (const auto& application : found.unpublished) {
    changed += one(office, now, "watch_publication", application.id.value,
                   [&](Work& work) { return watch_publication(work, application); });
  }
  for (const auto& key : found.bad_keys) {
    changed += one(office, now, "revoke_compromised_key", key, [&](Work& work) -> Result<bool> {
      return TRY(revoke_compromised_key(work, key, "blocked key")) > 0;
    });
  }
  for (const auto& id : found.reports) {
    changed +=
        one(office, now, "watch_problem_report", id.value, [&](Work& work) { return watch_problem_report(work, id); });
  }
  return changed;
}

}  // namespace madoguchi::job
