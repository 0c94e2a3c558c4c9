#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace madoguchi::http {

/// A fixed number of threads and a bounded queue for each lane (a listener). Waiting lanes are served in turn, and
/// where there are threads enough, one is kept free for each lane that has none at work: neither a flood at the portal
/// nor OCSP requests that all wait for a key keep the desk from revoking (R118).
class WorkerPool {
 public:
  using Job = std::move_only_function<void()>;

  WorkerPool(std::size_t threads, std::size_t lanes, std::size_t queued_max);
  /// Finishes what is queued, then ends the threads.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// False if the lane's queue is full; the job is then not run. A job must not throw.
  bool try_submit(std::size_t lane, Job job);
  /// True if try_submit would accept a job now. Stays true until then if only the caller's thread submits.
  bool has_room(std::size_t lane);

 private:
  void work();
  struct Lane {
    std::deque<Job> queue;
    std::size_t running = 0;
  };
  bool may_run(const Lane& lane) const;
  /// The next lane in turn that has a job which may run now; null if there is none.
  Lane* next_lane();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Lane> lanes_;
  std::size_t threads_count_;
  std::size_t queued_max_;
  std::size_t queued_ = 0;
  std::size_t running_ = 0;
  std::size_t turn_ = 0;
  bool ending_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace madoguchi::http
