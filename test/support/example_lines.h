#pragma once
#include <string>
#include <vector>

namespace madoguchi {

/// One line each, in order.
std::string sorted_lines(std::vector<std::string> lines);

}  // namespace madoguchi
