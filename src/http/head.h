#pragma once
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "http/message.h"

namespace madoguchi::http {

/// Limits on what comes before a body.
struct HeadLimits {
  std::size_t request_line_bytes_max = 8 * 1024;  ///< 414
  std::size_t head_bytes_max = 16 * 1024;         ///< request line and headers together: 431
  std::size_t headers_max = 100;                  ///< 431
  std::size_t query_parameters_max = 32;          ///< 400
};

/// Why a head was not accepted. The connection is closed after the answer: where the request ends is no longer sure.
struct HeadFault {
  int status;
  std::string key;  ///< of the sentence
};

/// Looks for the end of the head in bytes as they arrive, and refuses what can never become one: a bare LF or CR, a
/// NUL, too long a line or head. Looks at each byte once.
class HeadScanner {
 public:
  explicit HeadScanner(const HeadLimits& limits) : limits_(limits) {}
  /// `buffer` is everything received so far, from the first byte of this request on. The length of the head with its
  /// empty line, or 0 while it is incomplete.
  std::expected<std::size_t, HeadFault> scan(std::string_view buffer);

 private:
  HeadLimits limits_;
  std::size_t seen_ = 0;
  std::size_t line_start_ = 0;
  bool first_line_ = true;
};

/// A head that has passed every check.
struct Head {
  Request request;  ///< without body, remote_address, listener and route
  std::size_t content_length = 0;
  bool keep_alive = true;
  bool expects_continue = false;
  bool http_1_0 = false;
};

/// Reads one complete head, ending in its empty line: by Beast's parser, and stricter than it (RFC 9112):
///   400 line folding, white space before a colon, Host missing, doubled or malformed, two Content-Lengths even if
///       equal, Content-Length with Transfer-Encoding, a doubled header that we rely on, a broken percent-escape, a
///       target with another authority than Host, a query name given twice
///   411 Transfer-Encoding: chunked alone (a length is asked for), 501 any other coding, 501 an unknown method,
///   417 an unknown Expect, 431 too many headers, 505 a version other than 1.0 and 1.1
std::expected<Head, HeadFault> parse_head(std::string_view bytes, const HeadLimits& limits);

}  // namespace madoguchi::http
