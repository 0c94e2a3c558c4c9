#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// What a newcomer needs for trying the example out, on the portal's door and on the desk's. Added in example mode
/// only: elsewhere these routes do not exist.
///   GET  /api/v1/example/clock         the time the example lives in
///   POST /api/v1/example/clock         {"now": "2026-12-06T00:00:00Z"}: forward only
///   GET  /api/v1/example/outlook       what will happen by itself, and when
///   GET  /api/v1/example/people        the logins, with the officers' codes of now
///   GET  /api/v1/example/mails         the newest mails; /{name}: one of them
/// No login: an example protects nothing, and it listens on loopback (main/service).
void add_example_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
