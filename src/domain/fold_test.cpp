#include "domain/fold.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace madoguchi {
namespace {

// R39: what a person would call the same is found.
TEST(Fold, TakesWhatIsTypedDifferentlyAsTheSame) {
  const auto same = [](std::string_view left, std::string_view right) {
    EXPECT_EQ(fold_for_search(left), fold_for_search(right)) << left << " / " << right;
  };
  same("株式会社見本商事", "㈱見本商事");
  same("株式会社　見本商事", "（株）見本商事");
  same("有限会社見本", "㈲見本");
  same("ＷＷＷ．Example．JP", "www.example.jp");
  same("ガス・パイプ", "ｶﾞｽ･ﾊﾟｲﾌﾟ");
  same("がすぱいぷ", "ガスパイプ");
  same("か\u3099す", "ガス");
  same("サーバー", "ｻｰﾊﾞｰ");
  same("髙橋・渡邉・山﨑", "高橋・渡辺・山崎");
  same("葛\U000E0100城", "葛城");
  same("03－1234－5678", "03-1234-5678");
  same("ヴァイオリン", "ｳﾞｧｲｵﾘﾝ");
}

TEST(Fold, KeepsApartWhatDiffers) {
  EXPECT_NE(fold_for_search("はは"), fold_for_search("ばば"));
  EXPECT_NE(fold_for_search("見本商事"), fold_for_search("見本商会"));
  EXPECT_NE(fold_for_search("サーバー"), fold_for_search("サバ"));
  EXPECT_EQ(fold_for_search("\xff not utf-8"), "\xff not utf-8");
}

// A property of all text: folding twice changes nothing, width and blanks never matter.
TEST(Fold, FoldingTwiceChangesNothing) {
  std::uint64_t state = 20260901;
  const auto dice = [&state] {  // Knuth's MMIX: the same texts in every run
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return state >> 33;
  };
  const std::vector<std::pair<char32_t, char32_t>> ranges = {
      {0x20, 0x7E},     {0xC0, 0xFF},     {0x3041, 0x30FF}, {0xFF01, 0xFF9F},   {0x4E00, 0x9FFF},
      {0x3231, 0x3232}, {0x2010, 0x2015}, {0x3099, 0x309C}, {0xFE00, 0xFE0F},   {0xF900, 0xFA6D},
      {0x28, 0x29},     {0x3000, 0x3000}, {0x682A, 0x682A}, {0x20BB7, 0x20BB7}, {0x1F600, 0x1F64F}};
  for (int round = 0; round < 20'000; ++round) {
    std::u32string text;
    const auto length = dice() % 12;
    for (std::size_t i = 0; i < length; ++i) {
      const auto& [from, to] = ranges[dice() % ranges.size()];
      text += static_cast<char32_t>(from + dice() % (to - from + 1));
    }
    const auto folded = fold_for_search(encode_utf8(text));
    ASSERT_EQ(fold_for_search(folded), folded) << encode_utf8(text);
    std::string spaced;
    for (const char32_t point : text) {
      append_utf8(spaced, point);
      spaced += ' ';
    }
    ASSERT_EQ(fold_for_search(spaced), folded) << encode_utf8(text);
  }
}

TEST(Kana, IsFullWidthKatakana) {
  const auto kana = [](std::string_view text) {
    const auto parsed = parse_kana(text);
    return parsed ? *parsed : parsed.error().message;
  };
  EXPECT_EQ(kana("ﾐﾎﾝ ﾀﾛｳ"), "ミホン　タロウ");
  EXPECT_EQ(kana("みほん　はなこ"), "ミホン　ハナコ");
  EXPECT_EQ(kana(" ｼﾞｮﾝ･ｽﾐｽ "), "ジョン・スミス");
  EXPECT_EQ(kana("サーバー"), "サーバー");
  EXPECT_EQ(kana(""), "");
  EXPECT_EQ(kana("見本"), "text.not_kana");
  EXPECT_EQ(kana("Taro"), "text.not_kana");
  EXPECT_EQ(kana("ﾐﾎﾝ\n"), "text.not_kana");
  EXPECT_EQ(kana("゛"), "text.not_kana");
}

}  // namespace
}  // namespace madoguchi
