#pragma once
#include <source_location>
#include <string>

#include "base/result.h"

namespace madoguchi {

/// An invariant of our own code. Checked in every build; a broken one is a Failure, so that the open transaction is
/// undone instead of the process going on with a lie.
inline void require(bool holds, const char* what, std::source_location where = std::source_location::current()) {
  if (!holds) throw Failure(std::string(where.file_name()) + ":" + std::to_string(where.line()) + ": " + what);
}

}  // namespace madoguchi
