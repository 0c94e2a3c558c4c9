#pragma once
#include <string>
#include <vector>

namespace madoguchi {

/// Runs `program` (a path) with `arguments` to its end. True if it was killed by SIGKILL, false if it ended with 0;
/// anything else is a Failure.
bool was_killed(const std::string& program, const std::vector<std::string>& arguments);

}  // namespace madoguchi
