#pragma once
#include <cstdint>
#include <string>

/// Believable and plainly made up: corporations that call themselves samples, persons with the names of forms, hosts
/// under names reserved for examples (RFC 2606), numbers that belong to nobody (03-0000-xxxx).
namespace madoguchi {

/// A stream of choices that a seed decides, the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// 0 … sides-1.
  std::int64_t roll(std::int64_t sides) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(sides));
  }
  bool chance(std::int64_t of_thousand) { return roll(1000) < of_thousand; }

 private:
  std::uint64_t state_;
};

/// 26 characters as every id has: `ordinal` in front, so that one table's ids ascend and a database is filled from one
/// end, then random bits.
std::string sample_id(std::int64_t ordinal, Dice& dice);

struct SampleCorporation {
  std::string name;   ///< 株式会社見本商会 第00042
  std::string kana;   ///< カブシキガイシャミホンショウカイダイ00042
  std::string label;  ///< of its domain: "mihon-00042"
};
SampleCorporation sample_corporation(std::int64_t ordinal, Dice& dice);

struct SamplePerson {
  std::string name, kana, mailbox;
};
SamplePerson sample_person(Dice& dice);

std::string sample_phone(Dice& dice);  ///< E.164, within 03-0000-0000 … 03-0000-9999

}  // namespace madoguchi
