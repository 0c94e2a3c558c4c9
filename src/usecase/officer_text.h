#pragma once
#include <string>

#include "domain/plain_text.h"

/// What officers type (R97): bounded, no control characters, told by field.
namespace madoguchi {

inline constexpr std::size_t kDeskNotePointsMax = 2000;
inline constexpr std::size_t kDeskLinePointsMax = 200;

/// Several lines; empty is allowed.
inline Result<std::string> desk_note(const std::string& field, const std::string& typed) {
  auto text = parse_lines(typed, kDeskNotePointsMax);
  if (!text) return refuse_field(field, text.error().message);
  return text;
}
/// Several lines; refuses input.required if there is nothing.
inline Result<std::string> required_note(const std::string& field, const std::string& typed) {
  auto text = desk_note(field, typed);
  if (text && text->empty()) return refuse_field(field, "input.required");
  return text;
}
/// One line; refuses input.required if there is nothing.
inline Result<std::string> required_line(const std::string& field, const std::string& typed) {
  auto text = parse_line(typed, kDeskLinePointsMax);
  if (!text) return refuse_field(field, text.error().message);
  if (text->empty()) return refuse_field(field, "input.required");
  return text;
}
/// For forms that tell every fault at once: `text` as it is kept, or its fault among those of `faults`.
inline void take_lines(Refusal& faults, const std::string& field, std::string& text,
                       std::size_t points_max = kDeskNotePointsMax) {
  auto clean = parse_lines(text, points_max);
  if (clean) {
    text = *std::move(clean);
  } else {
    faults.fields.emplace_back(field, clean.error().message);
  }
}
/// The same for one line.
inline void take_line(Refusal& faults, const std::string& field, std::string& text,
                      std::size_t points_max = kDeskLinePointsMax) {
  auto clean = parse_line(text, points_max);
  if (clean) {
    text = *std::move(clean);
  } else {
    faults.fields.emplace_back(field, clean.error().message);
  }
}

}  // namespace madoguchi
