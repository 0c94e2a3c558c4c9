#include "job/runner.h"

#include <algorithm>

#include "base/log.h"

namespace madoguchi::job {

int run_until_quiet(const std::vector<Job>& jobs, Time now, int rounds_max) {
  int total = 0;
  for (int round = 0; round < rounds_max; ++round) {
    int done = 0;
    for (const auto& job : jobs) done += job.run(now);
    total += done;
    if (done == 0) break;
  }
  return total;
}

Runner::Runner(std::vector<Job> jobs, std::function<Time()> now, JobAlarm alarm, std::chrono::milliseconds poll)
    : jobs_(std::move(jobs)),
      now_(std::move(now)),
      alarm_(std::move(alarm)),
      poll_(poll),
      failures_(jobs_.size(), kUnknownFailures) {
  for (const auto& job : jobs_) {
    logs_.emplace_back("a job failed and is tried again", "a job works again", "job", job.name);
  }
}

Runner::~Runner() {
  stop();
}

void Runner::start() {
  thread_ = std::thread([this] { loop(); });
}

void Runner::wake() {
  {
    const std::scoped_lock lock(mutex_);
    woken_ = true;
  }
  changed_.notify_one();
}

void Runner::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  settled_.notify_all();
  if (thread_.joinable()) thread_.join();
}

int Runner::run_once() {
  int done = 0;
  for (std::size_t i = 0; i < jobs_.size(); ++i) {
    const auto& job = jobs_[i];
    try {
      done += job.run(now_());
      logs_[i].worked();
      note(i, 0);
    } catch (const std::exception& exception) {
      logs_[i].failed(exception.what(), now_());
      note(i, std::max(failures_[i], 0) + 1);
    }
    const std::scoped_lock lock(mutex_);
    if (stopping_) break;
  }
  return done;
}

void Runner::note(std::size_t job, int failures) {
  const bool news = failures == 0 ? failures_[job] != 0 : failures == kFailuresAlarm;
  // Told again at the next turn if the alarm itself cannot be written down: the database may be what broke.
  const int wanted = failures == kFailuresAlarm ? kFailuresAlarm - 1 : failures_[job];
  try {
    if (news && alarm_) alarm_(jobs_[job].name, failures > 0, now_());
    failures_[job] = failures;
  } catch (const std::exception& exception) {
    failures_[job] = wanted;
    log(LogLevel::error, "a job's alarm could not be kept", {{"job", jobs_[job].name}, {"failure", exception.what()}});
  }
}

bool Runner::settle(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  const auto asked_after = turns_begun_;
  woken_ = true;
  changed_.notify_one();
  return settled_.wait_for(lock, patience, [&] { return quiet_turn_ > asked_after || stopping_; }) && !stopping_;
}

std::uint64_t Runner::begin_turn() {
  const std::scoped_lock lock(mutex_);
  return ++turns_begun_;
}

void Runner::loop() {
  for (;;) {
    const auto turn = begin_turn();
    const int done = run_once();
    std::unique_lock lock(mutex_);
    if (done == 0) quiet_turn_ = turn;
    settled_.notify_all();
    if (done == 0) changed_.wait_for(lock, poll_, [this] { return woken_ || stopping_; });
    woken_ = false;
    if (stopping_) return;
  }
}

}  // namespace madoguchi::job
