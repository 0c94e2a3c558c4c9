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

}  // namespace
}  // namespace madoguchi
