#pragma once
#include "usecase/work.h"

namespace madoguchi {

/// Moves the example's clock to `to`. The clock is the real time plus a stored offset that only grows, so it goes
/// forward from work.now. Refuses wrong_state "example.not_an_example", field /now "example.clock_backwards", and
/// field /now "example.clock_too_far" for more than kClockMoveDaysMax in one move.
Result<void> move_clock(Work& work, Time to);

/// One move is at most this long, so that a slip of the keyboard does not end every certificate.
inline constexpr std::chrono::days kClockMoveDaysMax{400};

}  // namespace madoguchi
