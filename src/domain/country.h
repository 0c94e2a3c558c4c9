#pragma once
#include <string_view>

namespace madoguchi {

/// True for an officially assigned two-letter code of ISO 3166-1, upper case, or XX where there is none (BR 7.1.4.2).
bool is_country_code(std::string_view text);

}  // namespace madoguchi
