#pragma once
#include <string_view>
#include <vector>

#include "domain/certificate_profile.h"
#include "domain/issuance_plan.h"
#include "pki/der.h"

/// The parts that every certificate and CRL of ours is made of. Internal to pki.
namespace madoguchi::pki {

/// Extension OIDs, RFC 5280 4.2 and 5.2.
namespace oid {
inline constexpr std::string_view kSubjectKeyIdentifier = "2.5.29.14";
inline constexpr std::string_view kKeyUsage = "2.5.29.15";
inline constexpr std::string_view kSubjectAltName = "2.5.29.17";
inline constexpr std::string_view kBasicConstraints = "2.5.29.19";
inline constexpr std::string_view kCrlNumber = "2.5.29.20";
inline constexpr std::string_view kReasonCode = "2.5.29.21";
inline constexpr std::string_view kIssuingDistributionPoint = "2.5.29.28";
inline constexpr std::string_view kCrlDistributionPoints = "2.5.29.31";
inline constexpr std::string_view kCertificatePolicies = "2.5.29.32";
inline constexpr std::string_view kAuthorityKeyIdentifier = "2.5.29.35";
inline constexpr std::string_view kExtendedKeyUsage = "2.5.29.37";
inline constexpr std::string_view kAuthorityInfoAccess = "1.3.6.1.5.5.7.1.1";
inline constexpr std::string_view kOcsp = "1.3.6.1.5.5.7.48.1";
inline constexpr std::string_view kCaIssuers = "1.3.6.1.5.5.7.48.2";
inline constexpr std::string_view kServerAuth = "1.3.6.1.5.5.7.3.1";
inline constexpr std::string_view kClientAuth = "1.3.6.1.5.5.7.3.2";
}  // namespace oid

enum class Critical : bool { no, yes };

/// Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, OCTET STRING of what `body` writes }.
template <typename Body>
void extension(DerWriter& der, std::string_view id, Critical critical, Body&& body) {
  der.sequence([&] {
    der.oid(id);
    if (critical == Critical::yes) der.boolean(true);  // FALSE is the default and left out
    der.wrapped(body);
  });
}

/// Name, one attribute an RDN; country, jurisdictionCountry and serialNumber as PrintableString, domainComponent as
/// IA5String, the rest UTF8String (rules 1.1.9).
void write_name(DerWriter& der, const std::vector<SubjectAttribute>& attributes);
void write_validity(DerWriter& der, const Validity& validity);

void write_authority_key_id(DerWriter& der, ByteView key_id);
void write_subject_key_id(DerWriter& der, ByteView key_id);
void write_key_usage(DerWriter& der, KeyUsages usages);
void write_extended_key_usage(DerWriter& der, const std::vector<ExtendedKeyUsage>& usages);
void write_policies(DerWriter& der, const std::vector<std::string_view>& policy_oids);
void write_crl_distribution_point(DerWriter& der, std::string_view url);
/// Where to fetch the issuer's certificate and, if not empty, where to ask for the status (rules 1.1.14).
void write_authority_info_access(DerWriter& der, std::string_view ca_issuers_url, std::string_view ocsp_url);
void write_dns_names(DerWriter& der, const std::vector<std::string>& names);
/// DistributionPointName: [0] { fullName [0] { URI } }.
void write_full_name(DerWriter& der, std::string_view url);

}  // namespace madoguchi::pki
