#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// What an officer looks at before a step: the automatic checks of an application, the mails that a step would send.
void add_desk_check_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
