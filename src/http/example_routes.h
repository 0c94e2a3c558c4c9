#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// The example's clock, on the desk's door. Added in example mode only: elsewhere the route does not exist.
///   GET  /api/v1/example/clock   the time the example lives in
///   POST /api/v1/example/clock   {"now": "2026-12-06T00:00:00Z"}: forward only, never past the real time
/// No login: an example protects nothing, and it listens on loopback.
void add_example_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
