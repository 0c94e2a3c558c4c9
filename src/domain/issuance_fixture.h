#pragma once
#include <string>

#include "domain/issuance_plan.h"

/// For tests only: one good request of each kind, and profiles like those in policy/profiles.
namespace madoguchi::fixture {

/// 1, 2, 3, …: the same bytes in every run.
class CountingRandom : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& octet : out) octet = ++last_;
  }

 private:
  std::uint8_t last_ = 0;
};

inline const Time kNow = parse_utc("2026-11-22T09:30:00Z").value();

inline CertificateProfile ov_profile() {
  using enum SubjectField;
  return {.id = "ov",
          .kind = CertificateKind::ov,
          .policy_oid = "2.23.140.1.2.2",
          .days_max = 199,
          .dns_names_max = kDnsNamesMax,
          .subject = {{country, true},
                      {state_or_province, false},
                      {locality, false},
                      {organization, true},
                      {common_name, false}},
          .rsa_key_usage = usage_bit(KeyUsage::digital_signature) | usage_bit(KeyUsage::key_encipherment),
          .ec_key_usage = usage_bit(KeyUsage::digital_signature),
          .extended_key_usage = {ExtendedKeyUsage::server_auth}};
}
inline CertificateProfile ev_profile() {
  using enum SubjectField;
  CertificateProfile profile = ov_profile();
  profile.id = "ev";
  profile.kind = CertificateKind::ev;
  profile.policy_oid = "2.23.140.1.1";
  profile.subject = {
      {jurisdiction_country, true}, {business_category, true}, {registration_number, true}, {country, true},
      {state_or_province, false},   {locality, false},         {organization, true},        {common_name, false}};
  return profile;
}

inline IssuerInfo issuer() {
  return {.id = "0123456789abcdef",
          .subject_der = *from_hex("3019311730150603550403"
                                   "0c0e4578616d706c652049737375657231"),
          .key_id = *from_hex("0123456789abcdef0123456789abcdef01234567"),
          .algorithm = SignatureAlgorithm::ecdsa_p256_sha256,
          .mode = AuthorityMode::private_authority,
          .status_url = "http://status.example.jp",
          .not_before = parse_utc("2026-01-01T00:00:00Z").value(),
          .not_after = parse_utc("2036-01-01T00:00:00Z").value()};
}

/// Form only: the point is not on the curve, which the lint does not look at.
inline Bytes p256_spki() {
  Bytes spki = *from_hex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
  for (int i = 1; i <= 64; ++i) spki.push_back(static_cast<std::uint8_t>(i));
  return spki;
}
inline Bytes rsa2048_spki() {
  Bytes spki = *from_hex("30820122300d06092a864886f70d01010105000382010f003082010a0282010100");
  for (int i = 0; i < 256; ++i) spki.push_back(static_cast<std::uint8_t>(0x81 | i));
  const Bytes exponent = *from_hex("0203010001");
  spki.insert(spki.end(), exponent.begin(), exponent.end());
  return spki;
}

inline IssuanceRequest request() {
  return {.subject = {.country = "JP",
                      .state_or_province = "Tokyo",
                      .locality = "Example-ku",
                      .organization = "株式会社例",
                      .business_category = "Private Organization",
                      .jurisdiction_country = "JP",
                      .registration_number = "0100-01-000000",
                      .common_name = "www.example.jp"},
          .dns_names = {"www.example.jp", "example.jp"},
          .spki_der = p256_spki(),
          .product_days_max = 199,
          .contract_ends_at = parse_utc("2028-01-01T00:00:00Z").value(),
          .old_not_after = {}};
}
inline IssuancePlan plan(const CertificateProfile& profile, IssuanceRequest wanted = request()) {
  CountingRandom random;
  return plan_issuance(wanted, profile, issuer(), random, kNow).value();
}

}  // namespace madoguchi::fixture
