#include "domain/public_key_info.h"

#include <algorithm>
#include <array>

namespace madoguchi {

namespace {

struct CurveForm {
  KeyKind kind;
  int bits;
  std::size_t coordinate_bytes;
  std::array<std::uint8_t, 30> head;
  std::size_t head_bytes;
};
// SEQUENCE, AlgorithmIdentifier (rules 1.1.15), BIT STRING header, no unused bits, 04: uncompressed.
constexpr CurveForm kCurves[] = {
    {KeyKind::p256,
     256,
     32,
     {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
      0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04},
     27},
    {KeyKind::p384,
     384,
     48,
     {0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02,
      0x01, 0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22, 0x03, 0x62, 0x00, 0x04},
     24},
    {KeyKind::p521,
     521,
     66,
     {0x30, 0x81, 0x9b, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02,
      0x01, 0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23, 0x03, 0x81, 0x86, 0x00, 0x04},
     26},
};

constexpr std::uint8_t kRsaAlgorithm[] = {0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
                                          0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00};
constexpr std::uint8_t kExponent65537[] = {0x02, 0x03, 0x01, 0x00, 0x01};
constexpr std::size_t kRsaModulusBytes[] = {256, 384, 512};

bool is_rsa(ByteView spki, std::size_t modulus_bytes) {
  std::array<std::uint8_t, 64> head{};
  std::size_t size = 0;
  const auto put_header = [&](std::uint8_t tag, std::size_t length) {
    for (const std::size_t octet : {std::size_t{tag}, std::size_t{0x82}, length >> 8, length & 0xff}) {
      head[size++] = static_cast<std::uint8_t>(octet);
    }
  };
  put_header(0x30, modulus_bytes + 34);
  for (const std::uint8_t octet : kRsaAlgorithm) head[size++] = octet;
  put_header(0x03, modulus_bytes + 15);
  head[size++] = 0;                      // no unused bits
  put_header(0x30, modulus_bytes + 10);  // RSAPublicKey
  put_header(0x02, modulus_bytes + 1);
  head[size++] = 0;  // the sign octet before a modulus with its top bit set
  return spki.size() == modulus_bytes + 38 && std::ranges::equal(spki.first(size), ByteView(head.data(), size)) &&
         (spki[size] & 0x80) != 0 && (spki[size + modulus_bytes - 1] & 1) != 0 &&
         std::ranges::equal(spki.last(sizeof kExponent65537), kExponent65537);
}

}  // namespace

std::optional<PublicKeyInfo> public_key_info(ByteView spki_der) {
  for (const CurveForm& curve : kCurves) {
    if (spki_der.size() == curve.head_bytes + 2 * curve.coordinate_bytes &&
        std::ranges::equal(spki_der.first(curve.head_bytes), ByteView(curve.head.data(), curve.head_bytes))) {
      return PublicKeyInfo{curve.kind, curve.bits};
    }
  }
  for (const std::size_t modulus_bytes : kRsaModulusBytes) {
    if (is_rsa(spki_der, modulus_bytes)) return PublicKeyInfo{KeyKind::rsa, static_cast<int>(modulus_bytes * 8)};
  }
  return {};
}

}  // namespace madoguchi
