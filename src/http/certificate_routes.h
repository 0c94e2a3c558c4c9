#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// Downloads of certificates (R67), for their owners and for the desk.
void add_portal_certificate_routes(Router& router, Counter& counter);
void add_desk_certificate_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
