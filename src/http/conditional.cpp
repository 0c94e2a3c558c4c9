#include "http/conditional.h"

#include <algorithm>
#include <charconv>

namespace madoguchi::http {

std::string etag(std::int64_t version) {
  return "\"v" + std::to_string(version) + "\"";
}

Result<std::int64_t> require_if_match(const Request& request) {
  const auto given = request.header("If-Match");
  if (!given) return refuse(ErrorCode::invalid, "http.if_match_required");
  auto tag = trim(*given);
  const bool quoted = tag.size() >= 2 && tag.starts_with('"') && tag.ends_with('"');
  if (quoted) tag = tag.substr(1, tag.size() - 2);
  if (!quoted || tag.find('"') != std::string_view::npos) {
    return refuse(ErrorCode::invalid, "http.if_match_malformed");
  }
  std::int64_t version = 0;
  const auto* const end = tag.data() + tag.size();
  const auto parsed = std::from_chars(tag.data() + std::min<std::size_t>(1, tag.size()), end, version);
  const bool ours = parsed.ec == std::errc() && parsed.ptr == end && etag(version) == '"' + std::string(tag) + '"';
  if (!ours) return refuse(ErrorCode::stale, "stale");
  return version;
}

Result<std::string> require_idempotency_key(const Request& request) {
  const auto given = request.header("Idempotency-Key");
  if (!given) return refuse(ErrorCode::invalid, "http.idempotency_key_required");
  const auto visible = [](char c) { return c > ' ' && c < 0x7f; };
  if (given->empty() || given->size() > kIdempotencyKeyCharactersMax || !std::ranges::all_of(*given, visible)) {
    return refuse(ErrorCode::invalid, "http.idempotency_key_malformed");
  }
  return std::string(*given);
}

bool is_unchanged(const Request& request, const std::string& tag) {
  auto tags = request.header("If-None-Match");
  while (tags && !tags->empty()) {
    auto one = trim(next_piece(*tags, ','));
    if (one.starts_with("W/")) one.remove_prefix(2);  // a weak comparison
    if (one == "*" || one == tag) return true;
  }
  return false;
}

}  // namespace madoguchi::http
