#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/time.h"
#include "domain/issuance_plan.h"
#include "domain/revocation.h"
#include "domain/validity.h"
#include "pki/signer.h"

/// OCSP answers (RFC 6960), written by our own DER writer, and the certificate of the key that signs them.
namespace madoguchi::pki {

/// OCSPResponseStatus of an answer that says nothing and is not signed (RFC 6960, 4.2.1).
enum class OcspError : std::uint8_t {
  malformed_request = 1,
  internal_error = 2,
  try_later = 3,
  unauthorized = 6,  ///< no certificate of ours (RFC 5019, 2.2.3)
};
/// The five octets.
Bytes ocsp_error(OcspError error);

/// What is said of one certificate.
struct OcspAnswer {
  Bytes cert_id;                                            ///< DER, as asked
  std::optional<Time> revoked_at{};                         ///< absent: good
  RevocationReason reason = RevocationReason::unspecified;  ///< unspecified is written by omission (rules 1.12.7)
  Time this_update{};                                       ///< producedAt too
  Time next_update{};
  std::optional<ByteView> nonce{};  ///< of the request (RFC 9654)
};

/// Whose key signs: its certificate goes into every answer.
struct OcspResponderIdentity {
  Bytes certificate_der;
  Bytes key_id;  ///< SHA-1 of the public key's bits: the responderID
  Time not_before{};
  Time not_after{};
};

/// An OCSPResponse, DER, successful. Throws Failure if the signer fails, and for a nextUpdate that is not after
/// thisUpdate or is past the end of the responder's certificate (rules 1.12.1).
Bytes sign_ocsp_answer(const OcspAnswer& answer, const OcspResponderIdentity& responder, Signer& signer);

/// What a delegated responder's certificate says (rules 1.12.6): only OCSPSigning, id-pkix-ocsp-nocheck, only
/// digitalSignature, no names, no pointers.
struct ResponderCertificatePlan {
  Serial serial{};
  Bytes issuer_der;   ///< Name of the issuing CA
  Bytes subject_der;  ///< responder_name()
  Bytes authority_key_id;
  Validity validity;
  Bytes spki_der;
};
Bytes sign_responder_certificate(const ResponderCertificatePlan& plan, Signer& issuing_signer);
/// C and O of the issuing CA, and CN "<O> OCSP".
Bytes responder_name(ByteView issuing_subject_der);
/// Reads one that we wrote ourselves; throws Failure for anything else, and for one that `issuing_der` has not signed.
OcspResponderIdentity read_responder_certificate(const std::string& pem, ByteView issuing_der);

}  // namespace madoguchi::pki
