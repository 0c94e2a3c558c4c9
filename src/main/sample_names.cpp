#include "main/sample_names.h"

#include <array>

#include "base/bytes.h"

namespace madoguchi {
namespace {

struct Word {
  const char* text;
  const char* kana;
  const char* latin;
};
constexpr std::array kSampleWords = {Word{"見本", "ミホン", "mihon"}, Word{"例示", "レイジ", "reiji"},
                                     Word{"仮名", "カメイ", "kamei"}, Word{"試験", "シケン", "shiken"},
                                     Word{"模擬", "モギ", "mogi"},    Word{"標本", "ヒョウホン", "hyohon"}};
constexpr std::array kTrades = {Word{"商会", "ショウカイ", "shokai"}, Word{"工業", "コウギョウ", "kogyo"},
                                Word{"電機", "デンキ", "denki"},      Word{"印刷", "インサツ", "insatsu"},
                                Word{"運輸", "ウンユ", "unyu"},       Word{"食品", "ショクヒン", "shokuhin"},
                                Word{"建設", "ケンセツ", "kensetsu"}, Word{"出版", "シュッパン", "shuppan"}};
constexpr std::array kFamilyNames = {Word{"見本", "ミホン", "mihon"}, Word{"例示", "レイジ", "reiji"},
                                     Word{"記入", "キニュウ", "kinyu"}, Word{"仮野", "カリノ", "karino"},
                                     Word{"試野", "タメシノ", "tameshino"}};
constexpr std::array kGivenNames = {Word{"太郎", "タロウ", "taro"}, Word{"花子", "ハナコ", "hanako"},
                                    Word{"一郎", "イチロウ", "ichiro"}, Word{"見子", "ミルコ", "miruko"},
                                    Word{"例夫", "レイオ", "reio"}};

template <std::size_t count>
const Word& pick(const std::array<Word, count>& words, Dice& dice) {
  return words[static_cast<std::size_t>(dice.roll(count))];
}

std::string five_digits(std::int64_t number) {
  std::string digits = std::to_string(number);
  return std::string(digits.size() < 5 ? 5 - digits.size() : 0, '0') + digits;
}

}  // namespace

// SplitMix64: a counter and two multiplications.
std::uint64_t Dice::next() {
  state_ += 0x9e3779b97f4a7c15ULL;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
  return mixed ^ (mixed >> 31);
}

std::string sample_id(std::int64_t ordinal, Dice& dice) {
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < 5; ++i) bytes[i] = static_cast<std::uint8_t>(ordinal >> (32 - 8 * i));
  for (std::size_t i = 5; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(dice.next());
  std::string text = to_base32(bytes);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

SampleCorporation sample_corporation(std::int64_t ordinal, Dice& dice) {
  const auto& sample = pick(kSampleWords, dice);
  const auto& trade = pick(kTrades, dice);
  const auto number = five_digits(ordinal);
  const bool in_front = dice.chance(500);  // 前株, 後株
  const std::string core = std::string(sample.text) + trade.text + "第" + number;
  const std::string core_kana = std::string(sample.kana) + trade.kana + "ダイ" + number;
  return {.name = in_front ? "株式会社" + core : core + "株式会社",
          .kana = in_front ? "カブシキガイシャ" + core_kana : core_kana + "カブシキガイシャ",
          .label = std::string(sample.latin) + "-" + trade.latin + "-" + number};
}

SamplePerson sample_person(Dice& dice) {
  const auto& family = pick(kFamilyNames, dice);
  const auto& given = pick(kGivenNames, dice);
  return {.name = std::string(family.text) + " " + given.text,
          .kana = std::string(family.kana) + " " + given.kana,
          .mailbox = std::string(given.latin) + "." + family.latin};
}

std::string sample_phone(Dice& dice) {
  const auto digits = std::to_string(10'000 + dice.roll(10'000));
  return "+8130000" + digits.substr(1);
}

}  // namespace madoguchi
