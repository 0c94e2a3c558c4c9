#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// 再発行申請, 継続発行 (R46–R61, R68, R104), a look at a CSR before either (R49), and the subscriber agreement that
/// both forms show (R120). Everything that can be wrong with a form is told at once, each fault at its JSON pointer.
void add_portal_reissue_routes(Router& router, Counter& counter);
/// The same on behalf of the customer (R104): mail to the registrant, and beyond the limits of self-service (R55).
void add_desk_reissue_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
