#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// アカウント情報登録 (R10–R17): the account and the change of the address for codes.
void add_portal_account_routes(Router& router, Counter& counter);
/// Accounts of customers, opened, invited and disabled by the desk (R8, R9).
void add_desk_account_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
