#include "domain/utf8.h"

#include <gtest/gtest.h>

namespace madoguchi {
namespace {

TEST(Utf8, CountsCharacters) {
  EXPECT_EQ(utf8_characters(""), 0U);
  EXPECT_EQ(utf8_characters("abc"), 3U);
  EXPECT_EQ(utf8_characters("株式会社例"), 5U);
  EXPECT_EQ(utf8_characters("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\xed\x9f\xbf\xee\x80\x80"), 4U);
}

TEST(Utf8, RefusesWhatIsMalformed) {
  for (const char* text : {"\x80", "\xc0\x80", "\xc1\xbf", "\xc3", "\xe0\x9f\xbf", "\xe3\x81", "\xed\xa0\x80",
                           "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "a\xff", "\xe3(\x81"}) {
    EXPECT_FALSE(utf8_characters(text));
  }
}

}  // namespace
}  // namespace madoguchi
