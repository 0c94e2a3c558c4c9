#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// The desk's steps on an application: review of contact changes, reissues and continuations, their approval, the
/// check of R40, and the way back from the second person (R37, R66, R102, R103).
void add_desk_review_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
