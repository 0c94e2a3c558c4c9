#pragma once
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "domain/issuance_rules.h"
#include "domain/issuer_info.h"
#include "pki/signer.h"

/// Certificates as bytes: what is written here is what stands in the plan, nothing else (rules 1.1).
namespace madoguchi::pki {

/// The TBSCertificate of `linted`, DER. The same bytes for the same plan and issuer. The plan must have been made for
/// `issuer`; another one is a Failure.
Bytes to_be_signed(const LintedPlan& linted, const IssuerInfo& issuer);

/// A certificate that may be signed, once. Made only from a linted plan, by prepare(). The use case stores tbs() as its
/// intent and commits; only then it calls sign_certificate(), which signs exactly those bytes.
class PreparedCertificate {
 public:
  PreparedCertificate(PreparedCertificate&&) = default;
  PreparedCertificate& operator=(PreparedCertificate&&) = default;
  PreparedCertificate(const PreparedCertificate&) = delete;
  PreparedCertificate& operator=(const PreparedCertificate&) = delete;

  const Bytes& tbs() const { return tbs_; }
  const IssuancePlan& plan() const { return linted_.plan(); }

 private:
  friend PreparedCertificate prepare(LintedPlan&& linted, const IssuerInfo& issuer);
  friend Bytes sign_certificate(PreparedCertificate&& prepared, Signer& signer);
  PreparedCertificate(LintedPlan&& linted, Bytes tbs) : linted_(std::move(linted)), tbs_(std::move(tbs)) {}
  LintedPlan linted_;
  Bytes tbs_;
};

PreparedCertificate prepare(LintedPlan&& linted, const IssuerInfo& issuer);

/// Signs and returns the certificate, DER. Uses `prepared` up. Throws Failure if the signer fails or is of another
/// algorithm than the plan; the caller's intent then stays open and is closed as lost, never tried again.
Bytes sign_certificate(PreparedCertificate&& prepared, Signer& signer);

/// Certificate ::= SEQUENCE { tbs, signatureAlgorithm, BIT STRING signature }.
Bytes assemble(ByteView tbs, SignatureAlgorithm algorithm, ByteView signature);

/// True if `certificate_der` carries exactly `tbs`. Compares octets; parses nothing but the outer header.
bool same_tbs(ByteView certificate_der, ByteView tbs);

/// PEM with lines of 64 characters: "CERTIFICATE", "X509 CRL".
std::string to_pem(ByteView der, std::string_view label);

}  // namespace madoguchi::pki
