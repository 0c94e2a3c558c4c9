#include "domain/postal_address.h"

#include "base/utf8.h"
#include "domain/fold.h"

namespace madoguchi {
namespace {

constexpr std::size_t kForeignCodeMax = 16;

Result<std::string> japanese(std::string_view typed) {
  const auto points = decode_utf8(narrow(typed));
  if (!points) return refuse(ErrorCode::invalid, "postal_code.japanese");
  constexpr std::u32string_view kFiller = U" -〒‐‑‒–—―−ーｰ";
  std::string digits;
  for (const char32_t point : *points) {
    if (point >= U'0' && point <= U'9') {
      digits += static_cast<char>(point);
    } else if (kFiller.find(point) == std::u32string_view::npos) {
      return refuse(ErrorCode::invalid, "postal_code.japanese");
    }
  }
  if (digits.size() != 7) return refuse(ErrorCode::invalid, "postal_code.japanese");
  return digits.substr(0, 3) + '-' + digits.substr(3);
}

}  // namespace

Result<std::string> parse_postal_code(std::string_view typed, std::string_view country) {
  if (typed.empty()) return std::string();
  if (country == "JP") return japanese(typed);
  auto code = narrow(typed);
  if (code.size() > kForeignCodeMax) return refuse(ErrorCode::invalid, "postal_code.characters");
  for (const char c : code) {
    const bool fine =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == ' ' || c == '-';
    if (!fine) return refuse(ErrorCode::invalid, "postal_code.characters");
  }
  return code;
}

Result<std::string> parse_country(std::string_view typed) {
  auto code = narrow(typed);
  for (char& c : code) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c < 'A' || c > 'Z') return refuse(ErrorCode::invalid, "country.form");
  }
  if (code.size() != 2) return refuse(ErrorCode::invalid, "country.form");
  return code;
}

}  // namespace madoguchi
