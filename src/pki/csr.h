#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "domain/public_key_info.h"

namespace madoguchi::pki {

inline constexpr std::size_t kCsrBytesMax = 16 * 1024;  ///< of the text, PEM and all
inline constexpr std::size_t kCsrSubjectFieldsMax = 32;
inline constexpr std::size_t kCsrSubjectValueBytesMax = 1024;
inline constexpr std::size_t kCsrDnsNamesMax = 100;
inline constexpr std::size_t kCsrAttributesMax = 16;

/// One attribute of the subject, as the request has it.
struct SubjectField {
  std::string name;   ///< "CN", "O", … as OpenSSL abbreviates it, or a dotted OID
  std::string value;  ///< UTF-8, without control characters
  bool operator==(const SubjectField&) const = default;
};

/// A certificate request (RFC 2986) that was read, is DER, and was signed by its own key. Its names are wishes: nothing
/// of it but the key goes into a certificate (rules 1.1.14); pki/match_names.h compares the names with the contract.
struct Csr {
  Bytes der;
  std::string sha256;  ///< of `der`, in hexadecimal
  Bytes spki_der;      ///< SubjectPublicKeyInfo
  std::string spki_sha256;
  PublicKeyInfo key{};                     ///< its kind and size; pki/key_check.h says whether it is good enough
  std::vector<SubjectField> subject{};     ///< in the request's order
  std::string common_name;                 ///< the first CN, "" if there is none
  std::vector<std::string> dns_names{};    ///< dNSNames asked for, as written (printable ASCII)
  std::vector<std::string> other_names{};  ///< other subjectAltNames: "IP", "email", "URI", … (a certificate has none)
  std::vector<std::string> ignored{};      ///< other extensions asked for, by short name or OID, for the preview
  std::string signature_algorithm;         ///< "sha256WithRSAEncryption"
};

/// A request that could be read, whatever else is wrong with it.
struct ExaminedCsr {
  Csr csr;  ///< what could be read of it, for a preview; nothing is issued for it while there are faults
  Refusal faults{.code = ErrorCode::invalid, .message = "input.invalid"};  ///< every one, at /csr; none: all is well
};

/// Reads what a customer pasted (R49): PEM with CERTIFICATE REQUEST or NEW CERTIFICATE REQUEST, anything around it
/// (`openssl req -text` prints the request in words first), or the base 64 alone. Refuses field /csr, because there is
/// nothing to examine:
///   csr.private_key      a private key is in it (R117): ask find_private_key() for what to block, keep nothing
///   csr.is_certificate, csr.is_public_key, csr.several_blocks, csr.other_block, csr.no_block, csr.cut_short
///   csr.too_large {kib}  code too_large
///   csr.bad_base64, csr.not_a_request, csr.not_der, csr.version, csr.too_many_fields (attributes)
/// Among the faults of what was read:
///   key.*                as read_key()
///   csr.signature_algorithm {signature}  SHA-1 and older, and what no rule knows
///   csr.bad_signature    not signed with its own key (looked at only if key and algorithm are good)
///   csr.too_many_fields, csr.bad_text {field}, csr.bad_names, csr.too_many_names {max}
Result<ExaminedCsr> examine_csr(std::string_view text);

/// The same for whoever takes only what is in order: the faults are the refusal.
Result<Csr> read_csr(std::string_view text);

}  // namespace madoguchi::pki
