#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// One application, for the customer's page (R97) and for the officer's screen (R37); and the customer's own steps:
/// the second user's approval (R8), the correction after 差戻し, 取下げ. Each names the version that was seen (R23).
void add_portal_application_routes(Router& router, Counter& counter);
void add_desk_application_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
