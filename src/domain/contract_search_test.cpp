#include "domain/contract_search.h"

#include <gtest/gtest.h>

namespace madoguchi {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : " ") + part;
  return out;
}

// R97: whoever types a Japanese name begins at any of its letters; of Latin letters and digits, where they begin.
TEST(SearchParts, BeginWhereSomebodyBeginsToType) {
  EXPECT_EQ(joined(search_parts("見本商会")), "会 商会 本商会 見本商会");
  EXPECT_EQ(joined(search_parts("第００４２号")), "0042号 号 第0042号");
  EXPECT_EQ(joined(search_parts("Example Trading　K.K.")), "exampletradingk.k. k. k.k. tradingk.k.");
  EXPECT_EQ(joined(search_parts("㈱ＡＢＣ商")), "abc商 会社abc商 商 式会社abc商 株式会社abc商 社abc商");
  EXPECT_EQ(joined(search_parts("ﾚｲｼﾞ")), "いじ じ れいじ");
  EXPECT_EQ(joined(search_parts("")), "");
  EXPECT_EQ(joined(search_parts(" - ")), "-");
}

TEST(SearchParts, AreCutByCharactersNotBytes) {
  std::string whole;
  for (int i = 0; i < 40; ++i) whole += "見本";
  for (const auto& part : search_parts(whole)) EXPECT_LE(part.size(), 3 * kSearchPartMax);
  EXPECT_EQ(part_of(whole), whole.substr(0, 3 * kSearchPartMax));
  EXPECT_EQ(part_of("短い"), "短い");
}

TEST(SearchParts, OfAContractAreItsNumberAndItsNamesFromTheSecondLabelOn) {
  const Contract contract{.number = "S-0000042",
                          .dns_names = {"www.shop.example.jp", "*.example.jp", "example.jp", "test.shop.example.jp"}};
  EXPECT_EQ(joined(search_parts(contract)), "example.jp s0000042 shop.example.jp");
}

}  // namespace
}  // namespace madoguchi
