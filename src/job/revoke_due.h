#pragma once
#include "usecase/work.h"

namespace madoguchi::job {

/// Carries out every 後日失効 that is due, each in a transaction of its own, and sends the reminders before the others
/// (R59, R69, R70). Claimed with a lease, so that one node does each; survives restarts and steps of the clock, since
/// what is due is told by the row's instant alone. Returns how many it dealt with.
int revoke_due(const Office& office, Time now);

}  // namespace madoguchi::job
