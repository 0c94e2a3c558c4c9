#pragma once
#include <optional>
#include <string>

#include "domain/contract.h"

namespace madoguchi {

/// What a contract is found by, folded, one line each: number (also without hyphens), names, 法人名 as in the
/// certificate and as registered, its カナ (R97). Stored with the contract; made anew when one of them changes.
std::string search_key(const Contract& contract, const Customer& customer);

/// The beginning of a certificate's serial, lower-case hex without colons and spaces, if `typed` can be one (at least
/// kSerialDigitsMin digits).
inline constexpr std::size_t kSerialDigitsMin = 6;
std::optional<std::string> serial_in(std::string_view typed);

}  // namespace madoguchi
