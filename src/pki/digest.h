#pragma once
#include <string>

#include "base/bytes.h"

namespace madoguchi {

/// SHA-256 of `bytes` (FIPS 180-4) as 64 lower-case hexadecimal digits.
std::string sha256_hex(ByteView bytes);

}  // namespace madoguchi
