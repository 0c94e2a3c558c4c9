#pragma once
#include <functional>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "domain/public_key_info.h"

namespace madoguchi::pki {

inline constexpr int kRsaBitsRead = 8192;  ///< larger moduli are not even looked at: time

/// What `spki_der` (SubjectPublicKeyInfo) holds, if it is a key of a known kind in the one encoding that certificates
/// may have: AlgorithmIdentifier byte for byte (BR 7.1.3.1), DER, uncompressed point on the curve. Says nothing of
/// size or strength. Refuses field /csr: key.unsupported {algorithm}, key.encoding, key.broken, key.rsa_size {bits}.
Result<PublicKeyInfo> read_key(ByteView spki_der);

/// True if the fingerprint stands on a list of keys that others know: a debian_fingerprint() or a SHA-256 of an SPKI.
using WeakKeyLookup = std::function<bool(ByteView fingerprint)>;

struct KeyRules {
  bool p521_allowed = false;  ///< not every root program takes it
};

/// Whether a certificate may be issued for the key in `spki_der` (rules 1.2.1 to 1.2.3): RSA of 2048, 3072 or 4096 bits
/// with exponent 65537, no factor below 752, no prime or prime power, not of ROCA's form, not factored by 100 rounds of
/// Fermat's method; EC on P-256 or P-384, with full public-key validation; on no list of `is_weak`. Keys that the
/// authority knows by use or by report are not looked at here (R48: the database knows them).
/// Takes up to some 20 ms for RSA. Refuses field /csr with a key.* key.
Result<void> check_key(ByteView spki_der, const WeakKeyLookup& is_weak, KeyRules rules = {});

/// What Debian's openssl-blacklist holds of an RSA key: the last 10 bytes of SHA-1("Modulus=<upper-case hex>\n").
/// Absent for a key of another kind or one that cannot be read.
std::optional<Bytes> debian_fingerprint(ByteView spki_der);

}  // namespace madoguchi::pki
