#include "base/utf8.h"

#include <cstdint>

#include "base/assert.h"

namespace madoguchi {
namespace {

constexpr bool is_scalar(char32_t point) {
  return point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
}

/// How many bytes follow a first byte; absent for one that starts nothing.
std::optional<int> continuation_count(std::uint8_t first) {
  if (first < 0x80) return 0;
  if (first >= 0xC2 && first <= 0xDF) return 1;
  if (first >= 0xE0 && first <= 0xEF) return 2;
  if (first >= 0xF0 && first <= 0xF4) return 3;
  return {};
}

}  // namespace

std::optional<std::u32string> decode_utf8(std::string_view text) {
  constexpr char32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<std::uint8_t>(text[at++]);
    const auto count = continuation_count(first);
    if (!count || text.size() - at < static_cast<std::size_t>(*count)) return {};
    char32_t point = *count == 0 ? first : static_cast<char32_t>(first & (0x3F >> *count));
    for (int i = 0; i < *count; ++i) {
      const auto next = static_cast<std::uint8_t>(text[at++]);
      if ((next & 0xC0) != 0x80) return {};
      point = point << 6 | (next & 0x3F);
    }
    if (point < kSmallest[*count] || !is_scalar(point)) return {};
    points.push_back(point);
  }
  return points;
}

void append_utf8(std::string& out, char32_t point) {
  require(is_scalar(point), "not a Unicode scalar value");
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(static_cast<std::uint8_t>(byte))); };
  if (point < 0x80) {
    put(point);
    return;
  }
  const int count = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  constexpr char32_t kLead[] = {0, 0xC0, 0xE0, 0xF0};
  put(kLead[count] | point >> (6 * count));
  for (int i = count - 1; i >= 0; --i) put(0x80 | (point >> (6 * i) & 0x3F));
}

std::string encode_utf8(std::u32string_view points) {
  std::string out;
  for (const char32_t point : points) append_utf8(out, point);
  return out;
}

std::optional<std::size_t> utf8_characters(std::string_view text) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++characters) {
    const auto lead = static_cast<std::uint8_t>(text[i]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xc2 && lead < 0xe0 ? 2
                               : lead >= 0xe0 && lead < 0xf0 ? 3
                               : lead >= 0xf0 && lead < 0xf5 ? 4
                                                             : 0;
    if (length == 0 || text.size() - i < length) return {};
    for (std::size_t k = 1; k < length; ++k) {
      const auto octet = static_cast<std::uint8_t>(text[i + k]);
      std::uint8_t low = 0x80;
      std::uint8_t high = 0xbf;
      if (k == 1 && lead == 0xe0) low = 0xa0;   // overlong
      if (k == 1 && lead == 0xed) high = 0x9f;  // surrogates
      if (k == 1 && lead == 0xf0) low = 0x90;   // overlong
      if (k == 1 && lead == 0xf4) high = 0x8f;  // over U+10FFFF
      if (octet < low || octet > high) return {};
    }
    i += length;
  }
  return characters;
}

}  // namespace madoguchi
