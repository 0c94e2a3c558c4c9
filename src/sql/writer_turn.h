#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace madoguchi::sql {

/// The turn to write to one SQLite file, among the connections of this process: first come, first served, so that
/// threads wait asleep instead of spinning on SQLITE_BUSY, where luck decides.
class WriterTurn {
 public:
  /// One object for each file, whichever way its path is spelled.
  static std::shared_ptr<WriterTurn> of(const std::string& path);
  /// False if the turn did not come within `wait_max`.
  bool take(std::chrono::milliseconds wait_max);
  void give();

 private:
  std::mutex mutex_;
  std::condition_variable moved_;
  std::deque<const void*> waiting_;
  bool taken_ = false;
};

/// A turn that is given back on every path.
class HeldTurn {
 public:
  explicit HeldTurn(std::shared_ptr<WriterTurn> turn) : turn_(std::move(turn)) {}
  ~HeldTurn() { give(); }
  HeldTurn(const HeldTurn&) = delete;
  HeldTurn& operator=(const HeldTurn&) = delete;
  bool held() const { return held_; }
  bool take(std::chrono::milliseconds wait_max) {
    if (!held_) held_ = turn_->take(wait_max);
    return held_;
  }
  void give() {
    if (held_) turn_->give();
    held_ = false;
  }

 private:
  std::shared_ptr<WriterTurn> turn_;
  bool held_ = false;
};

}  // namespace madoguchi::sql
