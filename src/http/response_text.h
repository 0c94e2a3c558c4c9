#pragma once
#include <cstdint>
#include <string>

#include "base/time.h"
#include "http/message.h"

namespace madoguchi::http {

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
std::string http_date(Time time);

/// How an answer is framed.
struct Framing {
  std::uint64_t body_bytes = 0;
  bool keep_alive = true;
  bool http_1_0 = false;
  std::string date;
};

/// The status line, the headers and the empty line. A CR, LF or NUL in a header is a Failure: an answer must not be
/// split by what somebody typed.
std::string print_head(const Response& response, const Framing& framing);

/// True for the answers that have no body and no Content-Length (RFC 9110, 6.4.1 and 8.6).
bool has_no_body(int status);

}  // namespace madoguchi::http
