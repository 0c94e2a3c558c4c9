#include "domain/phone.h"

#include <array>

#include "base/utf8.h"
#include "domain/fold.h"

namespace madoguchi {
namespace {

constexpr std::size_t kTypedBytesMax = 100;
constexpr std::size_t kForeignDigitsMin = 7, kForeignDigitsMax = 15;  // E.164, the country code included

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
/// What people put between digits, the long mark ー among it: it stands beside the digits of a kana keyboard.
bool is_filler(char32_t p) {
  constexpr std::u32string_view kFiller = U" -.()/\u00A0‐‑‒–—―−ーｰ〜";
  return kFiller.find(p) != std::u32string_view::npos;
}

/// The digits of `typed`, with '+' in front if it stood there.
Result<std::string> digits_of(std::string_view typed) {
  if (typed.size() > kTypedBytesMax) return refuse(ErrorCode::invalid, "phone.length");
  const auto points = decode_utf8(narrow(typed));
  if (!points) return refuse(ErrorCode::invalid, "phone.characters");
  std::string digits;
  for (const char32_t point : *points) {
    const bool plus = point == U'+' && digits.empty();
    if (plus || (point >= U'0' && point <= U'9')) {
      digits += static_cast<char>(point);
    } else if (!is_filler(point)) {
      return refuse(ErrorCode::invalid, "phone.characters");
    }
  }
  return digits;
}

/// `national` with its leading 0, digits only: may it be a number of Japan's plan (総務省 電気通信番号計画)?
Result<void> check_japanese(std::string_view national) {
  const auto begins = [&](std::string_view with) { return national.starts_with(with); };
  if (begins("00") || begins("010")) return refuse(ErrorCode::invalid, "phone.not_assigned");
  if (begins("020") || begins("0180") || begins("0990")) return refuse(ErrorCode::invalid, "phone.not_callable");
  const bool third_is_zero = national.size() > 2 && national[2] == '0';
  const bool tokyo = begins("03");  // 03-0… is given to nobody; examples live there
  if (!third_is_zero || tokyo) {    // area codes, 0120, 0570
    if (national.size() != 10) return refuse(ErrorCode::invalid, "phone.length");
    return {};
  }
  const bool eleven = begins("050") || begins("060") || begins("070") || begins("080") || begins("090");
  if (!eleven) return refuse(ErrorCode::invalid, "phone.not_assigned");
  if (national.size() != 11) return refuse(ErrorCode::invalid, "phone.length");
  if (national[3] == '0' && !begins("0800")) return refuse(ErrorCode::invalid, "phone.not_assigned");
  return {};
}

struct Grouping {
  std::string_view begins;
  std::size_t first, second;
};
/// Where the area code's length is certain from its first digits.
constexpr auto kGroupings = std::to_array<Grouping>({
    {"0120", 4, 3}, {"0800", 4, 3}, {"0570", 4, 3}, {"050", 3, 4},  {"060", 3, 4},  {"070", 3, 4},  {"080", 3, 4},
    {"090", 3, 4},  {"03", 2, 4},   {"06", 2, 4},   {"011", 3, 3},  {"044", 3, 3},  {"045", 3, 3},  {"052", 3, 3},
    {"075", 3, 3},  {"0222", 3, 3}, {"0227", 3, 3}, {"0822", 3, 3}, {"0924", 3, 3}, {"0927", 3, 3}, {"0783", 3, 3},
});

}  // namespace

Result<PhoneNumber> PhoneNumber::parse(std::string_view typed) {
  auto digits = TRY(digits_of(typed));
  if (digits.empty() || digits == "+") return refuse(ErrorCode::invalid, "phone.length");
  if (digits.starts_with("+81")) {
    const bool zero_kept = digits.size() > 3 && digits[3] == '0';  // "+81 (0)3 …"
    digits = (zero_kept ? "" : "0") + digits.substr(3);
  }
  if (digits.front() == '0') {
    TRY(check_japanese(digits));
    return PhoneNumber("+81" + digits.substr(1));
  }
  if (digits.front() != '+') return refuse(ErrorCode::invalid, "phone.no_country");
  if (digits[1] == '0') return refuse(ErrorCode::invalid, "phone.not_assigned");
  const auto count = digits.size() - 1;
  if (count < kForeignDigitsMin || count > kForeignDigitsMax) return refuse(ErrorCode::invalid, "phone.length");
  return PhoneNumber(std::move(digits));
}

std::optional<PhoneNumber> PhoneNumber::from_e164(std::string_view text) {
  if (text.size() < 1 + kForeignDigitsMin || text.size() > 1 + kForeignDigitsMax || text.front() != '+') return {};
  for (const char c : text.substr(1)) {
    if (!is_digit(c)) return {};
  }
  return PhoneNumber(std::string(text));
}

bool PhoneNumber::is_mobile() const {
  for (const std::string_view begins : {"+8160", "+8170", "+8180", "+8190"}) {
    const bool toll_free = e164_.starts_with("+81800");
    if (e164_.starts_with(begins) && e164_.size() == 13 && !toll_free) return true;
  }
  return false;
}

std::string PhoneNumber::display() const {
  if (!is_japanese()) return e164_;
  const auto national = "0" + e164_.substr(3);
  for (const auto& group : kGroupings) {
    if (!national.starts_with(group.begins)) continue;
    return national.substr(0, group.first) + '-' + national.substr(group.first, group.second) + '-' +
           national.substr(group.first + group.second);
  }
  return national;
}

}  // namespace madoguchi
