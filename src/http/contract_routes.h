#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// 契約一覧 and 詳細 (R19–R24) of the customers.
void add_portal_contract_routes(Router& router, Counter& counter);
/// The same over all customers for the desk (R97).
void add_desk_contract_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
