#pragma once
#include <optional>
#include <string>

namespace madoguchi::pki {

/// SHA-256 of the file's bytes as 64 lower-case hexadecimal digits, read a piece at a time; absent if there is no such
/// file. Throws Failure if it cannot be read.
std::optional<std::string> sha256_of_file(const std::string& path);

}  // namespace madoguchi::pki
