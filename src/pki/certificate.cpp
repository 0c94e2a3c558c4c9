#include "pki/certificate.h"

#include <algorithm>

#include "base/assert.h"
#include "pki/certificate_der.h"
#include "pki/der.h"

namespace madoguchi::pki {

namespace {

constexpr std::uint8_t kBasicConstraintsNotCa[] = {0x30, 0x00};  // rules 1.1.14: cA FALSE is the default

void write_extensions(DerWriter& der, const IssuancePlan& plan, const IssuerInfo& issuer) {
  der.constructed(der_tag::constructed(3), [&] {
    der.sequence([&] {
      write_key_usage(der, plan.key_usage);
      write_extended_key_usage(der, plan.extended_key_usage);
      extension(der, oid::kBasicConstraints, Critical::yes, [&] { der.raw(kBasicConstraintsNotCa); });
      write_authority_key_id(der, issuer.key_id);
      write_policies(der, {plan.policy_oid});
      write_crl_distribution_point(der, plan.crl_url);
      write_authority_info_access(der, plan.ca_issuers_url, plan.ocsp_url);
      write_dns_names(der, plan.dns_names);  // not critical: the subject is not empty (rules 1.1.12)
    });
  });
}

}  // namespace

Bytes to_be_signed(const LintedPlan& linted, const IssuerInfo& issuer) {
  const IssuancePlan& plan = linted.plan();
  require(plan.issuer_id == issuer.id && plan.algorithm == issuer.algorithm, "a plan is signed by its own issuer");
  require(!issuer.subject_der.empty() && !issuer.key_id.empty(), "an issuer has a name and a key id");
  DerWriter der(1536);
  der.sequence([&] {
    der.constructed(der_tag::constructed(0), [&] { der.integer(2); });  // v3
    der.integer(ByteView(plan.serial));
    der.raw(signature_algorithm_der(plan.algorithm));
    der.raw(issuer.subject_der);
    write_validity(der, plan.validity);
    write_name(der, plan.subject);
    der.raw(plan.spki_der);
    write_extensions(der, plan, issuer);
  });
  return der.take();
}

PreparedCertificate prepare(LintedPlan&& linted, const IssuerInfo& issuer) {
  Bytes tbs = to_be_signed(linted, issuer);
  return {std::move(linted), std::move(tbs)};
}

Bytes sign_certificate(PreparedCertificate&& prepared, Signer& signer) {
  const PreparedCertificate used = std::move(prepared);
  require(!used.tbs_.empty(), "a prepared certificate is signed once");
  require(signer.algorithm() == used.plan().algorithm, "the signer is the one that the plan names");
  return assemble(used.tbs_, signer.algorithm(), signer.sign(used.tbs_));
}

Bytes assemble(ByteView tbs, SignatureAlgorithm algorithm, ByteView signature) {
  const ByteView algorithm_der = signature_algorithm_der(algorithm);
  const DerHeader bits = der_header(der_tag::kBitString, signature.size() + 1);
  const std::size_t content = tbs.size() + algorithm_der.size() + bits.size + 1 + signature.size();
  DerWriter der(content + 6);
  der.raw(der_header(der_tag::kSequence, content).view());
  der.raw(tbs).raw(algorithm_der).bit_string(signature);
  return der.take();
}

bool same_tbs(ByteView certificate_der, ByteView tbs) {
  if (certificate_der.size() < 2 || certificate_der[0] != der_tag::kSequence) return false;
  const std::size_t length_octets = certificate_der[1] < 0x80 ? 0 : certificate_der[1] & 0x7fU;
  const std::size_t start = 2 + length_octets;
  if (length_octets > 4 || certificate_der.size() < start || certificate_der.size() - start <= tbs.size()) return false;
  return std::ranges::equal(certificate_der.subspan(start, tbs.size()), tbs);
}

std::string to_pem(ByteView der, std::string_view label) {
  const std::string base64 = to_base64(der);
  std::string pem = "-----BEGIN " + std::string(label) + "-----\n";
  for (std::size_t at = 0; at < base64.size(); at += 64) pem.append(base64, at, 64).push_back('\n');
  return pem + "-----END " + std::string(label) + "-----\n";
}

}  // namespace madoguchi::pki
