#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "domain/names.h"

namespace madoguchi {

enum class CertificateKind : std::uint8_t { ov, ev };
template <>
struct Names<CertificateKind> {
  static constexpr auto values = std::to_array<std::pair<CertificateKind, std::string_view>>({
      MADOGUCHI_NAME(CertificateKind, ov),
      MADOGUCHI_NAME(CertificateKind, ev),
  });
};

/// An attribute of a subject. All that the BR know are here, so that the lint can name and refuse the wrong ones; the
/// relative order of the enumerators is the one that BR 7.1.4.2 demands (those after common_name have no place in it).
enum class SubjectField : std::uint8_t {
  domain_component,
  country,
  state_or_province,
  locality,
  postal_code,
  street_address,
  organization,
  surname,
  given_name,
  organizational_unit,
  common_name,
  business_category,
  jurisdiction_country,
  registration_number,  ///< written as serialNumber
  organization_identifier,
};
template <>
struct Names<SubjectField> {
  static constexpr auto values = std::to_array<std::pair<SubjectField, std::string_view>>({
      MADOGUCHI_NAME(SubjectField, domain_component),
      MADOGUCHI_NAME(SubjectField, country),
      MADOGUCHI_NAME(SubjectField, state_or_province),
      MADOGUCHI_NAME(SubjectField, locality),
      MADOGUCHI_NAME(SubjectField, postal_code),
      MADOGUCHI_NAME(SubjectField, street_address),
      MADOGUCHI_NAME(SubjectField, organization),
      MADOGUCHI_NAME(SubjectField, surname),
      MADOGUCHI_NAME(SubjectField, given_name),
      MADOGUCHI_NAME(SubjectField, organizational_unit),
      MADOGUCHI_NAME(SubjectField, common_name),
      MADOGUCHI_NAME(SubjectField, business_category),
      MADOGUCHI_NAME(SubjectField, jurisdiction_country),
      MADOGUCHI_NAME(SubjectField, registration_number),
      MADOGUCHI_NAME(SubjectField, organization_identifier),
  });
};

/// RFC 5280, 4.2.1.3; the value is the number of the named bit.
enum class KeyUsage : std::uint8_t {
  digital_signature = 0,
  non_repudiation = 1,
  key_encipherment = 2,
  data_encipherment = 3,
  key_agreement = 4,
  key_cert_sign = 5,
  crl_sign = 6,
};
template <>
struct Names<KeyUsage> {
  static constexpr auto values = std::to_array<std::pair<KeyUsage, std::string_view>>({
      MADOGUCHI_NAME(KeyUsage, digital_signature),
      MADOGUCHI_NAME(KeyUsage, non_repudiation),
      MADOGUCHI_NAME(KeyUsage, key_encipherment),
      MADOGUCHI_NAME(KeyUsage, data_encipherment),
      MADOGUCHI_NAME(KeyUsage, key_agreement),
      MADOGUCHI_NAME(KeyUsage, key_cert_sign),
      MADOGUCHI_NAME(KeyUsage, crl_sign),
  });
};
/// A set of key usages: bit n is named bit n.
using KeyUsages = std::uint16_t;
constexpr KeyUsages usage_bit(KeyUsage usage) {
  return static_cast<KeyUsages>(1U << static_cast<unsigned>(usage));
}

enum class ExtendedKeyUsage : std::uint8_t { server_auth, client_auth };
template <>
struct Names<ExtendedKeyUsage> {
  static constexpr auto values = std::to_array<std::pair<ExtendedKeyUsage, std::string_view>>({
      MADOGUCHI_NAME(ExtendedKeyUsage, server_auth),
      MADOGUCHI_NAME(ExtendedKeyUsage, client_auth),
  });
};

/// The reserved policy OIDs (rules 1.1.14), of which a certificate carries exactly one.
constexpr std::string_view reserved_policy_oid(CertificateKind kind) {
  return kind == CertificateKind::ev ? "2.23.140.1.1" : "2.23.140.1.2.2";
}

inline constexpr std::int64_t kDnsNamesMax = 100;
inline constexpr std::int64_t kProfileDaysMax = 825;  ///< what even a relaxed private authority cannot exceed

struct ProfileSubjectField {
  SubjectField field;
  bool required;
  bool operator==(const ProfileSubjectField&) const = default;
};

/// What a kind of certificate promises, as data: policy/profiles/*.toml, read and checked by main/load_profiles. URLs
/// are not here: they are the issuer's.
struct CertificateProfile {
  std::string id;
  CertificateKind kind = CertificateKind::ov;
  std::string policy_oid;
  std::int64_t days_max = 199;  ///< both ends counted
  std::int64_t dns_names_max = kDnsNamesMax;
  std::vector<ProfileSubjectField> subject{};  ///< in the order in which they are written
  KeyUsages rsa_key_usage = 0;
  KeyUsages ec_key_usage = 0;
  std::vector<ExtendedKeyUsage> extended_key_usage{};
};

}  // namespace madoguchi
