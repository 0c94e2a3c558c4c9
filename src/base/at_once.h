#pragma once
#include <memory>
#include <utility>

#include "base/assert.h"

namespace madoguchi {

/// Thrown where a thread inside AtOnce would have to wait, before anything counts that it has changed. No
/// std::exception, so that nobody takes it for a failure on its way up.
struct WouldWait {};

/// While it lives, its thread waits for no lock, no turn, no disk and no network: who would, throws WouldWait (sql/
/// does). For the one thread that serves all sockets, and one or several pieces of work, all of which count once
/// finish() says so. Not nested.
class AtOnce {
 public:
  /// What the pieces share until they count: a transaction (sql/shared_look.h). Undone if it is dropped before.
  class Shared {
   public:
    virtual ~Shared() = default;
    virtual bool finish() = 0;
  };

  AtOnce() {
    require(here_ == nullptr, "AtOnce is not nested");
    here_ = this;
  }
  ~AtOnce() {
    shared.reset();
    here_ = nullptr;
  }
  AtOnce(const AtOnce&) = delete;
  AtOnce& operator=(const AtOnce&) = delete;
  /// False if nothing of it counts, and all of it has to be done where one may wait.
  bool finish() {
    const auto last = std::exchange(shared, nullptr);
    return !last || last->finish();
  }
  /// Where this thread is; null outside.
  static AtOnce* here() { return here_; }

  std::unique_ptr<Shared> shared;

 private:
  inline static thread_local AtOnce* here_ = nullptr;
};

}  // namespace madoguchi
