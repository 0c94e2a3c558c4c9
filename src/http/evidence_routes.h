#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// Evidence of a contract, the checklist of a review (R103, R123).
void add_desk_evidence_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
