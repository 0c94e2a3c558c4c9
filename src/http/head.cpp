#include "http/head.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <charconv>
#include <optional>

#include "http/origin.h"

namespace madoguchi::http {
namespace {

namespace beast_http = boost::beast::http;

std::unexpected<HeadFault> fault(int status, std::string key) {
  return std::unexpected(HeadFault{status, std::move(key)});
}

/// Headers of which a second one could make two readers of the request disagree.
constexpr std::array<std::string_view, 8> kSingleHeaders{"Content-Type",    "Origin",   "Authorization",
                                                         "Idempotency-Key", "If-Match", "X-Madoguchi",
                                                         "Sec-Fetch-Site",  "Expect"};

/// Below /ocsp/{issuer}/ stands base 64, whose '/' may be written as it is, or encoded: one segment, left as sent.
constexpr std::string_view kRawRest = "ocsp";

std::size_t count(const Headers& headers, std::string_view name) {
  return static_cast<std::size_t>(
      std::ranges::count_if(headers, [&](const auto& header) { return same_ignoring_case(header.first, name); }));
}

HeadFault translate(const boost::system::error_code& error) {
  if (error == beast_http::error::bad_version) return {505, "http.bad_version"};
  if (error == beast_http::error::bad_target) return {400, "http.bad_target"};
  if (error == beast_http::error::bad_content_length || error == beast_http::error::multiple_content_length) {
    return {400, "http.bad_length"};
  }
  if (error == beast_http::error::bad_transfer_encoding) return {400, "http.bad_length"};
  if (error == beast_http::error::header_limit) return {431, "http.head_too_large"};
  return {400, "http.malformed"};
}

/// Splits and decodes the target. `host` is the Host header, which an absolute-form target must agree with.
std::optional<std::string> read_target(Request& request, std::string_view host, const HeadLimits& limits) {
  std::string_view target = request.target;
  const auto visible = [](char c) { return c > ' ' && c < 0x7f && c != '#' && c != '\\'; };
  if (!std::ranges::all_of(target, visible)) return "http.bad_target";
  if (!target.starts_with('/')) {  // absolute-form (RFC 9112, 3.2.2)
    const auto origin = origin_of(target);
    if (!origin) return "http.bad_target";
    const auto scheme = origin->substr(0, origin->find("://") + 3);
    if (origin != origin_of(scheme + std::string(host))) return "http.bad_host";
    const auto path = target.find('/', scheme.size());
    target = path == std::string_view::npos ? "/" : target.substr(path);
  }
  auto query = target;
  auto path = next_piece(query, '?');
  path.remove_prefix(1);
  while (!path.empty()) {
    if (request.segments.size() == 2 && request.segments[0] == kRawRest) {
      request.segments.emplace_back(path);
      break;
    }
    const bool last = path.find('/') == std::string_view::npos;
    const auto segment = percent_decode(next_piece(path, '/'));
    if (!segment || segment->find('/') != std::string::npos) return "http.bad_target";
    if (*segment == "." || *segment == "..") return "http.bad_target";
    request.segments.push_back(*segment);
    if (!last && path.empty()) request.segments.emplace_back();  // a trailing slash is a segment: no route has it
  }
  while (!query.empty()) {
    auto value = next_piece(query, '&');
    if (value.empty()) continue;
    const auto name = percent_decode(next_piece(value, '='), true);
    const auto decoded = percent_decode(value, true);
    if (!name || !decoded) return "http.bad_target";
    if (request.query.size() >= limits.query_parameters_max) return "http.query_too_long";
    if (!request.query.emplace(*name, *decoded).second) return "http.query_duplicate";
  }
  return {};
}

/// Exactly one Host, and one that a URL could have.
bool good_host(const Headers& headers, bool http_1_0) {
  const auto hosts = count(headers, "Host");
  if (hosts == 0) return http_1_0;
  const auto host = *find_header(headers, "Host");
  return hosts == 1 && host.find_first_of("/?#") == std::string_view::npos && origin_of("http://" + std::string(host));
}

/// The length of the body from the headers alone (RFC 9112, 6.3), refusing every case that two readers could see
/// differently.
std::expected<std::size_t, HeadFault> body_length(const Headers& headers) {
  const auto lengths = count(headers, "Content-Length");
  const auto codings = count(headers, "Transfer-Encoding");
  if (lengths > 1 || codings > 1 || (lengths > 0 && codings > 0)) return fault(400, "http.bad_length");
  if (codings == 1) {
    const bool chunked = same_ignoring_case(*find_header(headers, "Transfer-Encoding"), "chunked");
    return chunked ? fault(411, "http.length_required") : fault(501, "http.coding_unknown");
  }
  if (lengths == 0) return 0;
  const auto text = *find_header(headers, "Content-Length");
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (text.size() > 18 || error != std::errc() || end != text.data() + text.size())
    return fault(400, "http.bad_length");
  return length;
}

/// True if a line begins with white space: obs-fold, or a field before the first one (RFC 9112, 2.2 and 5.2).
bool has_folded_line(std::string_view bytes) {
  return bytes.find("\n ") != std::string_view::npos || bytes.find("\n\t") != std::string_view::npos;
}

}  // namespace

std::expected<std::size_t, HeadFault> HeadScanner::scan(std::string_view buffer) {
  const auto within = buffer.substr(0, limits_.head_bytes_max);
  for (; seen_ < within.size(); ++seen_) {
    const char c = within[seen_];
    if (c == '\0') return fault(400, "http.malformed");
    const bool after_cr = seen_ > 0 && within[seen_ - 1] == '\r';
    if ((c == '\n') != after_cr) return fault(400, "http.bare_line_end");
    if (first_line_ && seen_ - line_start_ > limits_.request_line_bytes_max) return fault(414, "http.target_too_long");
    if (c != '\n') continue;
    const bool empty = seen_ == line_start_ + 1;
    line_start_ = seen_ + 1;
    first_line_ = false;
    if (empty) return ++seen_;
  }
  if (buffer.size() >= limits_.head_bytes_max) return fault(431, "http.head_too_large");
  return 0;
}

std::expected<Head, HeadFault> parse_head(std::string_view bytes, const HeadLimits& limits) {
  if (has_folded_line(bytes)) return fault(400, "http.folded_line");
  beast_http::request_parser<beast_http::empty_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(limits.head_bytes_max + 1));
  parser.body_limit(boost::none);
  boost::system::error_code error;
  const auto used = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  if (error && error != beast_http::error::need_more) return std::unexpected(translate(error));
  if (!parser.is_header_done() || used != bytes.size()) return fault(400, "http.malformed");

  const auto& message = parser.get();
  Head head;
  head.http_1_0 = message.version() == 10;
  head.keep_alive = parser.keep_alive();
  for (const auto& field : message) {
    head.request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  const auto& headers = head.request.headers;
  if (headers.size() > limits.headers_max) return fault(431, "http.head_too_large");
  head.request.language = choose_language({}, find_header(headers, "Accept-Language"));
  const auto method = parse_method(std::string_view(message.method_string()));
  if (!method) return fault(501, "http.method_unknown");
  head.request.method = *method;
  if (!good_host(headers, head.http_1_0)) return fault(400, "http.bad_host");
  for (const auto name : kSingleHeaders) {
    if (count(headers, name) > 1) return fault(400, "http.header_twice");
  }
  const auto length = body_length(headers);
  if (!length) return std::unexpected(length.error());
  head.content_length = *length;
  if (const auto expectation = find_header(headers, "Expect")) {
    if (!same_ignoring_case(*expectation, "100-continue")) return fault(417, "http.expectation");
    head.expects_continue = !head.http_1_0;
  }
  head.request.target = std::string(message.target());
  const auto host = find_header(headers, "Host").value_or("");
  if (auto bad = read_target(head.request, host, limits)) return fault(400, *std::move(bad));
  head.request.language = choose_language(head.request.query_value("lang"), find_header(headers, "Accept-Language"));
  for (const auto& [name, value] : headers) {
    if (same_ignoring_case(name, "Cookie")) head.request.cookies.merge(parse_cookies(value));
  }
  return head;
}

}  // namespace madoguchi::http
