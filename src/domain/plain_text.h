#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace madoguchi {

/// One line as a person typed it: names, addresses, departments. Kept as typed (旧字, 異体字, ㈱; R39) but for spaces
/// at both ends. Refuses with a key for the field:
/// - input.bad_characters: control characters, line breaks, bidi overrides, invisible and non-characters: they can end
///   a mail header, turn a line around on a screen, or hide;
/// - text.private_character: 外字 of the private use areas, which no other machine can show;
/// - input.too_long: more than `points_max` code points. Empty is allowed; who needs a value asks for it.
Result<std::string> parse_line(std::string_view text, std::size_t points_max);

/// The same for several lines: LF and CR LF part them (kept as LF), tab is allowed.
Result<std::string> parse_lines(std::string_view text, std::size_t points_max);

}  // namespace madoguchi
