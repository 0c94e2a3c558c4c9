#include "domain/plain_text.h"

#include "base/utf8.h"

namespace madoguchi {
namespace {

bool is_space(char32_t point) {
  return point == U' ' || point == U'\u3000' || point == U'\n' || point == U'\t';
}
/// Characters that no line may hold: C0, C1, line separators, bidi controls, zero-width, tags, non-characters.
/// U+200D, U+FE0x and U+E01xx stay: they choose the glyph of a name.
bool is_harmful(char32_t p) {
  const bool control = p < 0x20 || (p >= 0x7F && p <= 0x9F);
  const bool separator = p == 0x2028 || p == 0x2029;
  const bool bidi =
      p == 0x061C || p == 0x200E || p == 0x200F || (p >= 0x202A && p <= 0x202E) || (p >= 0x2066 && p <= 0x2069);
  const bool hidden = p == 0x00AD || p == 0x200B || p == 0x200C || (p >= 0x2060 && p <= 0x2065) || p == 0xFEFF ||
                      (p >= 0xFFF9 && p <= 0xFFFD) || (p >= 0xE0000 && p <= 0xE007F) || p == 0x115F || p == 0x1160 ||
                      p == 0x3164 || p == 0xFFA0;
  const bool no_character = (p & 0xFFFE) == 0xFFFE || (p >= 0xFDD0 && p <= 0xFDEF);
  return control || separator || bidi || hidden || no_character;
}
bool is_private(char32_t p) {
  return (p >= 0xE000 && p <= 0xF8FF) || p >= 0xF0000;
}

Result<std::string> parse(std::string_view text, std::size_t points_max, bool several_lines) {
  const auto decoded = decode_utf8(text);
  if (!decoded) return refuse(ErrorCode::invalid, "input.bad_characters");
  std::u32string points;
  for (std::size_t at = 0; at < decoded->size(); ++at) {
    const char32_t point = (*decoded)[at];
    const bool line_end = several_lines && point == U'\r' && at + 1 < decoded->size() && (*decoded)[at + 1] == U'\n';
    if (line_end) continue;
    const bool allowed = several_lines && (point == U'\n' || point == U'\t');
    if (is_harmful(point) && !allowed) return refuse(ErrorCode::invalid, "input.bad_characters");
    if (is_private(point)) return refuse(ErrorCode::invalid, "text.private_character");
    points += point;
  }
  while (!points.empty() && is_space(points.back())) points.pop_back();
  std::size_t start = 0;
  while (start < points.size() && is_space(points[start])) ++start;
  points.erase(0, start);
  if (points.size() > points_max) return refuse(ErrorCode::invalid, "input.too_long");
  return encode_utf8(points);
}

}  // namespace

Result<std::string> parse_line(std::string_view text, std::size_t points_max) {
  return parse(text, points_max, false);
}
Result<std::string> parse_lines(std::string_view text, std::size_t points_max) {
  return parse(text, points_max, true);
}

}  // namespace madoguchi
