#include "base/id.h"

#include <array>

namespace madoguchi {
namespace {

constexpr std::string_view kIdAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::size_t kIdLength = 26;
// 29 is prime: a weighted sum modulo 29 finds every single wrong character and every swap of neighbours.
constexpr std::string_view kReceiptAlphabet = "23456789ACDEFGHJKMNPQRTUVWXYZ";
static_assert(kReceiptAlphabet.size() == 29);

char check_character(std::string_view eight) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < eight.size(); ++i) sum += (i + 2) * kReceiptAlphabet.find(eight[i]);
  return kReceiptAlphabet[sum % kReceiptAlphabet.size()];
}

std::string grouped(std::string_view nine) {
  return std::string(nine.substr(0, 3)) + '-' + std::string(nine.substr(3, 3)) + '-' + std::string(nine.substr(6, 3));
}

}  // namespace

std::string new_id_text(Random& random) {
  std::array<std::uint8_t, 16> bytes{};
  random.fill(bytes);
  auto text = to_base32(bytes);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool is_id_text(std::string_view text) {
  return text.size() == kIdLength && text.find_first_not_of(kIdAlphabet) == std::string_view::npos;
}

std::string new_receipt_number(Random& random) {
  std::string number;
  while (number.size() < 8) {
    std::uint8_t byte = 0;
    random.fill({&byte, 1});
    if (byte < 29 * 8) number += kReceiptAlphabet[byte % 29];  // 232 of 256: unbiased
  }
  return grouped(number + check_character(number));
}

std::optional<std::string> parse_receipt_number(std::string_view text) {
  std::string nine;
  for (char c : text) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (kReceiptAlphabet.find(c) == std::string_view::npos || nine.size() == 9) return {};
    nine += c;
  }
  if (nine.size() != 9 || check_character(std::string_view(nine).substr(0, 8)) != nine[8]) return {};
  return grouped(nine);
}

}  // namespace madoguchi
