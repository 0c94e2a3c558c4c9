#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "base/time.h"
#include "domain/issuance_plan.h"
#include "domain/issuer_info.h"
#include "domain/revocation.h"
#include "pki/signer.h"

/// Revocation lists (rules 1.11), written as a stream: memory does not grow with the number of entries.
namespace madoguchi::pki {

inline constexpr std::int64_t kCrlBytesMax = std::int64_t{1} << 30;

struct CrlEntry {
  Serial serial{};
  Time revoked_at{};
  RevocationReason reason = RevocationReason::unspecified;
};
/// Fills the next entry and says true, or says false at the end. Serials come in strictly ascending order of octets.
using CrlSource = std::function<bool(CrlEntry&)>;

struct CrlHead {
  std::int64_t number = 0;  ///< next_crl_number()
  Time this_update{};
  Time next_update{};  ///< at most 10 days later, 365 for CA certificates (rules 1.11.2); later is a Failure
  /// Empty for a full CRL (an IDP is not recommended there). For a shard the CDP URL of its certificates, byte for
  /// byte; written critical. NSS 3.87 refuses such CRLs.
  std::string distribution_point{};
  bool of_ca_certificates = false;  ///< a root's: every entry needs a reason (rules 1.11.5)
};

struct CrlFacts {
  std::int64_t entries = 0;
  std::int64_t bytes = 0;
  std::string sha256;  ///< of the file, hex
};

/// Writes the CRL to the file `path`, DER. The file is replaced in one step once its bytes are on the disk: readers see
/// the old one or the new one. Throws Failure, leaving the old one, on trouble with the disk or the signer, on serials
/// out of order, on a source that throws, and on dates that the rules forbid.
CrlFacts write_crl(const IssuerInfo& issuer, const CrlHead& head, const CrlSource& next_entry, Signer& signer,
                   const std::string& path);

/// What `ca renew-root-crl` needs of a CRL of our own: its number and how many entries it has. Reads it whole; for the
/// short CRL of a root only. Throws Failure.
struct OwnCrl {
  std::int64_t number = 0;
  std::int64_t entries = 0;
};
OwnCrl read_own_crl(const std::string& path);

}  // namespace madoguchi::pki
