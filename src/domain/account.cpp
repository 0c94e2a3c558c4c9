#include "domain/account.h"

#include "base/utf8.h"

namespace madoguchi {

std::optional<std::string> parse_login_id(std::string_view typed) {
  constexpr std::size_t kTypedBytesMax = 4 * kLoginIdBytesMax;
  constexpr char32_t kWideFirst = 0xff01, kWideLast = 0xff5e;  // ！ to ～, in the order of ASCII
  if (typed.size() > kTypedBytesMax) return {};
  const auto points = decode_utf8(typed);
  if (!points) return {};
  std::string login_id;
  for (auto point : *points) {
    if (point >= kWideFirst && point <= kWideLast) point = point - kWideFirst + U'!';
    if (point >= U'A' && point <= U'Z') point = point - U'A' + U'a';
    const bool fits = (point >= U'a' && point <= U'z') || (point >= U'0' && point <= U'9') || point == U'.' ||
                      point == U'_' || point == U'-' || point == U'@' || point == U'+';
    if (!fits) return {};
    login_id += static_cast<char>(point);
  }
  if (login_id.size() < kLoginIdBytesMin || login_id.size() > kLoginIdBytesMax) return {};
  return login_id;
}

}  // namespace madoguchi
