#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// 下書き (R98): the caller's own form of one kind in one contract, kept as it was typed. The body of PUT is the form.
void add_portal_draft_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
