// The way from bytes off the wire to a Request: the scanner, Beast's parser and our stricter checks.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"
#include "http/head.h"
#include "http/listener.h"
#include "http/origin.h"
#include "http/quick_head.h"

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
  for (std::size_t i = 0; i < request.segments.size(); ++i) {
    const auto& segment = request.segments[i];
    must(decode_utf8(segment).has_value());
    if (i == 2 && request.segments[0] == "ocsp") continue;  // as sent
    must(segment.find('/') == std::string::npos && segment != "." && segment != "..");
  }
  for (const auto& [name, value] : request.query) must(decode_utf8(name) && decode_utf8(value));
  const auto address = client_address("192.0.2.1", request.headers, {"192.0.2.1"});
  must(canonical_address(address) == address);
  static_cast<void>(check_origin(request, "https://portal.example"));
}

/// What the quick reader takes, the strict one takes with the same meaning.
void check_quick(std::string_view bytes, const HeadLimits& limits) {
  const auto quick = read_quick_head(bytes, "/ocsp/");
  if (!quick) return;
  HeadScanner scanner(limits);
  const auto scanned = scanner.scan(bytes);
  must(scanned && *scanned == quick->head_bytes);
  const auto head = parse_head(bytes.substr(0, quick->head_bytes), limits);
  must(head.has_value());
  must(head->request.method == (quick->post ? Method::post : Method::get));
  must(head->request.target == quick->target && head->content_length == quick->content_length);
  must(head->keep_alive && !head->http_1_0 && !head->expects_continue && head->request.query.empty());
  for (const auto name : {"If-None-Match", "If-Modified-Since", "Range", "Cookie"}) must(!head->request.header(name));
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
  check_quick(bytes, limits);
  // The parser must stand anything, also what the scanner would never pass on.
  const auto unscanned = parse_head(bytes, limits);
  if (unscanned) check(*unscanned);
  return 0;
}
