#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// The numbers that may be called (R119).
void add_desk_number_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
