#pragma once
#include <string>
#include <string_view>

#include "http/message.h"

namespace madoguchi::http {

/// `text` for a place between tags or in an attribute with double quotes.
std::string escape_html(std::string_view text);

/// For one value of a query: everything but letters, digits, '-', '.', '_', '~' and '/' as %XX.
std::string percent_encode(std::string_view text);

inline constexpr std::size_t kFormFieldsMax = 32;

/// An application/x-www-form-urlencoded body. Refused as invalid http.bad_form: a broken escape, control characters,
/// bytes that are not UTF-8, a name twice, or more than kFormFieldsMax names.
Result<TextMap> read_form(std::string_view body);

}  // namespace madoguchi::http
