#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// What the desk looks up: everything by one text (R97), events (R106), the five figures,
/// the officers, and the texts that reasons begin with (R103).
void add_desk_search_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
