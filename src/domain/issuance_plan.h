#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/random.h"
#include "base/result.h"
#include "domain/certificate_profile.h"
#include "domain/issuer_info.h"
#include "domain/validity.h"

namespace madoguchi {

/// The verified identity of the holder, as in the contract. Empty means absent.
struct SubjectName {
  std::string country;
  std::string state_or_province;
  std::string locality;
  std::string organization;
  std::string business_category;     ///< EV
  std::string jurisdiction_country;  ///< EV
  std::string registration_number;   ///< EV: 法人番号 or 会社法人等番号
  std::string common_name;           ///< one of the DNS names, or empty
};

struct SubjectAttribute {
  SubjectField field;
  std::string value;  ///< UTF-8
  bool operator==(const SubjectAttribute&) const = default;
};

/// 16 octets of fixed length: a fixed non-zero first octet (positive, never shortened), 120 random bits (rules 1.1.2).
inline constexpr std::size_t kSerialBytes = 16;
inline constexpr std::uint8_t kSerialFirstOctet = 0x4d;
using Serial = std::array<std::uint8_t, kSerialBytes>;
Serial new_serial(Random& random);
/// 32 lower-case hex digits, the form in which a serial is stored and shown.
std::string to_text(const Serial& serial);
std::optional<Serial> parse_serial(std::string_view text);
/// In which of `shards` lists a new certificate stands: 1..shards, evenly spread, told by the serial alone; 0 if there
/// are none. Asked once, at the issue: what was chosen stands with the certificate (rules 1.11.3).
std::int64_t crl_shard_of(const Serial& serial, std::int64_t shards);

/// notBefore lies this much before the issue, so that clients with slow clocks accept a fresh certificate; far inside
/// the 48 h of rules 1.1.3, and never before the issuer's own start.
inline constexpr Seconds kNotBeforeSkewSeconds{3600};

/// What the use case asks for. Every time limit that the business sets is its own field; plan_issuance takes the
/// earliest of them and of the law.
struct IssuanceRequest {
  SubjectName subject;
  std::vector<std::string> dns_names;   ///< A-labels, lower case
  Bytes spki_der;                       ///< as kept from the checked CSR
  std::int64_t product_days_max = 0;    ///< of the product; both ends counted
  Time contract_ends_at{};              ///< exclusive: the first second after the term
  std::optional<Time> old_not_after{};  ///< a reissue ends no later than what it replaces (R68)
};

/// Everything that the certificate will say, resolved: what lint() judges is what is written, to the byte.
struct IssuancePlan {
  std::string profile;    ///< id
  std::string issuer_id;  ///< whose name, key id and key will be used
  AuthorityMode mode = AuthorityMode::public_authority;
  RelaxedRules relaxed{};
  Validity issuer_validity;
  SignatureAlgorithm algorithm = SignatureAlgorithm::ecdsa_p256_sha256;
  Serial serial{};
  std::vector<SubjectAttribute> subject;  ///< in the order of writing
  std::vector<std::string> dns_names;
  Bytes spki_der;
  Validity validity;
  KeyUsages key_usage = 0;
  std::vector<ExtendedKeyUsage> extended_key_usage;
  std::string policy_oid;
  std::int64_t crl_shard = 0;  ///< fixed here, stored with the certificate (rules 1.11.3)
  std::string crl_url;
  std::string ca_issuers_url;
  std::string ocsp_url;
};

/// The plan for one certificate. notBefore is `now` less kNotBeforeSkewSeconds; notAfter the earliest of the product's
/// and the profile's days, the legal maximum at `now`, the old certificate's end, the contract's end and the issuer's
/// end (R68). Refuses with authority.public_not_ready, issuance.contract_ended, issuance.old_certificate_expired or
/// issuance.key_not_supported, code policy. Reads no clock, stores nothing; whether it may be signed is lint()'s to
/// say.
Result<IssuancePlan> plan_issuance(const IssuanceRequest& request, const CertificateProfile& profile,
                                   const IssuerInfo& issuer, Random& random, Time now);

}  // namespace madoguchi
