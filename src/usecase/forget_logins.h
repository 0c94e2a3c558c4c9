#pragma once
#include "usecase/work.h"

namespace madoguchi {

/// Once an hour, on one node: removes what no longer decides anything: logins a day old, resets a week old, sessions
/// that ended of themselves a month ago, attempts older than every window. What happened stays in the events. Returns 1
/// if it ran.
int forget_logins(const Office& office, Time now);

}  // namespace madoguchi
