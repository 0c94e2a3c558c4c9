#pragma once
#include <atomic>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "base/time.h"

namespace madoguchi {

/// How often something that keeps failing is told of again.
inline constexpr Seconds kCalmLogSeconds{600};

/// Tells the log of something that is tried again and again, a thousand times in a second perhaps, without filling it:
/// when it begins to fail, for each new kind of failure, then every kCalmLogSeconds with how often it failed since, and
/// once when it works again. Any thread.
class CalmLog {
 public:
  /// `failing` and `well` are the lines' messages; `about` stands in each as the field `kind`.
  CalmLog(std::string failing, std::string well, std::string kind, std::string about);
  void failed(std::string_view failure, Time now);
  /// Costs next to nothing if the last one worked too.
  void worked();
  bool is_failing() const { return is_failing_; }

 private:
  static constexpr std::size_t kKindsMax = 8;  ///< told one by one; more are told with the others
  const std::string failing_, well_, kind_, about_;
  std::atomic<bool> is_failing_{false};
  std::mutex mutex_;
  std::set<std::string, std::less<>> told_;
  Time told_at_{};
  std::int64_t failures_ = 0;
  std::int64_t untold_ = 0;
};

}  // namespace madoguchi
