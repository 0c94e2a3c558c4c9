#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// お問い合わせ (R22, R33, R53, R55, R104): asked on the portal, answered and closed at the desk.
void add_portal_enquiry_routes(Router& router, Counter& counter);
void add_desk_enquiry_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
