#pragma once
#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace madoguchi::pki {

inline constexpr int kDerDepthMax = 24;

/// One element of DER. `content` points into the bytes that were read.
struct DerElement {
  std::uint8_t tag;
  ByteView content;
};

/// The element at the front of `rest`, which then stands behind it. Absent (and `rest` undefined) if it is cut short,
/// its tag number is 31 or more, or its length is indefinite or not in the shortest form (X.690 10.1).
std::optional<DerElement> take_der(ByteView& rest);

/// True if `bytes` are exactly one element in DER (X.690 10, 11): shortest lengths, primitive strings, minimal integers
/// and identifiers, zero padding bits, sorted SETs, known universal types, at most kDerDepthMax deep. OpenSSL takes BER
/// and keeps the bytes that it read, so that encoding again does not tell; this does. Looks into no OCTET or BIT
/// STRING.
bool is_strict_der(ByteView bytes);

}  // namespace madoguchi::pki
