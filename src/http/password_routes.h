#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// First, forgotten and changed passwords (R9).
void add_portal_password_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
