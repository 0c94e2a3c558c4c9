#include "secret/one_time_code.h"

#include <gtest/gtest.h>

#include <set>

#include "secret/seeded_random.h"
#include "secret/system_random.h"

namespace madoguchi {
namespace {

/// Hands out the four-byte numbers it was given.
class Scripted : public Random {
 public:
  explicit Scripted(std::vector<std::uint32_t> numbers) : numbers_(std::move(numbers)) {}
  void fill(std::span<std::uint8_t> out) override {
    ASSERT_EQ(out.size(), 4U);
    const auto number = numbers_.at(next_++);
    for (std::size_t i = 0; i < 4; ++i) out[i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
  }
  std::size_t used() const { return next_; }

 private:
  std::vector<std::uint32_t> numbers_;
  std::size_t next_ = 0;
};

TEST(OneTimeCode, HasEightDigitsWithoutBias) {
  Scripted random({4'294'967'295U, 4'200'000'000U, 4'199'999'999U, 7U, 4'100'000'012U});
  EXPECT_EQ(new_one_time_code(random), "99999999");  // two numbers above the last whole multiple are thrown away
  EXPECT_EQ(random.used(), 3U);
  EXPECT_EQ(new_one_time_code(random), "00000007");
  EXPECT_EQ(new_one_time_code(random), "00000012");
  SystemRandom system;
  std::set<std::string> codes;
  for (int i = 0; i < 1000; ++i) codes.insert(new_one_time_code(system));
  EXPECT_GT(codes.size(), 990U);
}

TEST(OneTimeCode, IsReadAsPeopleTypeIt) {
  EXPECT_EQ(read_one_time_code("12345678"), "12345678");
  EXPECT_EQ(read_one_time_code(" 1234 5678 "), "12345678");
  EXPECT_EQ(read_one_time_code("1234-5678"), "12345678");
  EXPECT_EQ(read_one_time_code("１２３４　５６７８"), "12345678");
  EXPECT_EQ(read_one_time_code("０９8７６５４３"), "09876543");
  for (const auto* bad :
       {"", "1234567", "123456789", "1234567a", "１２３４５６７：", "１２３４５６７\xef\xbc", "１２３４５６７／"}) {
    EXPECT_FALSE(read_one_time_code(bad)) << bad;
  }
  EXPECT_FALSE(read_one_time_code("12345678" + std::string(100, ' ')));
}

// R3: bound to the login attempt, and to what it is for.
TEST(OneTimeCode, OpensOnlyTheAttemptItBelongsTo) {
  const ServerSecret secret({1, 2, 3});
  const auto stored = one_time_code_digest(secret, purpose::login_code, "attempt-a", "12345678");
  EXPECT_EQ(stored.find("12345678"), std::string::npos);
  EXPECT_TRUE(one_time_code_matches(secret, purpose::login_code, "attempt-a", "12345678", stored));
  EXPECT_FALSE(one_time_code_matches(secret, purpose::login_code, "attempt-b", "12345678", stored));
  EXPECT_FALSE(one_time_code_matches(secret, purpose::login_code, "attempt-a", "12345679", stored));
  EXPECT_FALSE(one_time_code_matches(secret, purpose::new_address_code, "attempt-a", "12345678", stored));
  const ServerSecret other({9});
  EXPECT_FALSE(one_time_code_matches(other, purpose::login_code, "attempt-a", "12345678", stored));
  EXPECT_FALSE(one_time_code_matches(secret, purpose::login_code, "attempt-a", "12345678", ""));
}

}  // namespace
}  // namespace madoguchi
