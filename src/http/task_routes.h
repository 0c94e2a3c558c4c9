#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// The desk's work list: tasks, claims, assignment, the hand-over at the end of a shift (R101).
void add_desk_task_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
