#pragma once
#include <cstdint>
#include <string>

#include "base/result.h"
#include "http/message.h"

namespace madoguchi::http {

/// The ETag of a record's version: "v7" with its quotes.
std::string etag(std::int64_t version);

/// The version that the caller has seen, from If-Match. Refused: http.if_match_required without one (428),
/// http.if_match_malformed if it is not one strong tag (400), stale if the tag is none of ours (412). Whether it is the
/// present version the use case decides, by the version its update names.
Result<std::int64_t> require_if_match(const Request& request);

inline constexpr std::size_t kIdempotencyKeyCharactersMax = 128;

/// The Idempotency-Key (R96): 1 to 128 visible ASCII characters. Refused as invalid with http.idempotency_key_required
/// or http.idempotency_key_malformed.
Result<std::string> require_idempotency_key(const Request& request);

/// True if the client has what is tagged `tag` (with its quotes), by its If-None-Match: 304 (RFC 9110, 13.1.2).
/// If-Modified-Since is not looked at: it counts in whole seconds, and a certificate may be good and revoked in one.
bool is_unchanged(const Request& request, const std::string& tag);

}  // namespace madoguchi::http
