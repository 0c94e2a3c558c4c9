#include "secret/totp.h"

#include <gtest/gtest.h>

#include "secret/seeded_random.h"

namespace madoguchi {
namespace {

const Bytes kRfcSecret = to_bytes("12345678901234567890");

Time at(std::int64_t seconds) {
  return Time(std::chrono::seconds(seconds));
}

// RFC 6238 appendix B, the SHA-1 rows; its eight digits end in our six.
TEST(Totp, TheVectorsOfTheRfc) {
  const std::pair<std::int64_t, std::string> rows[] = {{59, "94287082"},         {1111111109, "07081804"},
                                                       {1111111111, "14050471"}, {1234567890, "89005924"},
                                                       {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [seconds, digits] : rows) {
    EXPECT_EQ(totp_code(kRfcSecret, seconds / 30), digits.substr(2)) << seconds;
    EXPECT_EQ(match_totp(kRfcSecret, digits.substr(2), at(seconds), 0), seconds / 30);
  }
}

TEST(Totp, TakesTheNeighbouringStepsOnly) {
  const std::int64_t step = 1111111111 / 30;
  const auto now = at(step * 30 + 29);
  for (const std::int64_t off : {-2, -1, 0, 1, 2}) {
    const auto matched = match_totp(kRfcSecret, totp_code(kRfcSecret, step + off), now, 0);
    EXPECT_EQ(matched.has_value(), off >= -1 && off <= 1) << off;
  }
  for (const auto* bad : {"", "12345", "1234567", "14050471"}) EXPECT_FALSE(match_totp(kRfcSecret, bad, now, 0)) << bad;
}

// Rules 7.4.2: single use.
TEST(Totp, ACodeWorksOnce) {
  const std::int64_t step = 41152263;
  const auto now = at(step * 30);
  const auto code = totp_code(kRfcSecret, step);
  EXPECT_EQ(match_totp(kRfcSecret, code, now, step - 1), step);
  EXPECT_FALSE(match_totp(kRfcSecret, code, now, step));
  EXPECT_FALSE(match_totp(kRfcSecret, totp_code(kRfcSecret, step - 1), now, step));
  EXPECT_EQ(match_totp(kRfcSecret, totp_code(kRfcSecret, step + 1), now, step), step + 1);
}

TEST(Totp, TheUriIsOneAppsRead) {
  EXPECT_EQ(totp_uri("窓口", "kato taro", kRfcSecret),
            "otpauth://totp/%E7%AA%93%E5%8F%A3:kato%20taro?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=%E7%AA%93%E5%8F%A3&algorithm=SHA1&digits=6&period=30");
  SeededRandom random(1);
  EXPECT_EQ(new_totp_secret(random).size(), kTotpSecretBytes);
}

}  // namespace
}  // namespace madoguchi
