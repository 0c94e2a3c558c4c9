#pragma once
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"

namespace madoguchi {

/// A public id: 26 characters of lower-case base 32 (RFC 4648), 128 random bits. Opaque, unguessable (ASVS 11.5.1),
/// and of one type a noun, so that a contract's id cannot be passed for an application's.
template <typename Noun>
struct Id {
  std::string value;
  auto operator<=>(const Id&) const = default;
  bool operator==(const Id&) const = default;
};

/// 26 characters for a fresh id.
std::string new_id_text(Random& random);
/// True for text of an id's form. Says nothing of existence.
bool is_id_text(std::string_view text);

template <typename IdType>
IdType new_id(Random& random) {
  return IdType{new_id_text(random)};
}
template <typename IdType>
std::optional<IdType> parse_id(std::string_view text) {
  if (!is_id_text(text)) return {};
  return IdType{std::string(text)};
}

/// A 受付番号 (R97): eight characters and a check character in groups of three, "K7P-3XM-9TD"; never 0/O, 1/I/L,
/// so that it can be dictated. 8 of 29 characters: about 38 bits, unique by a key in the database.
std::string new_receipt_number(Random& random);
/// Folds case, width of hyphens and spaces away, verifies the check character; absent if it cannot be one of ours.
std::optional<std::string> parse_receipt_number(std::string_view text);

}  // namespace madoguchi
