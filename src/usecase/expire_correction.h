#pragma once
#include "usecase/record.h"

namespace madoguchi {

/// R98: days before the end of a correction's (or an own approval's) time at which the customer is warned.
inline constexpr std::int64_t kCorrectionWarningDays = 7;

/// What the clock does to an application that waits for its customer (sent_back, awaiting_own_approval): a warning by
/// mail kCorrectionWarningDays before `answer_until`, once; after it the application ends as expired, with a mail. True
/// if anything changed.
Result<bool> watch_correction(Work& work, const ApplicationId& id);

}  // namespace madoguchi
