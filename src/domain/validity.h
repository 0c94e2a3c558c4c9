#pragma once
#include "base/result.h"
#include "base/time.h"

namespace madoguchi {

/// The period a certificate is good for. Both ends count (RFC 5280, 4.1.2.5; BR 1.6.1), so a period always lasts at
/// least one second. Whole seconds by its type (rules 1.1.6).
class Validity {
 public:
  /// Refuses with validity.ends_before_start, code invalid.
  static Result<Validity> from(Time not_before, Time not_after) {
    if (not_after < not_before) return refuse(ErrorCode::invalid, "validity.ends_before_start");
    return Validity(not_before, not_after);
  }
  Time not_before() const { return not_before_; }
  Time not_after() const { return not_after_; }
  Seconds length() const { return not_after_ - not_before_ + Seconds(1); }
  /// Days begun: one second over N × 86,400 is day N + 1 (BR 6.3.2).
  std::int64_t days() const { return std::chrono::ceil<std::chrono::days>(length()).count(); }
  bool operator==(const Validity&) const = default;

 private:
  Validity(Time not_before, Time not_after) : not_before_(not_before), not_after_(not_after) {}
  Time not_before_, not_after_;
};

}  // namespace madoguchi
