#include "domain/issuance_rules.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <set>
#include <string>

#include "domain/issuance_fixture.h"

namespace madoguchi {
namespace {

using namespace fixture;
using enum SubjectField;

std::string broken_rules(const IssuancePlan& plan, const CertificateProfile& profile, Time now = kNow) {
  const auto linted = lint(plan, profile, now);
  if (linted) return "";
  EXPECT_EQ(linted.error().code, ErrorCode::policy);
  return linted.error().message == "lint.failed" ? linted.error().params.at(0).second : linted.error().message;
}

void set(IssuancePlan& plan, SubjectField field, std::string value) {
  for (auto& attribute : plan.subject) {
    if (attribute.field == field) attribute.value = std::move(value);
  }
}
void drop(IssuancePlan& plan, SubjectField field) {
  std::erase_if(plan.subject, [&](const SubjectAttribute& attribute) { return attribute.field == field; });
}
void add(IssuancePlan& plan, SubjectField field, std::string value) {
  plan.subject.push_back({field, std::move(value)});
}
void last(IssuancePlan& plan, Seconds length) {
  plan.validity = Validity::from(plan.validity.not_before(), plan.validity.not_before() + length - Seconds(1)).value();
}

struct Case {
  const char* rule;    // the one that the row is about
  const char* broken;  // all that are broken by it
  bool ev;
  std::function<void(IssuancePlan&, CertificateProfile&)> breaks;
};

const Case kCases[] = {
    {"1.1.2-serial", "1.1.2-serial", false, [](auto& plan, auto&) { plan.serial[0] = 0x80; }},
    {"1.1.2-serial", "1.1.2-serial", false, [](auto& plan, auto&) { plan.serial = {kSerialFirstOctet}; }},
    {"1.1.3-not-before", "1.1.3-not-before", false,
     [](auto& plan, auto&) {
       plan.validity = Validity::from(kNow - std::chrono::hours(48) - Seconds(1), kNow + Seconds(9)).value();
     }},
    {"1.1.3-good-at-issue", "1.1.3-good-at-issue", false,
     [](auto& plan, auto&) { plan.validity = Validity::from(kNow + Seconds(1), kNow + Seconds(9)).value(); }},
    {"1.1.4-validity", "1.1.4-validity, 1.1.5-validity-below-limit, 1.1.5-validity-profile", false,
     [](auto& plan, auto&) { last(plan, std::chrono::days(200) + Seconds(1)); }},
    {"1.1.5-validity-below-limit", "1.1.5-validity-below-limit", false,
     [](auto& plan, auto& profile) {
       profile.days_max = 300;
       last(plan, std::chrono::days(199) + Seconds(1));
     }},
    {"1.1.5-validity-profile", "1.1.5-validity-profile", false,
     [](auto& plan, auto& profile) {
       profile.days_max = 90;
       last(plan, std::chrono::days(90) + Seconds(1));
     }},
    {"1.1.5-validity-issuer", "1.1.5-validity-issuer", false,
     [](auto& plan, auto&) { plan.issuer_validity = Validity::from(kNow, kNow + Seconds(99)).value(); }},
    {"1.1.7-country", "1.1.7-country, 1.1.7-profile", false, [](auto& plan, auto&) { drop(plan, country); }},
    {"1.1.7-country", "1.1.7-country", false, [](auto& plan, auto&) { set(plan, country, "jp"); }},
    {"1.1.7-state-or-locality", "1.1.7-state-or-locality", false,
     [](auto& plan, auto&) {
       drop(plan, state_or_province);
       drop(plan, locality);
     }},
    {"1.1.7-organization", "1.1.7-organization", false,
     [](auto& plan, auto& profile) {
       drop(plan, organization);
       profile.subject[3].required = false;
     }},
    {"1.1.7-organizational-unit", "1.1.7-organizational-unit, 1.1.7-profile, 1.1.9-order", false,
     [](auto& plan, auto&) { add(plan, organizational_unit, "総務部"); }},
    {"1.1.7-organizational-unit", "1.1.7-organizational-unit", false,
     [](auto& plan, auto& profile) {
       drop(plan, common_name);
       add(plan, organizational_unit, "総務部");
       profile.subject[4].field = organizational_unit;
     }},
    {"1.1.7-natural-person", "1.1.7-natural-person, 1.1.7-profile", false,
     [](auto& plan, auto&) {
       drop(plan, common_name);
       add(plan, surname, "例");
     }},
    {"1.1.7-ov-fields", "1.1.7-ov-fields, 1.1.7-profile", false,
     [](auto& plan, auto&) { add(plan, business_category, "Business Entity"); }},
    {"1.1.7-ev-required", "1.1.7-ev-required", true,
     [](auto& plan, auto& profile) {
       drop(plan, registration_number);
       profile.subject[2].required = false;
     }},
    {"1.1.7-ev-other", "1.1.7-ev-other, 1.1.7-profile", true,
     [](auto& plan, auto&) { add(plan, organization_identifier, "NTRJP-0100"); }},
    {"1.1.7-profile", "1.1.7-profile", false,
     [](auto&, auto& profile) { profile.subject.push_back({street_address, true}); }},
    {"1.1.8-business-category", "1.1.8-business-category", true,
     [](auto& plan, auto&) { set(plan, business_category, "Private organization"); }},
    {"1.1.8-jurisdiction", "1.1.8-jurisdiction", true,
     [](auto& plan, auto&) { set(plan, jurisdiction_country, "ZZ"); }},
    {"1.1.9-order", "1.1.9-order", false,
     [](auto& plan, auto& profile) {
       std::swap(plan.subject[1], plan.subject[2]);
       std::swap(profile.subject[1], profile.subject[2]);
     }},
    {"1.1.9-repeated", "1.1.9-repeated", false,
     [](auto& plan, auto& profile) {
       plan.subject.insert(plan.subject.begin() + 2, plan.subject[1]);
       profile.subject.insert(profile.subject.begin() + 2, profile.subject[1]);
     }},
    {"1.1.9-length", "1.1.9-length", false,
     [](auto& plan, auto&) {
       std::string name;
       for (int i = 0; i < 65; ++i) name += "例";
       set(plan, organization, name);
     }},
    {"1.1.9-text", "1.1.9-text", false, [](auto& plan, auto&) { set(plan, organization, "a\nb"); }},
    {"1.1.9-text", "1.1.9-text", false, [](auto& plan, auto&) { set(plan, organization, " a"); }},
    {"1.1.9-text", "1.1.9-length, 1.1.9-text", false, [](auto& plan, auto&) { set(plan, organization, "\xe4\xbe"); }},
    {"1.1.9-registration-number", "1.1.9-registration-number", true,
     [](auto& plan, auto&) { set(plan, registration_number, "番号1"); }},
    {"1.1.10-placeholder", "1.1.10-placeholder", false, [](auto& plan, auto&) { set(plan, locality, ".-. -"); }},
    {"1.1.10-placeholder", "1.1.10-placeholder", false, [](auto& plan, auto&) { set(plan, locality, "N/A"); }},
    {"1.1.10-placeholder", "1.1.10-placeholder", false, [](auto& plan, auto&) { set(plan, locality, "なし"); }},
    {"1.1.11-common-name", "1.1.11-common-name", false,
     [](auto& plan, auto&) { set(plan, common_name, "WWW.example.jp"); }},
    {"1.1.12-san", "1.1.12-san", false,
     [](auto& plan, auto&) {
       drop(plan, common_name);
       plan.dns_names.clear();
     }},
    {"1.1.12-san", "1.1.12-san", false, [](auto&, auto& profile) { profile.dns_names_max = 1; }},
    {"1.1.12-san-doubles", "1.1.12-san-doubles", false,
     [](auto& plan, auto&) { plan.dns_names.push_back("example.jp"); }},
    {"1.1.12-san-form", "1.1.12-san-form, 1.1.12-san-internal-name", false,
     [](auto& plan, auto&) { plan.dns_names.push_back("a_b.example.jp"); }},
    {"1.1.12-san-form", "1.1.12-san-form, 1.1.12-san-internal-name", false,
     [](auto& plan, auto&) { plan.dns_names.push_back("Upper.example.jp"); }},
    {"1.1.12-san-form", "1.1.12-san-form, 1.1.12-san-internal-name", false,
     [](auto& plan, auto&) { plan.dns_names.push_back("1.0.0.127.in-addr.arpa"); }},
    {"1.1.12-san-internal-name", "1.1.12-san-internal-name", false,
     [](auto& plan, auto&) { plan.dns_names.push_back("intra.local"); }},
    {"1.1.12-ev-wildcard", "1.1.12-ev-wildcard, 1.1.13-wildcard", true,
     [](auto& plan, auto&) { plan.dns_names.push_back("*.example.jp"); }},
    {"1.1.13-wildcard", "1.1.13-wildcard", false, [](auto& plan, auto&) { plan.dns_names.push_back("*.example.jp"); }},
    {"1.1.14-policy", "1.1.14-policy", false, [](auto& plan, auto&) { plan.policy_oid = "2.23.140.1.1"; }},
    {"1.1.14-extended-key-usage", "1.1.14-extended-key-usage", false,
     [](auto& plan, auto&) { plan.extended_key_usage.push_back(ExtendedKeyUsage::client_auth); }},
    {"1.1.14-extended-key-usage", "1.1.14-extended-key-usage", false,
     [](auto& plan, auto&) { plan.extended_key_usage.clear(); }},
    {"1.1.14-key-usage", "1.1.14-key-usage", false,
     [](auto& plan, auto&) { plan.key_usage |= usage_bit(KeyUsage::key_encipherment); }},  // EC
    {"1.1.14-key-usage", "1.1.14-key-usage", false,
     [](auto& plan, auto&) {
       plan.spki_der = rsa2048_spki();
       plan.key_usage = usage_bit(KeyUsage::digital_signature) | usage_bit(KeyUsage::key_cert_sign);
     }},
    {"1.1.14-aia", "1.1.14-aia", false, [](auto& plan, auto&) { plan.ocsp_url = "https://status.example.jp/ocsp/1"; }},
    {"1.1.14-cdp", "1.1.14-cdp", false,
     [](auto& plan, auto&) { plan.crl_url = "ldap://status.example.jp/crl/0123456789abcdef/0.crl"; }},
    {"1.11.3-shard", "1.11.3-shard", false, [](auto& plan, auto&) { plan.crl_shard = 1; }},
    {"1.1.15-public-key", "1.1.14-key-usage, 1.1.15-public-key", false,
     [](auto& plan, auto&) { plan.spki_der.pop_back(); }},
    {"1.1.15-signature", "1.1.15-signature", false,
     [](auto& plan, auto&) { plan.algorithm = static_cast<SignatureAlgorithm>(7); }},
    {"0-profile", "0-profile", false, [](auto& plan, auto&) { plan.profile = "dv"; }},
};

TEST(Lint, EveryRuleRefusesWhatBreaksIt) {
  for (const Case& row : kCases) {
    CertificateProfile profile = row.ev ? ev_profile() : ov_profile();
    IssuancePlan broken = plan(profile);
    row.breaks(broken, profile);
    EXPECT_EQ(broken_rules(broken, profile), row.broken) << row.rule;
  }
}

TEST(Lint, EveryRuleHasARowHereAndACitation) {
  std::set<std::string_view> tried;
  for (const Case& row : kCases) tried.insert(row.rule);
  std::set<std::string_view> known;
  for (const IssuanceRule& rule : issuance_rules()) {
    EXPECT_TRUE(tried.contains(rule.id)) << rule.id;
    EXPECT_FALSE(rule.citation.empty()) << rule.id;
    EXPECT_TRUE(known.insert(rule.id).second) << rule.id;
  }
  EXPECT_EQ(known, tried);
}

TEST(Lint, TheDocumentListsExactlyTheseRules) {
  std::ifstream file(std::string(MADOGUCHI_SOURCE_DIR) + "/doc/issuance.md");
  std::set<std::string> listed;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| `")) continue;
    for (const IssuanceRule& rule : issuance_rules()) {
      if (!line.starts_with("| `" + std::string(rule.id) + "` |")) continue;
      EXPECT_NE(line.find("| " + std::string(rule.citation) + " |"), std::string::npos) << line;
      EXPECT_EQ(line.ends_with("|  |"), rule.group == RuleGroup::binding) << line;
    }
    listed.insert(line.substr(3, line.find('`', 3) - 3));
  }
  std::set<std::string> known;
  for (const IssuanceRule& rule : issuance_rules()) known.emplace(rule.id);
  EXPECT_EQ(listed, known);
}

TEST(Lint, GoodPlansPass) {
  EXPECT_EQ(broken_rules(plan(ov_profile()), ov_profile()), "");
  EXPECT_EQ(broken_rules(plan(ev_profile()), ev_profile()), "");
  auto wanted = request();
  wanted.spki_der = rsa2048_spki();
  EXPECT_EQ(broken_rules(plan(ov_profile(), wanted), ov_profile()), "");
}

// rules 1.1.4, 0.1: the same plan is legal or not by the day on which it is issued.
TEST(Lint, DatedLimitsFollowTheTimeOfIssue) {
  const Time change = parse_utc("2027-03-15T00:00:00Z").value();
  auto plan = fixture::plan(ov_profile());
  plan.validity = Validity::from(change - Seconds(1), change - Seconds(2) + std::chrono::days(150)).value();
  EXPECT_EQ(broken_rules(plan, ov_profile(), change - Seconds(1)), "");
  EXPECT_EQ(broken_rules(plan, ov_profile(), change), "1.1.4-validity, 1.1.5-validity-below-limit");
}

TEST(Lint, PrivateAuthoritiesRelaxOnlyWhatRules8Allow) {
  auto profile = ov_profile();
  profile.days_max = 398;
  auto plan = fixture::plan(profile);
  last(plan, std::chrono::days(398));
  plan.dns_names.push_back("intra.local");
  plan.dns_names.push_back("*.example.jp");
  plan.relaxed = {.validity = true, .names = true};
  EXPECT_EQ(broken_rules(plan, profile), "");
  plan.relaxed.validity = false;
  EXPECT_EQ(broken_rules(plan, profile), "1.1.4-validity, 1.1.5-validity-below-limit");
  plan.relaxed = {.validity = true, .names = false};
  EXPECT_EQ(broken_rules(plan, profile), "1.1.12-san-internal-name, 1.1.13-wildcard");
  plan.relaxed.names = true;
  plan.dns_names.push_back("a_b.local");
  plan.serial = {};
  EXPECT_EQ(broken_rules(plan, profile), "1.1.2-serial, 1.1.12-san-form");
}

TEST(Lint, PublicAuthoritiesNeverIssue) {
  auto plan = fixture::plan(ov_profile());
  plan.mode = AuthorityMode::public_authority;
  EXPECT_EQ(broken_rules(plan, ov_profile()), "authority.public_not_ready");
}

}  // namespace
}  // namespace madoguchi
