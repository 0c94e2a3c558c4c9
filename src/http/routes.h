#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// Every route of the customers' portal.
void add_portal_routes(Router& router, Counter& counter);
/// Every route of the authority's desk.
void add_desk_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
