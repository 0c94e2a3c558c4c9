#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// Dispute holds: placed by one, lifted by two (R122).
void add_desk_hold_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
