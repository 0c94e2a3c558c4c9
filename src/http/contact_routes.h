#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// 担当者変更申請 (R25–R45): the contacts as the form begins with them, what would be filed, and the filing.
void add_portal_contact_routes(Router& router, Counter& counter);
/// The desk files on behalf (R104) and corrects what stands on file (R44).
void add_desk_contact_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
