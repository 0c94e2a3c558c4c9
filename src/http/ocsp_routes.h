#pragma once
#include <functional>

#include "http/quick_head.h"
#include "http/router.h"
#include "usecase/ocsp_responder.h"

namespace madoguchi::http {

/// How long a cache may keep a signed answer without asking again: a revocation is seen through it within an hour. Less
/// towards the answer's end: what is left of it.
inline constexpr Seconds kOcspMaxAgeSeconds{3600};

/// OCSP over plain HTTP (RFC 6960, appendix A; RFC 5019):
///   GET  /ocsp/{issuer}/{request}   the request in base 64, percent-encoded or not, padded or not
///   POST /ocsp/{issuer}             application/ocsp-request, at most kOcspRequestBytesMax
/// Signed answers to requests without a nonce carry ETag, Last-Modified (thisUpdate), Expires (nextUpdate) and
/// Cache-Control, and are 304 for who has them by If-None-Match; all others are no-store. A request that is none is
/// answered by OCSP's own malformedRequest.
void add_ocsp_routes(Router& router, OcspResponder& responder, const std::string& issuer_id, std::function<Time()> now);

/// The same for plain requests whose answer is kept: the reading thread sends it as it lies.
QuickAnswers quick_ocsp_answers(OcspResponder& responder, const std::string& issuer_id);

/// `wire` of a kept answer (OcspResponder::Printer): headers after the Date, and body.
std::string print_ocsp_answer(const KeptAnswer& answer, ByteView der);

}  // namespace madoguchi::http
