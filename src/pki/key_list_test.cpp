#include "pki/key_list.h"

#include <gtest/gtest.h>

namespace madoguchi::pki {
namespace {

TEST(KeyList, ReadsALineOfPublishedWeakKeys) {  // rules 1.2.3
  EXPECT_EQ(read_weak_key_line("3c430072d96e4a1e1809").value(), from_hex("3c430072d96e4a1e1809"));
  EXPECT_EQ(read_weak_key_line("3C430072D96E4A1E1809\r").value(), from_hex("3c430072d96e4a1e1809"));
  EXPECT_EQ(read_weak_key_line(std::string(64, 'A')).value(), Bytes(32, 0xAA));
  for (const char* nothing : {"", "\r", "#", "# openssl-blacklist, RSA 2048"}) {
    const auto read = read_weak_key_line(nothing);
    ASSERT_TRUE(read) << nothing;
    EXPECT_FALSE(*read) << nothing;
  }
}

TEST(KeyList, RefusesAnotherFormat) {
  const std::string full_sha1(40, 'a');
  for (const std::string& bad :
       {std::string("3c430072d96e4a1e18"), std::string("3c430072d96e4a1e180g"), std::string(" 3c430072d96e4a1e1809"),
        full_sha1, std::string("3c430072d96e4a1e1809 # note"), std::string("<html>")}) {
    const auto read = read_weak_key_line(bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.error().message, "key.list_line");
  }
}

TEST(KeyList, ReadsALineOfABlockList) {  // R63
  const std::string digest(64, 'b');
  EXPECT_EQ(read_blocked_key_line(digest).value(), digest);
  EXPECT_EQ(read_blocked_key_line(std::string(64, 'B') + ",reported 2026-08-01,\"a, b\"\r").value(), digest);
  for (const char* nothing : {"", "# keys", "spki_sha256", "spki_sha256,reported"}) {
    const auto read = read_blocked_key_line(nothing);
    ASSERT_TRUE(read) << nothing;
    EXPECT_FALSE(*read) << nothing;
  }
  for (const std::string& bad : {std::string("3c430072d96e4a1e1809"), std::string("2026-08-01,") + digest, digest + "b",
                                 '"' + digest + '"', digest + " ,x"}) {
    EXPECT_FALSE(read_blocked_key_line(bad)) << bad;
  }
}

}  // namespace
}  // namespace madoguchi::pki
