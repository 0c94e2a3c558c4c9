#pragma once
#include "domain/actor.h"
#include "http/counter.h"
#include "http/message.h"

namespace madoguchi::http {

/// R117: looks at every text of a request's JSON body (at all of the body if it is no JSON) before a route reads it.
/// Refuses those with a private key in them, at their pointers, and deals with the keys (usecase/prove_by_key.h).
Result<void> refuse_private_keys_in(Counter& counter, const Request& request, const Actor& actor, Time now);

}  // namespace madoguchi::http
