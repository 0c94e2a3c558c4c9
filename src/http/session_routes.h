#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// Login with password and mailed code, the session (R1–R7).
void add_portal_session_routes(Router& router, Counter& counter);
/// Login of staff with password and TOTP, the session (R100).
void add_desk_session_routes(Router& router, Counter& counter);

/// What limits count a request's client by.
std::string client_of(const Request& request);

}  // namespace madoguchi::http
