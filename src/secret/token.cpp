#include "secret/token.h"

#include <algorithm>
#include <array>

#include "base/bytes.h"

namespace madoguchi {

std::string new_token(Random& random) {
  std::array<std::uint8_t, 32> bytes{};
  random.fill(bytes);
  return to_base64url(bytes);
}

bool is_token_text(std::string_view text) {
  return text.size() == 43 && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
         });
}

}  // namespace madoguchi
