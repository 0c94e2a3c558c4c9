#include "pki/idn.h"

#include <idn2.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.h"

namespace madoguchi::pki {
namespace {

struct Idn2Free {
  void operator()(void* text) const { idn2_free(text); }
};

/// The A-label of one U-label by IDNA 2008's rules for registration, context rules included, and without the mapping of
/// UTS 46: that would drop or replace characters without a word.
std::optional<std::string> to_a_label(const std::string& utf8) {
  std::uint8_t* out = nullptr;
  const int status =
      idn2_register_u8(reinterpret_cast<const std::uint8_t*>(utf8.c_str()), nullptr, &out, IDN2_NFC_INPUT);
  const std::unique_ptr<std::uint8_t, Idn2Free> owner(out);
  if (status == IDN2_MALLOC) throw Failure("libidn2: out of memory");
  if (status != IDN2_OK || out == nullptr) return {};
  return std::string(reinterpret_cast<const char*>(out));
}

std::optional<std::string> to_unicode(const std::string& a_labels) {
  char* out = nullptr;
  const int status = idn2_to_unicode_8z8z(a_labels.c_str(), &out, 0);
  const std::unique_ptr<char, Idn2Free> owner(out);
  if (status == IDN2_MALLOC) throw Failure("libidn2: out of memory");
  if (status != IDN2_OK) return {};
  return std::string(out);
}

/// What half-width katakana U+FF66..U+FF9D stand for.
constexpr std::u32string_view kKatakana =
    U"ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
static_assert(kKatakana.size() == 0xFF9D - 0xFF66 + 1);

/// One code point without case and width: what a person sees as the same letter. No more than that, on purpose.
char32_t fold_point(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFF01 - U'!';  // full-width ASCII
  if (c == 0x3002 || c == 0xFF61) return U'.';         // 。｡
  if (c >= U'A' && c <= U'Z') return c + 0x20;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 0x20;     // À..Þ
  if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) return c + 0x20;  // Α..Ω
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;                // А..Я
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;                // Ѐ..Џ
  if (c >= 0xFF66 && c <= 0xFF9D) return kKatakana[c - 0xFF66];
  return c;
}

/// A kana with its voicing mark, written as one code point; absent if there is none.
std::optional<char32_t> voiced(char32_t kana, char32_t mark) {
  const bool semi = mark == 0x309A || mark == 0xFF9F;
  if (!semi && mark != 0x3099 && mark != 0xFF9E) return {};
  const bool katakana = kana >= 0x30A1 && kana <= 0x30F2;
  const char32_t hiragana = katakana ? kana - 0x60 : kana;
  constexpr std::u32string_view kHa = U"はひふへほ";
  constexpr std::u32string_view kVoiced = U"かきくけこさしすせそたちつてと";
  if (kHa.find(hiragana) != kHa.npos) return kana + (semi ? 2 : 1);
  if (!semi && kVoiced.find(hiragana) != kVoiced.npos) return kana + 1;
  if (!semi && hiragana == U'う') return katakana ? U'ヴ' : U'ゔ';
  return {};
}

std::u32string fold(std::u32string_view points) {
  std::u32string out;
  for (const char32_t point : points) {
    const auto joined = out.empty() ? std::nullopt : voiced(out.back(), point);
    if (joined) {
      out.back() = *joined;
    } else {
      out.push_back(fold_point(point));
    }
  }
  return out;
}

template <typename Text>
std::vector<Text> labels_of(const Text& name) {
  std::vector<Text> labels(1);
  for (const auto c : name) {
    if (c == '.') {
      labels.emplace_back();
    } else {
      labels.back().push_back(c);
    }
  }
  return labels;
}

bool is_ascii(std::u32string_view points) {
  return std::ranges::all_of(points, [](char32_t c) { return c < 0x80; });
}

/// Label by label; ASCII labels stay as they are (DnsName::parse judges them). What was typed must be what is
/// certified, so each A-label is read back and compared: nothing may vanish on the way (backend.md 8).
std::optional<std::string> to_a_labels(const std::u32string& folded) {
  std::string name;
  bool first = true;
  for (const auto& label : labels_of(folded)) {
    const std::string utf8 = encode_utf8(label);
    if (!std::exchange(first, false)) name.push_back('.');
    if (is_ascii(label)) {
      name += utf8;
      continue;
    }
    const auto a_label = to_a_label(utf8);
    if (!a_label || to_unicode(*a_label) != utf8) return {};
    name += *a_label;
  }
  return name;
}

}  // namespace

Result<DnsName> dns_name_from_unicode(std::string_view utf8, DnsNameRules rules) {
  const auto points = decode_utf8(utf8);
  if (!points) return refuse(ErrorCode::invalid, "dns_name.not_idna");
  if (is_ascii(*points)) return DnsName::parse(utf8, rules);
  // An A-label is never shorter in characters than its U-label; libidn2 need not see more.
  if (points->size() > kDnsNameBytesMax) return refuse(ErrorCode::invalid, "dns_name.too_long");
  if (points->find(U'\0') != points->npos) return refuse(ErrorCode::invalid, "dns_name.character");
  const std::u32string folded = fold(*points);

  const auto a_labels = to_a_labels(folded);
  if (!a_labels) return refuse(ErrorCode::invalid, "dns_name.not_idna");
  return DnsName::parse(*a_labels, rules);
}

std::string unicode_of(const DnsName& name) {
  const std::string fqdn(name.fqdn());
  if (fqdn.find("xn--") == fqdn.npos) return name.text();
  const auto unicode = to_unicode(fqdn);
  const auto points = unicode ? decode_utf8(*unicode) : std::nullopt;
  if (!points || to_a_labels(*points) != fqdn) return name.text();
  return (name.is_wildcard() ? "*." : "") + *unicode;
}

}  // namespace madoguchi::pki
