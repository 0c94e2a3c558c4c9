#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace madoguchi::http {

inline constexpr std::size_t kJsonDepthMax = 16;
inline constexpr std::size_t kJsonItemsMax = 1000;  ///< of one array
inline constexpr std::size_t kJsonFaultsMax = 32;   ///< told at once; the rest would help nobody

/// What is wrong with a body, collected: one answer names every field.
class JsonFaults {
 public:
  void add(std::string pointer, std::string key) {
    if (fields_.size() < kJsonFaultsMax) fields_.emplace_back(std::move(pointer), std::move(key));
  }
  /// Takes over what a parse function of the domain refused at `pointer`: its own fields, moved below `pointer`, or its
  /// message.
  void add(const std::string& pointer, const Refusal& refusal);
  bool none() const { return fields_.empty(); }
  /// input.invalid with the fields.
  Refusal refusal() const { return {ErrorCode::invalid, "input.invalid", fields_, params_}; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
  std::vector<std::pair<std::string, std::string>> params_;
};

/// The pointer of member `name` below `parent` (RFC 6901: '~' and '/' escaped).
std::string below(std::string_view parent, std::string_view name);
std::string below(std::string_view parent, std::size_t index);

/// Adds json.duplicate for every member name that stands twice in one object of `text`, escapes decoded. `text` is
/// well-formed JSON not deeper than kJsonDepthMax (Boost.JSON parsed it; it silently keeps the last of two).
void find_duplicates(std::string_view text, JsonFaults& faults);

}  // namespace madoguchi::http
