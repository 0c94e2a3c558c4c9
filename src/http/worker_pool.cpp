#include "http/worker_pool.h"

#include <algorithm>

namespace madoguchi::http {

WorkerPool::WorkerPool(std::size_t threads, std::size_t lanes, std::size_t queued_max)
    : lanes_(lanes), threads_count_(threads), queued_max_(queued_max) {
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
    auto& queue = lanes_.at(lane).queue;
    if (queue.size() >= queued_max_) return false;
    queue.push_back(std::move(job));
    ++queued_;
  }
  wake_.notify_one();
  return true;
}

bool WorkerPool::has_room(std::size_t lane) {
  const std::lock_guard lock(mutex_);
  return lanes_.at(lane).queue.size() < queued_max_;
}

/// The mutex is held. A lane's first job always may; another one only if a thread is left for each lane without any.
bool WorkerPool::may_run(const Lane& lane) const {
  if (lane.running == 0 || threads_count_ < lanes_.size()) return true;
  const auto without = std::ranges::count_if(lanes_, [](const Lane& each) { return each.running == 0; });
  return running_ + 1 + static_cast<std::size_t>(without) <= threads_count_;
}

WorkerPool::Lane* WorkerPool::next_lane() {
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    auto& lane = lanes_[(turn_ + i) % lanes_.size()];
    if (lane.queue.empty() || !may_run(lane)) continue;
    turn_ = (turn_ + i + 1) % lanes_.size();
    return &lane;
  }
  return nullptr;
}

void WorkerPool::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    Lane* lane = nullptr;
    wake_.wait(lock, [&] { return (lane = next_lane()) != nullptr || (ending_ && queued_ == 0); });
    if (lane == nullptr) return;
    Job job = std::move(lane->queue.front());
    lane->queue.pop_front();
    --queued_;
    ++lane->running;
    ++running_;
    lock.unlock();
    job();
    job = nullptr;  // what it holds ends outside the lock
    lock.lock();
    --lane->running;
    --running_;
    // Its end lets one more job run at most (may_run), and this thread takes it. The end waits for the last one.
    if (ending_) wake_.notify_all();
  }
}

}  // namespace madoguchi::http
