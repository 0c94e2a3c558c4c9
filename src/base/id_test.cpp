#include "base/id.h"

#include <gtest/gtest.h>

namespace madoguchi {
namespace {

class Counting : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = next_++;
  }

 private:
  std::uint8_t next_ = 0;
};

TEST(Id, HasTheFormItPromises) {
  Counting random;
  const auto text = new_id_text(random);
  EXPECT_EQ(text.size(), 26U);
  EXPECT_TRUE(is_id_text(text));
  EXPECT_FALSE(is_id_text("short"));
  EXPECT_FALSE(is_id_text(std::string(26, '1')));
}

// R97: short, with a check character, dictatable.
TEST(ReceiptNumber, FindsEveryWrongCharacterAndEverySwap) {
  Counting random;
  for (int round = 0; round < 20; ++round) {
    const auto number = new_receipt_number(random);
    ASSERT_EQ(parse_receipt_number(number), number);
    for (std::size_t i = 0; i < number.size(); ++i) {
      if (number[i] == '-') continue;
      for (const char other : std::string("23456789ACDEFGHJKMNPQRTUVWXYZ")) {
        auto wrong = number;
        wrong[i] = other;
        if (wrong == number) continue;
        EXPECT_FALSE(parse_receipt_number(wrong)) << wrong;
      }
    }
  }
}

TEST(ReceiptNumber, IsReadAsPeopleWriteIt) {
  Counting random;
  const auto number = new_receipt_number(random);
  std::string spoken;
  for (const char c : number) {
    if (c != '-') spoken += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  EXPECT_EQ(parse_receipt_number(spoken), number);
  EXPECT_FALSE(parse_receipt_number("O01-ILB-SSS"));
}

}  // namespace
}  // namespace madoguchi
