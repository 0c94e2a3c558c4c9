#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace madoguchi {

/// An enum's values and their one spelling in C++, SQL, JSON and the UI. Specialise `kNames<E>` beside the enum.
template <typename E>
struct Names;  // static constexpr auto values = std::to_array<std::pair<E, std::string_view>>({…});

template <typename E>
constexpr std::string_view to_text(E value) {
  for (const auto& [candidate, name] : Names<E>::values) {
    if (candidate == value) return name;
  }
  return "?";  // unreachable for a complete table; names_test checks that each is
}
template <typename E>
constexpr std::optional<E> parse_name(std::string_view text) {
  for (const auto& [candidate, name] : Names<E>::values) {
    if (name == text) return candidate;
  }
  return {};
}

}  // namespace madoguchi

/// One row of Names<…>::values for `enum class E`.
#define MADOGUCHI_NAME(E, value)   \
  std::pair<E, std::string_view> { \
    E::value, #value               \
  }
