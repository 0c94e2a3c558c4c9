#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace madoguchi {

/// The code points of `text`; absent if it is not UTF-8 (over-long forms, surrogates, beyond U+10FFFF, cut short).
std::optional<std::u32string> decode_utf8(std::string_view text);
/// Appends `point` in UTF-8; throws Failure on a surrogate or beyond U+10FFFF.
void append_utf8(std::string& out, char32_t point);
std::string encode_utf8(std::u32string_view points);
/// The number of characters (code points) of `text`; absent if it is not well-formed. Allocates nothing.
std::optional<std::size_t> utf8_characters(std::string_view text);

}  // namespace madoguchi
