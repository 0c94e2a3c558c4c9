#pragma once
#include <string>
#include <string_view>

#include "base/language.h"

namespace madoguchi {

/// A sentence's value as its reader gets it. A moment, exactly as format_jst writes it, is written out the way the
/// pages do (R113): 2026年11月22日(日) 18:30(日本時間), or Sun, 22 Nov 2026, 18:30 (JST). Anything else stays as it is.
std::string written_out(Language language, std::string_view value);

}  // namespace madoguchi
