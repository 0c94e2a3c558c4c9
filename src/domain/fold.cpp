#include "domain/fold.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace madoguchi {
namespace {

constexpr char32_t kVoiced = U'\u309B';      // ゛
constexpr char32_t kHalfVoiced = U'\u309C';  // ゜

/// U+FF61 … U+FF9D, in order.
constexpr std::u32string_view kHalfWidthKana =
    U"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリ"
    U"ルレロワン";
static_assert(kHalfWidthKana.size() == 0xFF9D - 0xFF61 + 1);

/// Base, with ゛, with ゜ (the base again where there is none).
constexpr std::u32string_view kVoicing =
    U"カガカキギキクグクケゲケコゴコサザサシジシスズスセゼセソゾソタダタチヂチツヅツテデテトドト"
    U"ハバパヒビピフブプヘベペホボポウヴウワヷワヲヺヲ"
    U"かがかきぎきくぐくけげけこごこさざさしじしすずすせぜせそぞそただたちぢちつづつてでてとどと"
    U"はばぱひびぴふぶぷへべぺほぼぽうゔう";
static_assert(kVoicing.size() % 3 == 0);

/// 旧字 and 異体字 that names and corporate names often have, each before its common form.
constexpr std::u32string_view kOldForms =
    U"髙高﨑崎嵜崎碕崎齋斉齊斉斎斉邊辺邉辺澤沢濱浜濵浜廣広櫻桜國国學学榮栄惠恵眞真嶋島嶌島瀨瀬塚塚德徳龍竜"
    U"瀧滝淸清渡渡會会實実寶宝壽寿圓円藏蔵應応條条將将曾曽靜静黑黒兒児神神福福祥祥都都隆隆賴頼吉吉𠮷吉槇槙"
    U"檜桧彌弥豐豊鐵鉄鷗鴎與与萬万禮礼縣県關関戶戸步歩每毎增増峯峰舘館冨富埜野栁柳桒桑濤涛";
static_assert(kOldForms.size() % 2 == 0);

constexpr std::array<std::pair<std::u32string_view, std::u32string_view>, 3> kCompanyForms = {{
    {U"(株)", U"株式会社"},
    {U"(有)", U"有限会社"},
    {U"(合)", U"合同会社"},
}};

bool is_space(char32_t point) {
  return point == U' ' || point == U'\t' || point == U'\u3000' || point == U'\u00A0' ||
         (point >= U'\u2000' && point <= U'\u200A');
}
/// Marks that choose a glyph and mean nothing to a search.
bool is_invisible(char32_t point) {
  return (point >= U'\uFE00' && point <= U'\uFE0F') || (point >= U'\U000E0100' && point <= U'\U000E01EF') ||
         (point >= U'\u200B' && point <= U'\u200F') || point == U'\uFEFF' || point == U'\u2060';
}
bool is_hyphen(char32_t point) {
  return (point >= U'\u2010' && point <= U'\u2015') || point == U'\u2212' || point == U'\uFE63' || point == U'\u30A0';
}
char32_t narrowed(char32_t point) {
  if (point >= U'\uFF01' && point <= U'\uFF5E') return point - 0xFEE0;
  return point == U'\u3000' ? U' ' : point;
}
char32_t voicing_mark(char32_t point) {
  if (point == U'\u3099' || point == U'\uFF9E') return kVoiced;
  if (point == U'\u309A' || point == U'\uFF9F') return kHalfVoiced;
  return point;
}
/// `base` with `mark` in one code point, 0 if there is none.
char32_t composed(char32_t base, char32_t mark) {
  const std::size_t offset = mark == kVoiced ? 1 : 2;
  for (std::size_t at = 0; at < kVoicing.size(); at += 3) {
    if (kVoicing[at] == base) return kVoicing[at + offset] == base ? 0 : kVoicing[at + offset];
  }
  return 0;
}
/// Half-width kana as full-width, marks as their spacing form.
char32_t widened_kana(char32_t point) {
  if (point >= U'\uFF61' && point <= U'\uFF9D') return kHalfWidthKana[point - 0xFF61];
  return voicing_mark(point);
}
char32_t as_hiragana(char32_t point) {
  const bool has_hiragana = (point >= U'ァ' && point <= U'ヶ') || point == U'ヽ' || point == U'ヾ';
  return has_hiragana ? point - 0x60 : point;
}
char32_t as_katakana(char32_t point) {
  const bool has_katakana = (point >= U'ぁ' && point <= U'ゖ') || point == U'ゝ' || point == U'ゞ';
  return has_katakana ? point + 0x60 : point;
}
char32_t lower_case(char32_t point) {
  if (point >= U'A' && point <= U'Z') return point + 0x20;
  const bool latin1 = point >= U'\u00C0' && point <= U'\u00DE' && point != U'\u00D7';
  return latin1 ? point + 0x20 : point;
}
char32_t new_form(char32_t point) {
  for (std::size_t at = 0; at < kOldForms.size(); at += 2) {
    if (kOldForms[at] == point) return kOldForms[at + 1];
  }
  return point;
}
/// Appends `point`, or composes it with what stands before it.
void append_marked(std::u32string& out, char32_t point) {
  if ((point == kVoiced || point == kHalfVoiced) && !out.empty()) {
    if (const auto whole = composed(out.back(), point)) {
      out.back() = whole;
      return;
    }
  }
  out += point;
}
void replace_all(std::u32string& text, std::u32string_view from, std::u32string_view to) {
  for (auto at = text.find(from); at != std::u32string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

std::string fold_for_search(std::string_view text) {
  const auto points = decode_utf8(text);
  if (!points) return std::string(text);
  std::u32string out;
  for (const char32_t typed : *points) {
    if (is_space(typed) || is_invisible(typed)) continue;
    if (typed == U'㈱' || typed == U'㍿') {
      out += U"株式会社";
    } else if (typed == U'㈲') {
      out += U"有限会社";
    } else if (is_hyphen(typed)) {
      out += U'-';
    } else {
      append_marked(out, as_hiragana(new_form(lower_case(widened_kana(narrowed(typed))))));
    }
  }
  for (const auto& [short_form, long_form] : kCompanyForms) replace_all(out, short_form, long_form);
  return encode_utf8(out);
}

std::string narrow(std::string_view text) {
  auto points = decode_utf8(text);
  if (!points) return std::string(text);
  std::ranges::transform(*points, points->begin(), narrowed);
  return encode_utf8(*points);
}

Result<std::string> parse_kana(std::string_view text) {
  const auto points = decode_utf8(text);
  if (!points) return refuse(ErrorCode::invalid, "text.not_kana");
  std::u32string out;
  bool space_due = false;
  for (const char32_t typed : *points) {
    if (is_space(typed)) {
      space_due = !out.empty();
      continue;
    }
    if (space_due) out += U'\u3000';
    space_due = false;
    append_marked(out, as_katakana(widened_kana(typed)));
  }
  for (const char32_t point : out) {
    const bool kana = (point >= U'ァ' && point <= U'ヺ') || point == U'ー' || point == U'・' || point == U'\u3000';
    if (!kana) return refuse(ErrorCode::invalid, "text.not_kana");
  }
  return encode_utf8(out);
}

}  // namespace madoguchi
