#pragma once
#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// 失効(解約)申請, the emergency path, proofs by key and problem reports: what customers and strangers may do (R62,
/// R78, R105).
void add_portal_revocation_routes(Router& router, Counter& counter);
/// The desk's side: call sheet and calls, substitutes, two officers, looking over, filing on behalf, revocation by the
/// authority, preliminary reports.
void add_desk_revocation_routes(Router& router, Counter& counter);

}  // namespace madoguchi::http
