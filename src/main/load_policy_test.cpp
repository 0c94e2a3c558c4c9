#include "main/load_policy.h"

#include <gtest/gtest.h>

#include <fstream>

namespace madoguchi {
namespace {

const std::filesystem::path kPolicy = std::filesystem::path(MADOGUCHI_SOURCE_DIR) / "policy";

// R52–R55, R115: what the service page says of its two products, as data.
TEST(Policy, HoldsTheTwoProductsOfTheServicePage) {
  const auto policy = load_policy(kPolicy);
  const auto& ev = policy.products.at("ev_2_0");
  EXPECT_EQ(ev.reissue.window_days, 25);
  EXPECT_EQ(ev.reissue.self_service_max, 1);
  EXPECT_EQ(ev.reissue.over_limit, OverLimit::new_application);
  const auto& sr = policy.products.at("sr_3_0");
  EXPECT_EQ(sr.reissue.over_limit, OverLimit::contact_us);
  EXPECT_EQ(sr.profile, "ov");
  EXPECT_EQ(policy.agreement.text_sha256.size(), 64U);
}

TEST(Policy, AWrongFileIsRefusedWholeAndSaysWhere) {
  const auto folder = std::filesystem::temp_directory_path() / "madoguchi_policy_test";
  const auto refused_with = [&](const std::string& from, const std::string& to) -> std::string {
    std::filesystem::remove_all(folder);
    std::filesystem::copy(kPolicy, folder, std::filesystem::copy_options::recursive);
    const auto path = folder / "products" / "ev_2_0.toml";
    std::ifstream in(path);
    std::string text(std::istreambuf_iterator<char>(in), {});
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    std::ofstream(path) << text;
    try {
      load_policy(folder);
    } catch (const Failure& failure) {
      return failure.what();
    }
    return "accepted";
  };
  EXPECT_EQ(refused_with("window_days = 25", "window_days = -1"),
            "ev_2_0.toml: reissue: window_days: must be from 0 to 398");
  EXPECT_EQ(refused_with("window_days = 25", "window_day = 25"), "ev_2_0.toml: reissue: window_days: is missing");
  EXPECT_EQ(refused_with("window_days = 25", "window_days = 25\nwindow = 2"),
            "ev_2_0.toml: reissue: window: is not a key of this file");
  EXPECT_EQ(refused_with("\"new_application\"", "\"perhaps\""),
            "ev_2_0.toml: reissue: over_limit: must be new_application or contact_us");
  // R50: nobody here could validate the new names.
  EXPECT_EQ(
      refused_with("names_may_change = false", "names_may_change = true"),
      "ev_2_0.toml: reissue: names_may_change: new names need domain validation, which is not built: must be false");
  EXPECT_EQ(refused_with("term_months = 12", "term_months = \"12\""), "ev_2_0.toml: term_months: is of the wrong type");
  std::filesystem::remove_all(folder);
}

// R127: weekends, holidays and hours move a call, and nothing else.
TEST(Calendar, FindsTheNextTimeToCall) {
  const auto calendar = load_policy(kPolicy).calendar;
  const auto next = [&](const char* time) { return format_jst(next_calling_time(calendar, *parse_utc(time))); };
  EXPECT_EQ(next("2026-11-20T03:00:00Z"), "2026-11-20 12:00 JST");  // a Friday noon
  EXPECT_EQ(next("2026-11-20T08:00:00Z"), "2026-11-24 09:00 JST");  // Friday 17:00, then a weekend and a holiday
  EXPECT_EQ(next("2026-12-28T23:30:00Z"), "2027-01-04 09:00 JST");  // 年末年始
}

}  // namespace
}  // namespace madoguchi
