#include "main/load_profiles.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "base/result.h"
#include "domain/issuance_fixture.h"
#include "domain/issuance_rules.h"

namespace madoguchi {
namespace {

const std::filesystem::path kPolicy = std::filesystem::path(MADOGUCHI_SOURCE_DIR) / "policy";

/// What load_profiles() says when `from` stands as `to` in profiles/`name`.
std::string refused_with(const std::string& name, const std::string& from, const std::string& to) {
  const auto folder = std::filesystem::temp_directory_path() / ("madoguchi_profiles_test" + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder / "profiles");
  std::ifstream in(kPolicy / "profiles" / name);
  std::string text(std::istreambuf_iterator<char>(in), {});
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  std::ofstream(folder / "profiles" / name) << text;
  std::string said = "accepted";
  try {
    load_profiles(folder);
  } catch (const Failure& failure) {
    said = failure.what();
  }
  std::filesystem::remove_all(folder);
  return said;
}

TEST(Profiles, BothIssueCertificatesThatPassTheLint) {
  const auto profiles = load_profiles(kPolicy);
  ASSERT_EQ(profiles.size(), 2U);
  for (const auto& [id, profile] : profiles) {
    EXPECT_EQ(profile.id, id);
    EXPECT_EQ(profile.days_max, 199);
    EXPECT_TRUE(lint(fixture::plan(profile), profile, fixture::kNow)) << id;
  }
  EXPECT_EQ(profiles.at("ov").subject, fixture::ov_profile().subject);
  EXPECT_EQ(profiles.at("ev").subject, fixture::ev_profile().subject);
}

TEST(Profiles, AWrongFileIsRefusedWholeAndSaysWhere) {
  EXPECT_EQ(refused_with("ov.toml", "id = \"ov\"", "id = \"dv\""), "ov.toml: id: must be the file's name");
  EXPECT_EQ(refused_with("ov.toml", "kind = \"ov\"", "kind = \"dv\""), "ov.toml: kind: must be ov or ev");
  EXPECT_EQ(refused_with("ov.toml", "2.23.140.1.2.2\"", "2.23.140.1.1\""),
            "ov.toml: policy_oid: must be 2.23.140.1.2.2 for this kind (BR 7.1.2.7.9)");
  EXPECT_EQ(refused_with("ov.toml", "days_max = 199", "days_max = 826"), "ov.toml: days_max: must be from 1 to 825");
  EXPECT_EQ(refused_with("ov.toml", "days_max = 199", "day_max = 199"), "ov.toml: days_max: is missing");
  EXPECT_EQ(refused_with("ov.toml", "days_max = 199", "days_max = 199\nocsp = true"),
            "ov.toml: ocsp: is not a key of this file");
  EXPECT_EQ(refused_with("ov.toml", "[\"server_auth\"]", "[\"server_auth\", \"client_auth\"]"),
            "ov.toml: extended_key_usage: must be server_auth alone (rules 1.10.1)");
  EXPECT_EQ(refused_with("ov.toml", "ec = [\"digital_signature\"]", "ec = [\"key_agreement\"]"),
            "ov.toml: key_usage: ec: key_agreement is not permitted (BR 7.1.2.7.11)");
  EXPECT_EQ(refused_with("ov.toml", "\"locality\"", "\"organizational_unit\""),
            "ov.toml: subject: field: organizational_unit is no attribute that a certificate of ours may hold");
  EXPECT_EQ(refused_with("ov.toml", "\"locality\"", "\"business_category\""),
            "ov.toml: subject: business_category belongs to EV only (rules 1.1.7)");
  EXPECT_EQ(refused_with("ov.toml", "\"common_name\"", "\"locality\""),
            "ov.toml: subject: field: locality stands there twice");
  EXPECT_EQ(refused_with("ev.toml", "\"registration_number\"", "\"common_name\""),
            "ev.toml: subject: field: country must stand before common_name (BR 7.1.4.2)");
  EXPECT_EQ(refused_with("ev.toml", "\"jurisdiction_country\"\nrequired = true",
                         "\"jurisdiction_country\"\nrequired = false"),
            "ev.toml: subject: jurisdiction_country must be required (rules 1.1.7)");
  EXPECT_EQ(refused_with("ov.toml", "id = \"ov\"", "id = = \"ov\"").substr(0, 13), "ov.toml line ");
  EXPECT_THROW(load_profiles("/nonexistent"), Failure);
}

}  // namespace
}  // namespace madoguchi
