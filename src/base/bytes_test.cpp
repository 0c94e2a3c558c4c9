#include "base/bytes.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace madoguchi {
namespace {

// RFC 4648 section 10.
TEST(Bytes, EncodesTheVectorsOfTheRfc) {
  EXPECT_EQ(to_base64(view_of("foob")), "Zm9vYg==");
  EXPECT_EQ(to_base64(view_of("foobar")), "Zm9vYmFy");
  EXPECT_EQ(to_base64url(Bytes{0xfb, 0xff}), "-_8");
  EXPECT_EQ(to_base32(view_of("fooba")), "MZXW6YTB");
  EXPECT_EQ(to_base32(view_of("foo")), "MZXW6");
  EXPECT_EQ(to_hex(view_of("foo")), "666f6f");
}

TEST(Bytes, DecodesWhatItEncodesAndNothingLooser) {
  for (std::size_t size = 0; size < 40; ++size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(37 * i + size);
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
    EXPECT_EQ(from_base32(to_base32(bytes)), bytes);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
  }
  for (const auto* bad : {"Zm9vYg=", "Zm9vYh==", "Zm9v\nYg==", "====", "A===", "Zm9vYg==Zm9v"}) {
    EXPECT_FALSE(from_base64(bad)) << bad;
  }
  EXPECT_FALSE(from_hex("abc"));
  EXPECT_FALSE(from_hex("zz"));
}

TEST(Json, IsCanonical) {
  EXPECT_EQ(CanonicalJson().text("b", "\"\n\x01é").number("a", -5).boolean("c", true).texts("d", {"x", "y"}).print(),
            "{\"a\":-5,\"b\":\"\\\"\\n\\u0001é\",\"c\":true,\"d\":[\"x\",\"y\"]}");
}

}  // namespace
}  // namespace madoguchi
