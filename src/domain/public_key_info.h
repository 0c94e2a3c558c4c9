#pragma once
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "domain/names.h"

namespace madoguchi {

enum class KeyKind : std::uint8_t { rsa, p256, p384, p521 };
template <>
struct Names<KeyKind> {
  static constexpr auto values = std::to_array<std::pair<KeyKind, std::string_view>>({
      MADOGUCHI_NAME(KeyKind, rsa),
      MADOGUCHI_NAME(KeyKind, p256),
      MADOGUCHI_NAME(KeyKind, p384),
      MADOGUCHI_NAME(KeyKind, p521),
  });
};
struct PublicKeyInfo {
  KeyKind kind;
  int bits;
  bool operator==(const PublicKeyInfo&) const = default;
};

/// What the SubjectPublicKeyInfo `spki_der` holds, if its bytes have exactly the form that rules 1.1.15 and 1.2.1
/// prescribe: the AlgorithmIdentifier byte for byte, RSA of 2048, 3072 or 4096 bits with exponent 65537, or an
/// uncompressed point; absent otherwise. It compares octets and decodes nothing: the second opinion of the lint on a
/// key that pki/csr has already read and checked.
std::optional<PublicKeyInfo> public_key_info(ByteView spki_der);

}  // namespace madoguchi
