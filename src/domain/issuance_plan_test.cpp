#include "domain/issuance_plan.h"

#include <gtest/gtest.h>

#include "domain/issuance_fixture.h"
#include "domain/public_key_info.h"

namespace madoguchi {
namespace {

using namespace fixture;

Time at(const char* text) {
  return parse_utc(text).value();
}

Result<IssuancePlan> planned(const IssuanceRequest& wanted, Time now = kNow, const IssuerInfo& by = issuer()) {
  CountingRandom random;
  return plan_issuance(wanted, ov_profile(), by, random, now);
}

TEST(PlanIssuance, SaysEverythingThatWillBeWritten) {
  const IssuancePlan plan = planned(request()).value();
  EXPECT_EQ(to_text(plan.serial), "4d02030405060708090a0b0c0d0e0f10");
  EXPECT_EQ(parse_serial(to_text(plan.serial)), plan.serial);
  EXPECT_EQ(plan.subject, (std::vector<SubjectAttribute>{{SubjectField::country, "JP"},
                                                         {SubjectField::state_or_province, "Tokyo"},
                                                         {SubjectField::locality, "Example-ku"},
                                                         {SubjectField::organization, "株式会社例"},
                                                         {SubjectField::common_name, "www.example.jp"}}));
  EXPECT_EQ(plan.key_usage, usage_bit(KeyUsage::digital_signature));
  EXPECT_EQ(plan.crl_url, "http://status.example.jp/crl/0123456789abcdef/0.crl");
  EXPECT_EQ(plan.ca_issuers_url, "http://status.example.jp/ca/0123456789abcdef.cer");
  EXPECT_EQ(plan.validity.not_before(), kNow - kNotBeforeSkewSeconds);
  EXPECT_EQ(plan.validity.length(), std::chrono::days(199));
}

TEST(PlanIssuance, EndsWithTheOldOneR68) {
  auto wanted = request();
  wanted.old_not_after = at("2027-01-31T23:59:59Z");
  EXPECT_EQ(planned(wanted)->validity.not_after(), at("2027-01-31T23:59:59Z"));
  wanted.old_not_after = at("2029-01-31T23:59:59Z");  // the legal maximum is earlier
  EXPECT_EQ(planned(wanted)->validity.length(), std::chrono::days(199));
}

TEST(PlanIssuance, EndsWithTheContractTheProductAndTheIssuer) {
  auto wanted = request();
  wanted.contract_ends_at = at("2027-02-01T00:00:00Z");
  EXPECT_EQ(planned(wanted)->validity.not_after(), at("2027-01-31T23:59:59Z"));
  wanted.product_days_max = 30;
  EXPECT_EQ(planned(wanted)->validity.length(), std::chrono::days(30));
  auto ending = issuer();
  ending.not_after = at("2026-12-01T00:00:00Z");
  EXPECT_EQ(planned(wanted, kNow, ending)->validity.not_after(), ending.not_after);
  auto young = issuer();
  young.not_before = kNow - Seconds(60);
  EXPECT_EQ(planned(wanted, kNow, young)->validity.not_before(), young.not_before);
}

TEST(PlanIssuance, FollowsTheLawOfTheDay) {
  auto wanted = request();
  wanted.contract_ends_at = at("2032-01-01T00:00:00Z");
  EXPECT_EQ(planned(wanted, at("2027-03-14T23:59:59Z"))->validity.days(), 199);
  EXPECT_EQ(planned(wanted, at("2027-03-15T00:00:00Z"))->validity.days(), 99);
  EXPECT_EQ(planned(wanted, at("2029-03-15T00:00:00Z"))->validity.days(), 46);
  wanted.product_days_max = 398;
  auto relaxed = issuer();
  relaxed.relaxed.validity = true;
  CountingRandom random;
  auto long_profile = ov_profile();
  long_profile.days_max = 398;
  EXPECT_EQ(plan_issuance(wanted, long_profile, relaxed, random, kNow)->validity.days(), 398);
}

TEST(PlanIssuance, RefusesWhatCannotBeIssued) {
  auto wanted = request();
  wanted.contract_ends_at = kNow;
  EXPECT_EQ(planned(wanted).error().message, "issuance.contract_ended");
  wanted = request();
  wanted.old_not_after = kNow - Seconds(1);
  EXPECT_EQ(planned(wanted).error().message, "issuance.old_certificate_expired");
  wanted.old_not_after = kNow;  // the last second still counts
  EXPECT_TRUE(planned(wanted));
  wanted = request();
  wanted.spki_der.back() = 0;
  wanted.spki_der.push_back(0);
  EXPECT_EQ(planned(wanted).error().message, "issuance.key_not_supported");
  auto open_to_all = issuer();
  open_to_all.mode = AuthorityMode::public_authority;
  EXPECT_EQ(planned(request(), kNow, open_to_all).error().message, "authority.public_not_ready");
}

TEST(PublicKeyInfo, KnowsThePrescribedFormsOnly) {
  EXPECT_EQ(public_key_info(p256_spki()), (PublicKeyInfo{KeyKind::p256, 256}));
  EXPECT_EQ(public_key_info(rsa2048_spki()), (PublicKeyInfo{KeyKind::rsa, 2048}));
  const auto broken = [](Bytes spki, std::size_t at, std::uint8_t octet) {
    spki[at] = octet;
    return public_key_info(spki);
  };
  EXPECT_FALSE(broken(p256_spki(), 22, 0x08));      // another curve
  EXPECT_FALSE(broken(p256_spki(), 26, 0x02));      // compressed
  EXPECT_FALSE(broken(rsa2048_spki(), 16, 0x0b));   // another algorithm
  EXPECT_FALSE(broken(rsa2048_spki(), 33, 0x41));   // 2047 bits
  EXPECT_FALSE(broken(rsa2048_spki(), 288, 0x80));  // even modulus
  EXPECT_FALSE(broken(rsa2048_spki(), 293, 0x03));  // another exponent
  EXPECT_FALSE(public_key_info({}));
  const Bytes good = rsa2048_spki();
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_FALSE(public_key_info(ByteView(good).first(length)));
  }
}

// Rules 1.11.3: the serial alone tells the list, each has its share, and the URL in the certificate is that list's.
TEST(IssuancePlan, SpreadsCertificatesAmongTheLists) {
  EXPECT_EQ(crl_shard_of(Serial{}, 0), kFullCrlShard);
  std::array<int, 9> counts{};
  Serial serial{kSerialFirstOctet};
  for (int i = 0; i < 65'536; ++i) {
    serial[14] = static_cast<std::uint8_t>(i >> 8);
    serial[15] = static_cast<std::uint8_t>(i);
    ++counts.at(static_cast<std::size_t>(crl_shard_of(serial, 8)));
  }
  EXPECT_EQ(counts, (std::array<int, 9>{0, 8192, 8192, 8192, 8192, 8192, 8192, 8192, 8192}));
  auto issuer = fixture::issuer();
  issuer.crl_shards = 8;
  fixture::CountingRandom random;
  const auto plan = plan_issuance(fixture::request(), fixture::ev_profile(), issuer, random, fixture::kNow).value();
  EXPECT_EQ(plan.crl_shard, crl_shard_of(plan.serial, 8));
  EXPECT_EQ(plan.crl_url, crl_url(issuer, plan.crl_shard));
}

}  // namespace
}  // namespace madoguchi
