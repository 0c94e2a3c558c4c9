#include "pki/der_check.h"

#include <gtest/gtest.h>

namespace madoguchi::pki {
namespace {

bool strict(std::string_view hex) {
  return is_strict_der(*from_hex(hex));
}

TEST(DerCheck, TakesDer) {
  for (const char* good :
       {"0500", "020100", "02020080", "0201ff", "0101ff", "060355040a", "0c0161", "3000", "3006 010100 020105",
        "3106 020101 020102", "a0020500", "800101", "030100", "03020780", "a003020101"}) {
    std::string hex(good);
    std::erase(hex, ' ');
    EXPECT_TRUE(strict(hex)) << hex;
  }
  EXPECT_TRUE(strict("048180" + std::string(256, '0')));
  EXPECT_TRUE(strict("04820100" + std::string(512, '0')));
}

TEST(DerCheck, RefusesBerAndBrokenBytes) {
  for (const char* bad : {"",
                          "30",
                          "3001",
                          "0500 00",
                          "3080 0500 0000",
                          "30 8102 0500",
                          "04 820001 00",
                          "04 8100",
                          "0501 00",
                          "0101 01",
                          "0200",
                          "0202 0001",
                          "0202 ff80",
                          "0600",
                          "0602 8001",
                          "0601 80",
                          "0300",
                          "0301 01",
                          "0302 08 00",
                          "0302 01 01",
                          "2403 040100",
                          "2c03 0c0161",
                          "3106 020102 020101",
                          "1f 01 00",
                          "1000",
                          "0900",
                          "0000",
                          "a0 03 0500",
                          "3084 7fffffff 00",
                          "3085 0000000001 00"}) {
    std::string hex(bad);
    std::erase(hex, ' ');
    EXPECT_FALSE(strict(hex)) << hex;
  }
}

TEST(DerCheck, KeepsTheLimitOnDepth) {
  std::string nested = "0500";
  const auto wrap = [&] { nested = "30" + to_hex(Bytes{static_cast<std::uint8_t>(nested.size() / 2)}) + nested; };
  for (int depth = 0; depth < kDerDepthMax; ++depth) wrap();
  EXPECT_TRUE(strict(nested));
  wrap();
  EXPECT_FALSE(strict(nested));
}

}  // namespace
}  // namespace madoguchi::pki
