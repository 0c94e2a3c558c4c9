#include "domain/contract_search.h"

#include "domain/fold.h"

namespace madoguchi {

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
