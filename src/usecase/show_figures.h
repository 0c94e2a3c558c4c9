#pragma once
#include "usecase/work.h"

namespace madoguchi {

/// Open clocks that end so soon, or have ended, count as running out.
inline constexpr Seconds kClockRunsOutSeconds{8 * 3600};
inline constexpr Seconds kRevocationsAheadSeconds{24 * 3600};

/// The state of the desk in five numbers, as of now:
/// - open_applications: applications of every kind that have not ended;
/// - clocks_running_out: of them, those whose legal deadline (R83, R121) is less than kClockRunsOutSeconds away or
/// past;
/// - review_age_median: the median time that open review tasks have been open; absent if there is none;
/// - calls_due: open call tasks whose last attempt promised no later time;
/// - revocations_due: scheduled revocations (R59, R92) of the next kRevocationsAheadSeconds, overdue ones included.
/// For officers. Refuses forbidden.
Result<store::DeskCounts> show_figures(Work& work);

}  // namespace madoguchi
