#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// One-time grants of a reissue outside self-service (R54, R55).
void add_desk_grant_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
