#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// The recovery of a lost mailbox (R9): api/desk.yaml, /recoveries.
void add_desk_recovery_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
