#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/contract.h"

namespace madoguchi {

/// What a contract is found by, folded, one line each: number (also without hyphens), names, 法人名 as in the
/// certificate and as registered, its カナ (R97). Stored with the contract; made anew when one of them changes.
std::string search_key(const Contract& contract, const Customer& customer);

/// The beginnings under which an index finds a text, folded: what follows each of its Japanese letters, and each place
/// where a word, a run of Latin letters or one of digits begins; each once, cut to kSearchPartMax code points.
inline constexpr std::size_t kSearchPartMax = 32;
std::vector<std::string> search_parts(std::string_view text);
/// Those of a contract that no other index has: its number without hyphens, and each host name from its second label
/// on, down to two labels.
std::vector<std::string> search_parts(const Contract& contract);
/// As much of a folded text as a part keeps of it.
std::string part_of(std::string_view folded);

/// The beginning of a certificate's serial, lower-case hex without colons and spaces, if `typed` can be one (at least
/// kSerialDigitsMin digits).
inline constexpr std::size_t kSerialDigitsMin = 6;
std::optional<std::string> serial_in(std::string_view typed);

}  // namespace madoguchi
