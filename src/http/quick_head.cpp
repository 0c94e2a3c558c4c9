#include "http/quick_head.h"

#include <algorithm>
#include <array>

#include "http/message.h"

namespace madoguchi::http {
namespace {

constexpr std::size_t kHeadBytesMax = 4096;
constexpr std::size_t kHeadersMax = 32;
constexpr std::size_t kLengthDigitsMax = 5;

/// Headers that change nothing about an answer that is kept whole.
constexpr std::array<std::string_view, 12> kHarmless{
    "User-Agent", "Accept",          "Accept-Encoding",   "Accept-Language", "Cache-Control", "Pragma",
    "Via",        "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP",       "Forwarded",     "DNT"};

constexpr auto kVisible = [] {
  std::array<bool, 256> visible{};
  for (std::size_t c = 0x20; c < 0x7f; ++c) visible[c] = true;
  return visible;
}();

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_plain_host(std::string_view host) {
  const auto colon = host.find(':');
  const auto name = host.substr(0, colon);
  const auto port = colon == std::string_view::npos ? "80" : host.substr(colon + 1);
  if (name.empty() || name.size() > 253 || !is_digits(port) || port.size() > 4 || port[0] == '0') return false;
  bool within = false;  // a label begins and ends with a letter or a digit
  for (const char c : name) {
    if (!is_alphanumeric(c) && (!within || (c != '-' && c != '.'))) return false;
    within = is_alphanumeric(c) || c == '-';
  }
  return is_alphanumeric(name.back());
}

struct Seen {
  bool host = false, length = false, type = false;
};

bool take_header(std::string_view line, QuickHead& head, Seen& seen) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return false;
  const auto name = line.substr(0, colon);
  const auto value = trim(line.substr(colon + 1));
  const auto is = [&](std::string_view wanted) { return same_ignoring_case(name, wanted); };
  if (is("Host")) return !std::exchange(seen.host, true) && is_plain_host(value);
  if (is("Content-Type")) return !std::exchange(seen.type, true) && value == "application/ocsp-request";
  if (is("Connection")) return same_ignoring_case(value, "keep-alive");
  if (is("Content-Length")) {
    if (std::exchange(seen.length, true) || !is_digits(value) || value.size() > kLengthDigitsMax) return false;
    for (const char c : value) head.content_length = head.content_length * 10 + static_cast<std::size_t>(c - '0');
    return true;
  }
  return std::ranges::any_of(kHarmless, is);
}

bool is_request_line(std::string_view line, std::string_view prefix, QuickHead& head) {
  constexpr std::string_view kVersion = " HTTP/1.1";
  head.post = line.starts_with("POST ");
  if (!head.post && !line.starts_with("GET ")) return false;
  line.remove_prefix(head.post ? 5 : 4);
  if (!line.ends_with(kVersion)) return false;
  head.target = line.substr(0, line.size() - kVersion.size());
  if (!head.target.starts_with(prefix) || head.target.find_first_of(" #\\?") != std::string_view::npos) return false;
  // The issuer's segment is what it says, without escapes: what others mean by it is for the strict reader.
  const auto rest = head.target.substr(prefix.size());
  const auto issuer = rest.substr(0, rest.find('/'));
  return std::ranges::all_of(issuer, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

}  // namespace

std::optional<QuickHead> read_quick_head(std::string_view buffer, std::string_view prefix) {
  if (!buffer.starts_with("GET ") && !buffer.starts_with("POST ")) return {};
  const auto within = buffer.substr(0, kHeadBytesMax);
  QuickHead head;
  Seen seen;
  std::size_t start = 0;
  for (std::size_t lines = 0; lines <= kHeadersMax; ++lines) {
    std::size_t end = start;
    while (end < within.size() && kVisible.at(static_cast<unsigned char>(within[end]))) ++end;
    if (within.size() - end < 2 || within[end] != '\r' || within[end + 1] != '\n') return {};
    const auto line = within.substr(start, end - start);
    start = end + 2;
    if (line.empty()) {
      head.head_bytes = start;
      const bool whole =
          seen.host && head.post == (head.content_length > 0) && head.post == seen.type && (head.post || !seen.length);
      return whole ? std::optional(head) : std::nullopt;
    }
    if (lines == 0 ? !is_request_line(line, prefix, head) : !take_header(line, head, seen)) return {};
  }
  return {};
}

}  // namespace madoguchi::http
