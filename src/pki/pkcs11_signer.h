#pragma once
#include <chrono>

#include "pki/key_store.h"

namespace madoguchi::pki {

inline constexpr std::size_t kPinBytesMin = 4;
inline constexpr std::size_t kPinBytesMax = 255;
inline constexpr int kTokenSessionsMax = 64;
inline constexpr int kTokenWaitingMax = 256;  ///< signatures that wait for a session; one more is refused

/// A token, and how it is used.
struct TokenOptions {
  std::string module;  ///< path of the PKCS#11 library
  std::string token;   ///< the token's label (CKA_LABEL of CK_TOKEN_INFO), without its padding
  /// Before each key's name in its CKA_LABEL: several authorities may share a token.
  std::string key_prefix;
  int sessions = 8;  ///< at once, 1 to kTokenSessionsMax: what the token bears
  /// How long a signature waits, in all, for a session and for a token that was pulled out. Shorter than the
  /// lease of an issuance (job/issue_due.h).
  std::chrono::milliseconds wait{20'000};
};

/// Keys in a PKCS#11 token, made there, sensitive and not extractable; ECDSA P-256 (CKM_ECDSA over our own SHA-256) and
/// RSA (CKM_RSA_PKCS over DigestInfo). One login for all sessions. A lost session or login is made again and the
/// signature tried again; a token that is gone is looked for until `wait` is over, and again at the next signature, so
/// nothing that waits for one is lost. A PIN that the token refused is never shown to it again, since a few wrong ones
/// lock it. A forked child is refused: PKCS#11 forbids it the parent's state.
///
/// A process opens one token of a module at a time; it is shared by all its stores and signers. Throws Failure, which
/// never holds the PIN: no such library or token, a wrong PIN, another token of the module in use.
std::unique_ptr<KeyStore> token_keys(const TokenOptions& options, Passphrase pin);

}  // namespace madoguchi::pki
