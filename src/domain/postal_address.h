#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace madoguchi {

/// Japan: "NNN-NNNN" from seven digits with or without 〒, hyphen and spaces, 全角 or 半角. Elsewhere: letters, digits,
/// spaces and hyphens, at most 16. Empty stays empty. Refuses postal_code.japanese, postal_code.characters.
Result<std::string> parse_postal_code(std::string_view typed, std::string_view country);

/// ISO 3166-1 alpha-2 in upper case, by form. Refuses country.form.
Result<std::string> parse_country(std::string_view typed);

}  // namespace madoguchi
