#pragma once
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "base/result.h"

namespace madoguchi::bench {

/// A size that the kernel tells of this process: "VmRSS:" now, "VmHWM:" at its peak.
inline double status_mb(std::string_view field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(field)) return std::strtod(line.c_str() + field.size(), nullptr) / 1024;
  }
  throw Failure("no " + std::string(field));
}
/// The peak is counted from now on.
inline void forget_peak() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

}  // namespace madoguchi::bench
