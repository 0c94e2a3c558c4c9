#include "domain/utf8.h"

#include <cstdint>

namespace madoguchi {

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
