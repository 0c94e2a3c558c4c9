#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "domain/issuance_plan.h"

/// OCSP requests (RFC 6960 in the profile of RFC 5019): untrusted DER, on the hottest path of all. Our own reader,
/// total and strict; fuzzed, and cross-checked with OpenSSL's.
namespace madoguchi::pki {

inline constexpr std::size_t kOcspRequestBytesMax = 4096;
inline constexpr std::size_t kOcspNonceBytesMax = 128;  ///< RFC 9654, 2.1

/// How a CertID names its issuer: the hash, and whether its AlgorithmIdentifier has NULL parameters or none. Both are
/// in use; an answer repeats what was asked.
enum class CertIdForm : std::uint8_t { sha1, sha1_bare, sha256, sha256_bare };
inline constexpr std::size_t kCertIdForms = 4;

/// A request for one certificate. Views into the bytes that were read.
struct OcspRequest {
  std::optional<CertIdForm> form{};  ///< absent for a hash that we do not know
  ByteView issuer_name_hash, issuer_key_hash;
  ByteView serial;                  ///< content octets of the INTEGER, which may be negative
  std::optional<ByteView> nonce{};  ///< 1 to 128 octets, of the OCTET STRING within the extension
};

/// Absent for what is answered with malformedRequest: more than kOcspRequestBytesMax, no strict DER, another version
/// than v1, none or several certificates asked for (RFC 5019, 2.1.1), an extension given twice, a critical one that we
/// do not know, a nonce of another length (RFC 9654, 2.1). Signatures and the names of requestors are read over.
std::optional<OcspRequest> read_ocsp_request(ByteView der);

/// An issuing CA as CertIDs name it.
class OcspIssuer {
 public:
  /// Throws Failure if that is no certificate.
  explicit OcspIssuer(ByteView certificate_der);
  /// True if the request is about certificates of this CA.
  bool is_asked(const OcspRequest& request) const;
  /// The CertID, DER.
  Bytes cert_id(CertIdForm form, const Serial& serial) const;
  /// A whole request for that certificate, DER: what RFC 5019 has clients send, and the name of a published answer.
  Bytes request(CertIdForm form, const Serial& serial) const;

 private:
  const Bytes& name_hash(CertIdForm form) const;
  const Bytes& key_hash(CertIdForm form) const;
  Bytes name_sha1_, name_sha256_, key_sha1_, key_sha256_;
};

/// The serial if it is one that we could have given (issuance_plan.h); absent for any other.
std::optional<Serial> own_serial(ByteView integer_content);

/// The request in the path of a GET (RFC 6960, A.1): percent-encoded base 64, with or without padding. Absent if it is
/// neither, or decodes to more than kOcspRequestBytesMax.
std::optional<Bytes> decode_ocsp_path(std::string_view path);

}  // namespace madoguchi::pki
