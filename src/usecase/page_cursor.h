#pragma once
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace madoguchi {

/// Where a list in the order (time, id) goes on, as an opaque text (R19).
struct PlaceInTime {
  Time at{};
  std::string id;
};
inline std::string cursor_text(const PlaceInTime& place) {
  return to_base32(view_of(std::to_string(to_unix(place.at)) + '.' + place.id));
}
/// "?cursor" cursor.invalid for what is none.
inline Result<PlaceInTime> parse_place(const std::string& cursor) {
  constexpr std::size_t kDigitsMax = 15;
  const auto bytes = from_base32(cursor);
  if (!bytes) return refuse_field("?cursor", "cursor.invalid");
  const auto text = text_of(*bytes);
  const auto dot = text.find('.');
  bool good = dot != std::string_view::npos && dot > 0 && dot <= kDigitsMax && is_id_text(text.substr(dot + 1));
  std::int64_t seconds = 0;
  for (std::size_t i = 0; good && i < dot; ++i) {
    good = text[i] >= '0' && text[i] <= '9';
    seconds = seconds * 10 + (text[i] - '0');
  }
  if (!good) return refuse_field("?cursor", "cursor.invalid");
  return PlaceInTime{.at = from_unix(seconds), .id = std::string(text.substr(dot + 1))};
}

}  // namespace madoguchi
