#pragma once
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace madoguchi::pki {

inline constexpr std::size_t kSignatureBytesMax = 1024;  ///< RSA of 8192 bits

/// Whether `signature` over `text` was made with the private key of the certificate (rules 2.4.1): SHA-256 with RSA
/// PKCS#1 v1.5 or PSS, or with ECDSA (DER), as `openssl dgst -sha256 -sign key.pem` makes it. Refuses field /signature
/// with key_proof.wrong; whatever is wrong with it is not told.
Result<void> check_key_proof(ByteView certificate_der, std::string_view text, ByteView signature);

}  // namespace madoguchi::pki
