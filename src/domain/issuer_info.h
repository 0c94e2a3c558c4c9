#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/time.h"
#include "domain/names.h"

namespace madoguchi {

/// Rules 8. Spelled `private` and `public` outside C++, where those are keywords.
enum class AuthorityMode : std::uint8_t {
  private_authority,
  public_authority,  ///< refuses to issue: domain validation, CAA and CT are not built
};
template <>
struct Names<AuthorityMode> {
  static constexpr auto values = std::to_array<std::pair<AuthorityMode, std::string_view>>({
      {AuthorityMode::private_authority, "private"},
      {AuthorityMode::public_authority, "public"},
  });
};

/// What we sign with (rules 1.1.15).
enum class SignatureAlgorithm : std::uint8_t { ecdsa_p256_sha256, rsa_sha256 };
template <>
struct Names<SignatureAlgorithm> {
  static constexpr auto values = std::to_array<std::pair<SignatureAlgorithm, std::string_view>>({
      MADOGUCHI_NAME(SignatureAlgorithm, ecdsa_p256_sha256),
      MADOGUCHI_NAME(SignatureAlgorithm, rsa_sha256),
  });
};

/// What a private authority has switched off (rules 8.1). A public one has none of it, whatever its file says.
struct RelaxedRules {
  bool validity = false;  ///< certificates longer than the BR allow, up to the profile's days_max
  bool names = false;     ///< single labels, reserved top-level names, wildcards without a public-suffix check
  bool operator==(const RelaxedRules&) const = default;
};

/// What stands in every certificate and CRL of one CA. Read from its certificate and authority.toml by
/// main/load_authority; never changes while the process runs.
struct IssuerInfo {
  std::string id;     ///< short and stable: 16 hex digits, the start of the key id; part of the URLs
  Bytes subject_der;  ///< its Name, byte for byte the `issuer` of what it signs (rules 1.1.1)
  Bytes key_id;       ///< its subjectKeyIdentifier (20 bytes)
  SignatureAlgorithm algorithm = SignatureAlgorithm::ecdsa_p256_sha256;
  AuthorityMode mode = AuthorityMode::private_authority;
  RelaxedRules relaxed{};
  std::string status_url;  ///< "http://host[:port]", no slash at the end; fixed by `ca init`
  /// Among how many lists new certificates are spread, 1..kCrlShardsMax, numbered from 1; 0: one full list, number 0.
  /// May grow, never shrink: a certificate keeps the list whose URL it carries.
  std::int64_t crl_shards = 0;
  Time not_before{};
  Time not_after{};
};

/// Each is asked for in the database once a second.
inline constexpr std::int64_t kCrlShardsMax = 64;
/// A million revoked certificates stay under 10 MB a list, which Microsoft asks for without OCSP (rules 1.11.4).
inline constexpr std::int64_t kCrlShardsDefault = 8;
/// The list of all of an issuer's certificates, without an issuingDistributionPoint (decision 12).
inline constexpr std::int64_t kFullCrlShard = 0;

inline std::string crl_url(const IssuerInfo& issuer, std::int64_t shard) {
  return issuer.status_url + "/crl/" + issuer.id + "/" + std::to_string(shard) + ".crl";
}
inline std::string ca_issuers_url(const IssuerInfo& issuer) {
  return issuer.status_url + "/ca/" + issuer.id + ".cer";
}
inline std::string ocsp_url(const IssuerInfo& issuer) {
  return issuer.status_url + "/ocsp/" + issuer.id;
}
/// The file in the folder crl/ that is served as crl_url().
inline std::string crl_file_name(std::string_view issuer_id, std::int64_t shard) {
  return std::string(issuer_id) + "-" + std::to_string(shard) + ".crl";
}

}  // namespace madoguchi
