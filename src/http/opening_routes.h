#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// Opening a contract at the desk, with the application for its first certificate (R125).
void add_desk_opening_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
