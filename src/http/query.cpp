#include "http/query.h"

#include <charconv>

namespace madoguchi::http {

Result<std::optional<Time>> query_time(const Request& request, std::string_view name) {
  const auto text = request.query_value(name);
  if (!text) return std::optional<Time>{};
  const auto time = parse_utc(*text);
  if (!time) return refuse_field("?" + std::string(name), "json.not_a_time");
  return time;
}

Result<bool> query_flag(const Request& request, std::string_view name) {
  const auto text = request.query_value(name);
  if (text && *text != "true" && *text != "false") return refuse_field("?" + std::string(name), "input.not_a_choice");
  return text == "true";
}

Result<std::int64_t> query_count(const Request& request, std::string_view name, std::int64_t otherwise,
                                 std::int64_t max) {
  const auto text = request.query_value(name);
  if (!text) return otherwise;
  std::int64_t count = 0;
  const auto* const end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, count);
  if (parsed.ec != std::errc() || parsed.ptr != end || count < 1 || count > max) {
    return refuse_field("?" + std::string(name), "input.not_a_choice");
  }
  return count;
}

}  // namespace madoguchi::http
