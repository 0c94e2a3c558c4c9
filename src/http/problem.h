#pragma once
#include <exception>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "http/message.h"
#include "text/catalogue.h"

namespace madoguchi::http {

/// The status of a refusal: invalid 400, unauthenticated 401, forbidden 403, not_found 404, wrong_state and conflict
/// 409, stale 412, policy 422, too_large 413, too_many 429, unavailable 503. A missing If-Match is 428 (RFC 6585).
int status_of(const Refusal& refusal);

/// The one translation of a refusal into an RFC 9457 problem document (application/problem+json):
///   type    "urn:madoguchi:problem:" + code
///   title   the sentence of the message key in `language`
///   titles  the same in each language, {ja, en}: a page that is switched need not ask again
///   status  as status_of says
///   code    the message key
///   params  the refusal's parameters, if any, as texts
///   errors  for each field {pointer (RFC 6901, or "?name" of the query), code, message, messages}, if any
/// A parameter "retry_after_seconds" also becomes the Retry-After header.
Response problem(const Refusal& refusal, Language language, const Catalogue& catalogue);

/// The same for what only HTTP knows (414, 431, 505 …): `key` is the sentence and the code.
Response problem(int status, std::string_view key, Language language, const Catalogue& catalogue);

/// What a broken world looks like from outside: a 500 that tells an incident id and nothing else. The exception's text
/// goes to the log under the same id.
Response incident(const std::exception& exception, std::string_view route, Language language,
                  const Catalogue& catalogue, Random& random);

/// Headers of every answer of the portal and the desk: no-store, nosniff, a policy that loads and frames nothing, no
/// referrer; HSTS (2 years, with subdomains) where the listener is reached by https. Of the status listener only
/// nosniff: CRLs are cached, and their host stays outside HSTS (rules 7.2.5). Keeps what the answer set itself.
void add_security_headers(Response& response, ListenerKind kind, bool https);

}  // namespace madoguchi::http
