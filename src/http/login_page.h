#pragma once
#include <memory>

#include "http/counter.h"
#include "http/web_files.h"

namespace madoguchi::http {

/// The customers' login as plain pages that need no script: login ID and password, then the mailed code (R2, R3). They
/// load the portal's style and, ahead of time, its scripts: the bundle arrives while the customer fetches the code.
///   GET /login[?next=/contracts/…][&lang=en]   POST /login   POST /login/{id}/code   POST /login/{id}/resend
/// After the code: 303 to `next`, an address of our own, else to the list of contracts. The language chosen is kept in
/// the cookie "language", which the application reads too.
void add_portal_login_page(Router& router, Counter& counter, std::shared_ptr<const WebFiles> files);

/// The officers' login, one page: login ID, password and the code of the authenticator app (R100).
///   GET /login[?next=/search?q=…][&lang=en]   POST /login
/// Then 303 to `next`, else to the work list. Whatever was wrong, the page says the same.
void add_desk_login_page(Router& router, Counter& counter, std::shared_ptr<const WebFiles> files);

}  // namespace madoguchi::http
