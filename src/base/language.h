#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace madoguchi {

/// The languages that every sentence, page and mail stands in. A customer, contact or account without a choice gets ja.
enum class Language : std::uint8_t { ja, en };

constexpr std::string_view to_text(Language language) {
  return language == Language::en ? "en" : "ja";
}
constexpr std::optional<Language> parse_language(std::string_view text) {
  if (text == "ja") return Language::ja;
  if (text == "en") return Language::en;
  return {};
}

}  // namespace madoguchi
