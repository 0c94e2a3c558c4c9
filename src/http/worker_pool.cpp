#include "http/worker_pool.h"

namespace madoguchi::http {

WorkerPool::WorkerPool(std::size_t threads, std::size_t lanes, std::size_t queued_max)
    : lanes_(lanes), queued_max_(queued_max) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  threads_.clear();  // joins
}

bool WorkerPool::try_submit(std::size_t lane, Job job) {
  {
    const std::lock_guard lock(mutex_);
    auto& queue = lanes_.at(lane);
    if (queue.size() >= queued_max_) return false;
    queue.push_back(std::move(job));
    ++queued_;
  }
  wake_.notify_one();
  return true;
}

bool WorkerPool::has_room(std::size_t lane) {
  const std::lock_guard lock(mutex_);
  return lanes_.at(lane).size() < queued_max_;
}

/// The front of the next lane that has one, in turn. The mutex is held and something is queued.
WorkerPool::Job WorkerPool::next_job() {
  while (lanes_[turn_].empty()) turn_ = (turn_ + 1) % lanes_.size();
  Job job = std::move(lanes_[turn_].front());
  lanes_[turn_].pop_front();
  turn_ = (turn_ + 1) % lanes_.size();
  --queued_;
  return job;
}

void WorkerPool::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return ending_ || queued_ > 0; });
    if (queued_ == 0) return;
    Job job = next_job();
    lock.unlock();
    job();
    job = nullptr;  // what it holds ends outside the lock
    lock.lock();
  }
}

}  // namespace madoguchi::http
