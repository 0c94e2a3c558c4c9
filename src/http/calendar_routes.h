#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// The working calendar (R127): every officer reads it, an administrator changes days and calling hours.
void add_desk_calendar_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
