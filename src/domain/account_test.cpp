#include "domain/account.h"

#include <gtest/gtest.h>

namespace madoguchi {
namespace {

TEST(LoginId, FoldsCaseAndWidth) {
  EXPECT_EQ(parse_login_id("Example.User"), "example.user");
  EXPECT_EQ(parse_login_id("Ｔａｎａｋａ＠example"), "tanaka@example");
  EXPECT_EQ(parse_login_id(std::string(kLoginIdBytesMax, 'a')), std::string(kLoginIdBytesMax, 'a'));
}

TEST(LoginId, RefusesWhatCannotBeOne) {
  for (const auto* typed : {"", "ab", "has space", "tab\tbed", "名前です", "a\nb", "semi;colon", "\xff\xfe\xfd"}) {
    EXPECT_FALSE(parse_login_id(typed)) << typed;
  }
  EXPECT_FALSE(parse_login_id(std::string(kLoginIdBytesMax + 1, 'a')));
  EXPECT_FALSE(parse_login_id(std::string_view("ab\0c", 4)));
}

}  // namespace
}  // namespace madoguchi
