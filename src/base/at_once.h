#pragma once
#include "base/assert.h"

namespace madoguchi {

/// Thrown where a thread inside AtOnce would have to wait, before anything has been changed. No std::exception, so that
/// nobody takes it for a failure on its way up.
struct WouldWait {};

/// While it lives, its thread waits for no lock, no turn, no disk and no network: who would, throws WouldWait (sql/
/// does). For the one thread that serves all sockets. Not nested.
class AtOnce {
 public:
  AtOnce() {
    require(!here_, "AtOnce is not nested");
    here_ = true;
  }
  ~AtOnce() { here_ = false; }
  AtOnce(const AtOnce&) = delete;
  AtOnce& operator=(const AtOnce&) = delete;
  /// Is this thread inside one?
  static bool here() { return here_; }

 private:
  inline static thread_local bool here_ = false;
};

}  // namespace madoguchi
