#pragma once
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/calm_log.h"
#include "base/result.h"
#include "base/time.h"

namespace madoguchi::job {

/// One kind of machine work: `run` does what is due at `now` and returns how many things it dealt with. It claims its
/// rows with a lease, so that a second node does not do them too.
struct Job {
  std::string name;
  std::function<int(Time now)> run;
};

inline constexpr std::chrono::milliseconds kPollMilliseconds{1000};
/// Of what follows other nodes' changes: a revocation is seen by every node within 2 seconds.
inline constexpr std::chrono::milliseconds kFollowMilliseconds{500};
inline constexpr int kRoundsMax = 1000;

/// A job has failed kFailuresAlarm times in a row (`failing`), or succeeded after that or for the first time. Throws if
/// it could not be kept: it is told again then.
using JobAlarm = std::function<void(const std::string& job, bool failing, Time now)>;
inline constexpr int kFailuresAlarm = 3;

/// Runs every job in turn until none finds anything, `rounds_max` times at most: what the story and the tests call
/// after they have moved the clock. Returns how many things were dealt with. Exceptions pass.
int run_until_quiet(const std::vector<Job>& jobs, Time now, int rounds_max = kRoundsMax);

/// A thread that runs all jobs in turn: at once when woken, else every `poll`. A job that throws is logged (CalmLog)
/// and tried again at the next turn; it stops neither the others nor the thread.
class Runner {
 public:
  Runner(std::vector<Job> jobs, std::function<Time()> now, JobAlarm alarm = {},
         std::chrono::milliseconds poll = kPollMilliseconds);
  ~Runner();
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  void start();
  /// Something was committed that may be due.
  void wake();
  /// Waits until a turn that began after this call found nothing to do: all that was due is done (or failed, and is
  /// tried again later). False if `patience` runs out, or the runner stands still.
  bool settle(std::chrono::milliseconds patience);
  /// Lets the job under way finish. May be called twice.
  void stop();

 private:
  static constexpr int kUnknownFailures = -1;
  void loop();
  int run_once();
  void note(std::size_t job, int failures);
  std::uint64_t begin_turn();
  std::vector<Job> jobs_;
  std::function<Time()> now_;
  JobAlarm alarm_;
  std::chrono::milliseconds poll_;
  std::vector<int> failures_;  ///< in a row, of each job; kUnknownFailures before it has run
  std::deque<CalmLog> logs_;   ///< of each job
  std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable settled_;
  bool woken_ = false;
  std::uint64_t turns_begun_ = 0;
  std::uint64_t quiet_turn_ = 0;  ///< the last turn that found nothing
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace madoguchi::job
