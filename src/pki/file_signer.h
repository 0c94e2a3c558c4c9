#pragma once
#include <memory>
#include <string>
#include <vector>

#include "domain/names.h"
#include "pki/passphrase.h"
#include "pki/signer.h"

namespace madoguchi::pki {

enum class CaKeyKind : std::uint8_t { p256, rsa2048, rsa3072, rsa4096 };

}  // namespace madoguchi::pki

template <>
struct madoguchi::Names<madoguchi::pki::CaKeyKind> {
  static constexpr auto values = std::to_array<std::pair<pki::CaKeyKind, std::string_view>>({
      MADOGUCHI_NAME(pki::CaKeyKind, p256),
      MADOGUCHI_NAME(pki::CaKeyKind, rsa2048),
      MADOGUCHI_NAME(pki::CaKeyKind, rsa3072),
      MADOGUCHI_NAME(pki::CaKeyKind, rsa4096),
  });
};

namespace madoguchi::pki {

/// How a key file is encrypted: PKCS #8 with PBES2, PBKDF2-HMAC-SHA-256, AES-256-CBC.
inline constexpr int kKeyFileIterations = 600'000;

/// Makes a key pair and writes it, encrypted, to the new file `path` (mode 0600, synced). Throws Failure if the file
/// exists or cannot be written, or the passphrase is shorter than kPassphraseBytesMin.
std::unique_ptr<Signer> create_key_file(CaKeyKind kind, const std::string& path, const Passphrase& passphrase);

/// Opens a file of create_key_file(). Throws Failure for a wrong passphrase, a file that is not encrypted, and any
/// other key than P-256 and RSA of 2048, 3072 or 4096 bits.
std::unique_ptr<Signer> open_key_file(const std::string& path, const Passphrase& passphrase);

}  // namespace madoguchi::pki
