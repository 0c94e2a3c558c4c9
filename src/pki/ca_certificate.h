#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "domain/issuance_plan.h"
#include "domain/validity.h"
#include "pki/signer.h"

namespace madoguchi::pki {

/// What a root or an issuing CA's certificate says (BR 7.1.2.1, 7.1.2.6).
struct CaCertificatePlan {
  Serial serial{};
  Bytes issuer_der;   ///< Name
  Bytes subject_der;  ///< Name; the same for a root
  Validity validity;
  Bytes spki_der;
  Bytes key_id;
  std::optional<Bytes> authority_key_id{};      ///< of the signing CA; absent for a root
  std::vector<std::string_view> policy_oids{};  ///< empty for a root
  std::string crl_url{};                        ///< of the signing CA; empty for a root
  std::string ca_issuers_url{};                 ///< of the signing CA; empty for a root
  bool is_root() const { return !authority_key_id; }
};

/// The certificate, DER, signed by the root's key: a root's own, or an issuing CA's (pathLen 0, serverAuth only). Made
/// only by `ca init`.
Bytes sign_ca_certificate(const CaCertificatePlan& plan, Signer& signer);

/// Name ::= C, O, CN, as BR 7.1.2.10.2 asks of a CA.
Bytes ca_name(std::string_view country, std::string_view organization, std::string_view common_name);
/// SHA-1 of the public key's bits (RFC 5280, 4.2.1.2, method 1).
Bytes key_id_of(ByteView spki_der);

/// What the service needs of a CA certificate of its own.
struct CaCertificateFacts {
  Bytes der;
  Bytes subject_der;
  Bytes key_id;  ///< of the extension
  Bytes spki_der;
  Time not_before{};
  Time not_after{};
};
/// Reads the first certificate of a PEM text that we wrote ourselves; throws Failure if it is not a CA's.
CaCertificateFacts read_ca_certificate(const std::string& pem);
/// True if `certificate_der` is signed by the key of `issuer_der`: OpenSSL's opinion.
bool is_signed_by(ByteView certificate_der, ByteView issuer_der);

}  // namespace madoguchi::pki
