#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace madoguchi::http {

/// A fixed number of threads and a bounded queue for each lane (a listener). Waiting lanes are served in turn, so that
/// a flood at the portal does not keep the desk from revoking (R118).
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
  Job next_job();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::deque<Job>> lanes_;
  std::size_t queued_max_;
  std::size_t queued_ = 0;
  std::size_t turn_ = 0;
  bool ending_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace madoguchi::http
