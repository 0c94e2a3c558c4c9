#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace madoguchi {

/// The number of characters (code points) of `text`; absent if it is not well-formed UTF-8 (Unicode 3.9, table 3-7).
std::optional<std::size_t> utf8_characters(std::string_view text);

}  // namespace madoguchi
