#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// Incidents (R105; rules 2.5): one cause, many certificates; opened, planned, approved by a second officer, followed.
void add_desk_incident_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
