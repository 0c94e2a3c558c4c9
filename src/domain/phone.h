#pragma once
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace madoguchi {

/// A telephone number that a person can be reached on, in E.164 ("+81312345678").
class PhoneNumber {
 public:
  /// From what a person types: 全角 or 半角 digits with hyphens, spaces, dots, brackets; domestic ("03-1234-5678") or
  /// with a country ("+81 3 1234 5678", "+81 (0)3 …", "+1 202 …"). Japanese numbers must have a length and a beginning
  /// that exist: ten digits, or eleven with 050, 060, 070, 080, 090 and 0800; none of the numbers that charge the
  /// caller or reach a machine (020, 0180, 0990). Others have 7 to 15 digits (ITU-T E.164). Refuses phone.characters,
  /// phone.no_country (neither 0 nor + in front), phone.length, phone.not_callable, phone.not_assigned.
  static Result<PhoneNumber> parse(std::string_view typed);
  /// What was stored by us; nothing is folded.
  static std::optional<PhoneNumber> from_e164(std::string_view text);

  const std::string& e164() const { return e164_; }
  bool is_japanese() const { return e164_.starts_with("+81"); }
  /// 060, 070, 080, 090. Foreign mobile numbers cannot be told from others.
  bool is_mobile() const;
  /// For people: domestic and grouped where the length of the area code is certain ("03-1234-5678"), foreign as E.164.
  std::string display() const;

  auto operator<=>(const PhoneNumber&) const = default;
  bool operator==(const PhoneNumber&) const = default;

 private:
  explicit PhoneNumber(std::string e164) : e164_(std::move(e164)) {}
  std::string e164_;
};

}  // namespace madoguchi
