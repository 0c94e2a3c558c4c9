#pragma once
#include "usecase/work.h"

namespace madoguchi::job {

inline constexpr std::int64_t kWatchedMax = 500;  ///< of each kind in one turn, most urgent first

/// Newly blocked keys for which one turn looks.
inline constexpr std::int64_t kBlockedKeysMax = 2'000;

/// The clock of R83, R89, R92: watch_revocation for every open revocation, each in a transaction of its own so that
/// none stops another's; the desk hears of what no CRL lists by its deadline; certificates that were issued while
/// their key was being proved compromised are revoked; a key is looked for once, and again when a certificate of it was
/// kept since. Needs neither mail nor a person (R118). Reads first: writes only
/// where something is due. Returns how many things changed.
int watch_deadlines(const Office& office, Time now);

}  // namespace madoguchi::job
