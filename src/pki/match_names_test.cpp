#include "pki/match_names.h"

#include <gtest/gtest.h>

namespace madoguchi::pki {
namespace {

const WantedNames kWanted{.country = "JP",
                          .state_or_province = "Tokyo",
                          .locality = "Chiyoda-ku",
                          .organization = "Example Mihon K.K.",
                          .common_name = "www.example.jp",
                          .dns_names = {"www.example.jp", "example.jp", "xn--r8jz45g.jp"}};

Csr request(std::vector<SubjectField> subject, std::vector<std::string> dns_names = {}) {
  Csr csr;
  csr.subject = std::move(subject);
  csr.dns_names = std::move(dns_names);
  return csr;
}
/// "country=same …" without the notes of what is missing.
std::string verdicts(const Csr& csr, const WantedNames& wanted = kWanted) {
  std::string out;
  for (const auto& line : compare_names(csr, wanted)) {
    if (line.in_csr.empty()) {
      EXPECT_EQ(line.verdict, MatchVerdict::note) << line.what;
      continue;
    }
    out += (out.empty() ? "" : " ") + line.what + "=" + std::string(to_text(line.verdict));
  }
  return out;
}

TEST(MatchNames, OrderCaseAndSpacesDoNotMatter) {  // R49
  const Csr csr = request(
      {{"CN", "WWW.example.JP"}, {"O", " example  MIHON k.k. "}, {"L", "chiyoda-ku"}, {"C", "jp"}, {"ST", "TOKYO"}},
      {"例え.jp", "EXAMPLE.jp", "www.example.jp"});
  EXPECT_EQ(verdicts(csr),
            "country=same state_or_province=same locality=same organization=same common_name=same dns_names=same");
  EXPECT_TRUE(check_names(csr, kWanted));
}

TEST(MatchNames, WhatIsMissingIsANote) {
  EXPECT_EQ(verdicts(request({})), "");
  EXPECT_TRUE(check_names(request({}), kWanted));
  EXPECT_EQ(verdicts(request({{"CN", "www.example.jp"}})), "common_name=same");
  EXPECT_EQ(compare_names(request({}), kWanted).at(3),
            (MatchLine{"organization", "", "Example Mihon K.K.", MatchVerdict::note}));
  WantedNames no_state = kWanted;
  no_state.state_or_province.reset();
  EXPECT_EQ(verdicts(request({{"ST", "Tokyo"}}), no_state), "state_or_province=note");
}

TEST(MatchNames, WhatNoCertificateHasIsANote) {
  Csr csr = request({{"OU", "Sales"}, {"emailAddress", "a@example.jp"}});
  csr.other_names = {"IP"};
  EXPECT_EQ(verdicts(csr), "OU=note emailAddress=note other_names=note");
  EXPECT_TRUE(check_names(csr, kWanted));
}

TEST(MatchNames, RefusesEveryDifferenceAtOnce) {
  const Csr csr = request({{"C", "US"}, {"ST", "Some-State"}, {"L", "x"}, {"O", "Other"}, {"CN", "www.example.com"}},
                          {"www.example.com"});
  const auto refused = check_names(csr, kWanted);
  ASSERT_FALSE(refused);
  std::string keys;
  for (const auto& [field, key] : refused.error().fields) keys += field + " " + key + "\n";
  EXPECT_EQ(keys,
            "/csr csr.differs_country\n/csr csr.differs_state_or_province\n/csr csr.differs_locality\n"
            "/csr csr.differs_organization\n/csr csr.differs_common_name\n/csr csr.differs_dns_names\n");
  EXPECT_EQ(refused.error().params.at(0), (std::pair<std::string, std::string>("country_csr", "US")));
  EXPECT_EQ(refused.error().params.at(1), (std::pair<std::string, std::string>("country_contract", "JP")));
}

TEST(MatchNames, OneOfTwoValuesIsEnoughToDiffer) {
  EXPECT_EQ(verdicts(request({{"O", "Example Mihon K.K."}, {"O", "Other"}})), "organization=differs");
  EXPECT_EQ(verdicts(request({{"CN", "www.example.jp"}, {"CN", "evil.example.jp"}})), "common_name=differs");
}

TEST(MatchNames, HostNamesAreComparedAsSets) {
  const auto dns = [](std::vector<std::string> names) { return verdicts(request({}, std::move(names))); };
  EXPECT_EQ(dns({"example.jp", "xn--r8jz45g.jp", "www.example.jp"}), "dns_names=same");
  EXPECT_EQ(dns({"example.jp", "www.example.jp"}), "dns_names=differs");
  EXPECT_EQ(dns({"example.jp", "xn--r8jz45g.jp", "www.example.jp", "mail.example.jp"}), "dns_names=differs");
  EXPECT_EQ(dns({"example.jp", "xn--r8jz45g.jp", "www.example.jp."}), "dns_names=differs");
  // The CN counts as one of the names: some tools do not repeat it.
  EXPECT_EQ(verdicts(request({{"CN", "www.example.jp"}}, {"example.jp", "xn--r8jz45g.jp"})),
            "common_name=same dns_names=same");
  EXPECT_EQ(verdicts(request({{"CN", "example.jp"}})), "common_name=note");
  EXPECT_EQ(verdicts(request({{"CN", "My Server"}})), "common_name=differs");
}

}  // namespace
}  // namespace madoguchi::pki
