#include "base/calm_log.h"

#include <utility>

#include "base/log.h"

namespace madoguchi {

CalmLog::CalmLog(std::string failing, std::string well, std::string kind, std::string about)
    : failing_(std::move(failing)), well_(std::move(well)), kind_(std::move(kind)), about_(std::move(about)) {}

void CalmLog::failed(std::string_view failure, Time now) {
  const std::scoped_lock lock(mutex_);
  is_failing_ = true;
  ++failures_;
  ++untold_;
  const bool news = told_.size() < kKindsMax && told_.emplace(failure).second;
  if (!news && now < told_at_ + kCalmLogSeconds) return;
  log(LogLevel::error, failing_, {{kind_, about_}, {"failure", failure}, {"failures", std::to_string(untold_)}});
  told_at_ = now;
  untold_ = 0;
}

void CalmLog::worked() {
  if (!is_failing_) return;
  const std::scoped_lock lock(mutex_);
  if (!is_failing_.exchange(false)) return;
  log(LogLevel::info, well_, {{kind_, about_}, {"failures", std::to_string(failures_)}});
  told_.clear();
  failures_ = untold_ = 0;
}

}  // namespace madoguchi
