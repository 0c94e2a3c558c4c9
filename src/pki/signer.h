#pragma once
#include <array>

#include "base/bytes.h"
#include "domain/issuer_info.h"

namespace madoguchi::pki {

class PreparedCertificate;
struct CaCertificatePlan;
struct OcspAnswer;
struct OcspResponderIdentity;
struct ResponderCertificatePlan;
struct CrlHead;
struct CrlFacts;
class CrlWriter;

using Sha256 = std::array<std::uint8_t, 32>;

/// The private key of a CA or of its OCSP responder, wherever it lies. Two versions: a file's (file_signer.h) and a
/// token's (pkcs11_signer.h); key_store.h opens both. What may be signed is a closed list, the friends below: nobody
/// else can make it sign, so that a certificate is signed only after a lint (sign_certificate takes the proof). Safe to
/// call from several threads.
class Signer {
 public:
  Signer() = default;
  Signer(const Signer&) = delete;
  Signer& operator=(const Signer&) = delete;
  virtual ~Signer() = default;

  virtual SignatureAlgorithm algorithm() const = 0;
  /// The public key as SubjectPublicKeyInfo, DER.
  virtual const Bytes& public_key() const = 0;
  /// Throws Failure if the key is away (its token was pulled out): asked before an intent to sign is written down.
  virtual void must_be_there() {}
  /// A signature takes well under a tenth of a millisecond and waits for nothing. Inside AtOnce no other signs
  /// (WouldWait).
  virtual bool is_brief() const { return false; }

 private:
  friend Bytes sign_certificate(PreparedCertificate&& prepared, Signer& signer);
  friend Bytes sign_ca_certificate(const CaCertificatePlan& plan, Signer& signer);
  friend Bytes sign_responder_certificate(const ResponderCertificatePlan& plan, Signer& issuing_signer);
  friend Bytes sign_ocsp_answer(const OcspAnswer& answer, const OcspResponderIdentity& responder, Signer& signer);
  friend class CrlWriter;
  friend void check_signer(Signer& signer);

  /// The signature value of algorithm() over what hashes to `sha256`: DER Ecdsa-Sig-Value, or PKCS #1 v1.5 octets.
  /// Throws Failure if the key cannot be used.
  virtual Bytes sign_digest(const Sha256& sha256) = 0;
  Bytes sign(ByteView message);
};

/// The AlgorithmIdentifier of rules 1.1.15, byte for byte.
ByteView signature_algorithm_der(SignatureAlgorithm algorithm);

/// Signs a fixed text, that is no DER, and verifies it with the public key: a key that does not work is found at start.
/// Throws Failure.
void check_signer(Signer& signer);

}  // namespace madoguchi::pki
