#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// GET /api/v1/guidance, for anybody: the numbers of the guidance page and of every receipt, from the policy that
/// decides, so that text and rule cannot part (R126); whom to call, and from which number the desk calls.
void add_guidance_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
