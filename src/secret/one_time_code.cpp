#include "secret/one_time_code.h"

#include <array>

namespace madoguchi {

std::string new_one_time_code(Random& random) {
  constexpr std::uint32_t kCodes = 100'000'000;
  constexpr std::uint32_t kUnbiased = 4'200'000'000;  // the largest multiple of kCodes below 2^32
  for (;;) {
    std::array<std::uint8_t, 4> bytes{};
    random.fill(bytes);
    std::uint32_t number = 0;
    for (const auto byte : bytes) number = number << 8 | byte;
    if (number >= kUnbiased) continue;
    const auto digits = std::to_string(number % kCodes);
    return std::string(kOneTimeCodeDigits - digits.size(), '0') + digits;
  }
}

std::optional<std::string> read_one_time_code(std::string_view typed) {
  constexpr std::size_t kTypedBytesMax = 64;
  constexpr std::string_view kWideZero = "０", kWideSpace = "　";
  if (typed.size() > kTypedBytesMax) return {};
  std::string code;
  while (!typed.empty()) {
    const char c = typed.front();
    if (c >= '0' && c <= '9') {
      code += c;
      typed.remove_prefix(1);
    } else if (c == ' ' || c == '-') {
      typed.remove_prefix(1);
    } else if (typed.starts_with(kWideSpace)) {
      typed.remove_prefix(kWideSpace.size());
    } else if (typed.size() >= 3 && typed.starts_with(kWideZero.substr(0, 2)) && typed[2] >= kWideZero[2] &&
               typed[2] <= kWideZero[2] + 9) {  // U+FF10 to U+FF19 differ in the last byte only
      code += static_cast<char>('0' + (typed[2] - kWideZero[2]));
      typed.remove_prefix(3);
    } else {
      return {};
    }
  }
  if (code.size() != kOneTimeCodeDigits) return {};
  return code;
}

std::string one_time_code_digest(const ServerSecret& secret, std::string_view purpose, std::string_view attempt_id,
                                 std::string_view code) {
  return secret.keyed_digest(purpose, std::string(attempt_id) + '\n' + std::string(code));
}

bool one_time_code_matches(const ServerSecret& secret, std::string_view purpose, std::string_view attempt_id,
                           std::string_view code, std::string_view stored_digest) {
  return equal_in_constant_time(one_time_code_digest(secret, purpose, attempt_id, code), stored_digest);
}

}  // namespace madoguchi
