#include "pki/der_check.h"

#include <algorithm>

namespace madoguchi::pki {
namespace {

constexpr std::uint8_t kConstructed = 0x20;
constexpr std::uint8_t kClassMask = 0xC0;
constexpr std::uint8_t kNumberMask = 0x1F;

bool is_minimal_integer(ByteView content) {
  if (content.empty()) return false;
  if (content.size() == 1) return true;
  return !(content[0] == 0x00 && content[1] < 0x80) && !(content[0] == 0xFF && content[1] >= 0x80);
}

bool is_bit_string(ByteView content) {
  if (content.empty() || content[0] > 7) return false;
  if (content.size() == 1) return content[0] == 0;
  return (content.back() & ((1U << content[0]) - 1)) == 0;
}

bool is_object_identifier(ByteView content) {
  if (content.empty() || content.back() >= 0x80) return false;
  bool starts_number = true;
  for (const std::uint8_t byte : content) {
    if (starts_number && byte == 0x80) return false;
    starts_number = byte < 0x80;
  }
  return true;
}

bool is_primitive(std::uint8_t number, ByteView content) {
  switch (number) {
    case 1:
      return content.size() == 1 && (content[0] == 0x00 || content[0] == 0xFF);
    case 2:
    case 10:
      return is_minimal_integer(content);
    case 3:
      return is_bit_string(content);
    case 5:
      return content.empty();
    case 6:
      return is_object_identifier(content);
    case 4:   // OCTET STRING
    case 12:  // UTF8String
    case 18:  // NumericString .. IA5String, UTCTime, GeneralizedTime
    case 19:
    case 20:
    case 22:
    case 23:
    case 24:
    case 26:  // VisibleString
    case 28:  // UniversalString
    case 30:  // BMPString
      return true;
    default:
      return false;
  }
}

bool is_element(const DerElement& element, int depth);

bool are_elements(ByteView content, bool sorted, int depth) {
  ByteView before;
  while (!content.empty()) {
    const ByteView from = content;
    const auto element = take_der(content);
    if (!element || !is_element(*element, depth)) return false;
    const ByteView encoding = from.first(from.size() - content.size());
    if (sorted && std::ranges::lexicographical_compare(encoding, before)) return false;
    before = encoding;
  }
  return true;
}

bool is_element(const DerElement& element, int depth) {
  if (depth > kDerDepthMax) return false;
  const bool constructed = (element.tag & kConstructed) != 0;
  const std::uint8_t number = element.tag & kNumberMask;
  if ((element.tag & kClassMask) != 0) return !constructed || are_elements(element.content, false, depth + 1);
  if (!constructed) return is_primitive(number, element.content);
  if (number != 16 && number != 17) return false;
  return are_elements(element.content, number == 17, depth + 1);
}

}  // namespace

std::optional<DerElement> take_der(ByteView& rest) {
  if (rest.size() < 2) return {};
  const std::uint8_t tag = rest[0];
  std::size_t length = rest[1];
  rest = rest.subspan(2);
  if ((tag & kNumberMask) == kNumberMask) return {};
  if (length >= 0x80) {
    const std::size_t count = length & 0x7F;
    if (count == 0 || count > 4 || rest.size() < count || rest[0] == 0) return {};
    length = 0;
    for (std::size_t i = 0; i < count; ++i) length = length << 8 | rest[i];
    rest = rest.subspan(count);
    if (length < 0x80) return {};
  }
  if (rest.size() < length) return {};
  const DerElement element{tag, rest.first(length)};
  rest = rest.subspan(length);
  return element;
}

bool is_strict_der(ByteView bytes) {
  const auto element = take_der(bytes);
  return element && bytes.empty() && is_element(*element, 0);
}

}  // namespace madoguchi::pki
