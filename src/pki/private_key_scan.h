#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace madoguchi::pki {

/// What a text with a private key in it gives away.
struct PrivateKeyFound {
  /// SHA-256, in hexadecimal, of the SubjectPublicKeyInfo of each key that could be read (none if all are encrypted or
  /// broken): the keys to put on the block list (rules 1.2.5).
  std::vector<std::string> spki_sha256;
};

/// Looks for private keys in text from a customer (R117): PEM of any kind and case, OpenSSH, PuTTY, JWK, and DER or
/// bare base 64 of PKCS#8 (encrypted or not), PKCS#1, SEC 1 and PKCS#12. Keeps nothing of it: copies are wiped. The
/// caller refuses the text, stores and logs nothing of it, and blocks the keys.
std::optional<PrivateKeyFound> find_private_key(std::string_view text);

}  // namespace madoguchi::pki
