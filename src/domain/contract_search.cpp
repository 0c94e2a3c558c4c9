#include "domain/contract_search.h"

#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "domain/fold.h"

namespace madoguchi {
namespace {

enum class Kind : std::uint8_t { letter, digit, mark, other };
Kind kind_of(char32_t point) {
  if (point >= U'0' && point <= U'9') return Kind::digit;
  if (point >= U'a' && point <= U'z') return Kind::letter;
  return point < 0x80 ? Kind::mark : Kind::other;
}
/// Whether somebody would begin to type at `at`.
bool begins(std::u32string_view text, std::size_t at) {
  const auto kind = kind_of(text[at]);
  if (kind == Kind::mark) return at == 0;
  return kind == Kind::other || at == 0 || kind_of(text[at - 1]) != kind;
}
std::u32string points_of(std::string_view text) {
  return decode_utf8(text).value_or(std::u32string());
}

}  // namespace

std::string search_key(const Contract& contract, const Customer& customer) {
  std::string dense;
  for (const char c : contract.number) {
    if (c != '-') dense += c;
  }
  std::string key = fold_for_search(contract.number) + '\n' + fold_for_search(dense);
  const auto add = [&](const std::string& text) {
    const auto folded = fold_for_search(text);
    const bool known = key.find(folded) != std::string::npos;
    if (!known) key += '\n' + folded;
  };
  for (const auto& name : contract.dns_names) add(name);
  for (const auto* text : {&contract.common_name, &contract.organization, &customer.name, &customer.name_kana}) {
    add(*text);
  }
  return key;
}

std::string part_of(std::string_view folded) {
  return encode_utf8(std::u32string_view(points_of(folded)).substr(0, kSearchPartMax));
}

std::vector<std::string> search_parts(std::string_view text) {
  std::u32string whole;
  std::set<std::size_t> places;
  const std::string narrowed = narrow(text);  // one kind of space
  for (std::size_t from = 0; from < narrowed.size();) {
    const auto end = std::min(narrowed.find(' ', from), narrowed.size());
    const auto word = points_of(fold_for_search(std::string_view(narrowed).substr(from, end - from)));
    for (std::size_t at = 0; at < word.size(); ++at) {
      if (begins(word, at)) places.insert(whole.size() + at);
    }
    whole += word;
    from = end + 1;
  }
  std::set<std::string> parts;
  for (const auto at : places) parts.insert(encode_utf8(std::u32string_view(whole).substr(at, kSearchPartMax)));
  return {parts.begin(), parts.end()};
}

std::vector<std::string> search_parts(const Contract& contract) {
  std::string dense;
  for (const char c : contract.number) {
    if (c != '-') dense += c;
  }
  std::set<std::string> parts{part_of(fold_for_search(dense))};
  for (const auto& name : contract.dns_names) {
    for (auto dot = name.find('.'); dot != std::string::npos && name.find('.', dot + 1) != std::string::npos;
         dot = name.find('.', dot + 1)) {
      parts.insert(part_of(fold_for_search(std::string_view(name).substr(dot + 1))));
    }
  }
  return {parts.begin(), parts.end()};
}

std::optional<std::string> serial_in(std::string_view typed) {
  std::string digits;
  for (const char c : narrow(typed)) {
    if (c == ':' || c == ' ') continue;
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool hex = (lower >= '0' && lower <= '9') || (lower >= 'a' && lower <= 'f');
    if (!hex) return {};
    digits += lower;
  }
  if (digits.size() < kSerialDigitsMin || digits.size() > 40) return {};
  return digits;
}

}  // namespace madoguchi
