#pragma once
#include <cstdint>
#include <optional>

#include "base/time.h"
#include "domain/names.h"
#include "http/message.h"

/// Parameters of a query as values; a bad one is input.invalid at "?name".
namespace madoguchi::http {

/// An enum by its one spelling; absent if it is not asked for. Refuses input.not_a_choice.
template <typename E>
Result<std::optional<E>> query_choice(const Request& request, std::string_view name) {
  const auto text = request.query_value(name);
  if (!text) return std::optional<E>{};
  const auto value = parse_name<E>(*text);
  if (!value) return refuse_field("?" + std::string(name), "input.not_a_choice");
  return value;
}
/// "2026-11-22T09:30:00Z"; refuses json.not_a_time.
Result<std::optional<Time>> query_time(const Request& request, std::string_view name);
/// "true" or "false", absent is false; refuses input.not_a_choice.
Result<bool> query_flag(const Request& request, std::string_view name);
/// A whole number of 1 to `max`, else `otherwise`; refuses input.not_a_choice.
Result<std::int64_t> query_count(const Request& request, std::string_view name, std::int64_t otherwise,
                                 std::int64_t max);

}  // namespace madoguchi::http
