// The way from bytes off the wire to a Request: the scanner, Beast's parser and our stricter checks.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"
#include "http/head.h"
#include "http/listener.h"
#include "http/origin.h"

namespace {

using namespace madoguchi;
using namespace madoguchi::http;

void must(bool holds) {
  if (!holds) std::abort();
}

/// What the rest of the service relies on.
void check(const Head& head) {
  const auto& request = head.request;
  std::size_t hosts = 0;
  std::size_t lengths = 0;
  for (const auto& [name, value] : request.headers) {
    must(name.find_first_of(" \t\r\n:") == std::string::npos);
    must(value.find_first_of("\r\n") == std::string::npos);
    hosts += same_ignoring_case(name, "Host") ? 1 : 0;
    lengths += same_ignoring_case(name, "Content-Length") ? 1 : 0;
    must(!same_ignoring_case(name, "Transfer-Encoding"));
  }
  must(hosts == 1 || (hosts == 0 && head.http_1_0));
  must(lengths <= 1 && (lengths == 1 || head.content_length == 0));
  for (const auto& segment : request.segments) {
    must(decode_utf8(segment).has_value());
    must(segment.find('/') == std::string::npos && segment != "." && segment != "..");
  }
  for (const auto& [name, value] : request.query) must(decode_utf8(name) && decode_utf8(value));
  const auto address = client_address("192.0.2.1", request.headers, {"192.0.2.1"});
  must(canonical_address(address) == address);
  static_cast<void>(check_origin(request, "https://portal.example"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const HeadLimits limits;
  // Arriving in one piece or in two, the bytes mean the same.
  HeadScanner whole(limits);
  HeadScanner pieces(limits);
  const auto at_once = whole.scan(bytes);
  auto in_two = pieces.scan(bytes.substr(0, size / 2));
  if (in_two && *in_two == 0) in_two = pieces.scan(bytes);
  if (at_once && in_two) must(*at_once == *in_two);
  must(at_once.has_value() == in_two.has_value());

  if (at_once && *at_once > 0) {
    const auto head = parse_head(bytes.substr(0, *at_once), limits);
    if (head) check(*head);
  }
  // The parser must stand anything, also what the scanner would never pass on.
  const auto unscanned = parse_head(bytes, limits);
  if (unscanned) check(*unscanned);
  return 0;
}
