#include "base/utf8.h"

#include <gtest/gtest.h>

#include "base/result.h"

namespace madoguchi {
namespace {

TEST(Utf8, ThereAndBack) {
  EXPECT_EQ(decode_utf8("a\xC2\x80é株\xF0\xA0\xAE\xB7"), U"a\u0080é株𠮷");
  for (char32_t point = 0; point <= 0x10FFFF; ++point) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    const std::u32string one(1, point);
    ASSERT_EQ(decode_utf8(encode_utf8(one)), one) << static_cast<std::uint32_t>(point);
  }
  std::string out;
  EXPECT_THROW(append_utf8(out, 0xD800), Failure);
  EXPECT_THROW(append_utf8(out, 0x110000), Failure);
}

TEST(Utf8, RefusesWhatIsNone) {
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE6\xA0", "\xC3("}) {
    EXPECT_FALSE(decode_utf8(bad)) << bad;
  }
}

TEST(Utf8, CountsCharacters) {
  EXPECT_EQ(utf8_characters(""), 0U);
  EXPECT_EQ(utf8_characters("abc"), 3U);
  EXPECT_EQ(utf8_characters("株式会社例"), 5U);
  EXPECT_EQ(utf8_characters("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\xed\x9f\xbf\xee\x80\x80"), 4U);
}

TEST(Utf8, CountsNothingMalformed) {
  for (const char* text : {"\x80", "\xc0\x80", "\xc1\xbf", "\xc3", "\xe0\x9f\xbf", "\xe3\x81", "\xed\xa0\x80",
                           "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "a\xff", "\xe3(\x81"}) {
    EXPECT_FALSE(utf8_characters(text));
  }
}

}  // namespace
}  // namespace madoguchi
