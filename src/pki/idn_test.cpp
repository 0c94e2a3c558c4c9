#include "pki/idn.h"

#include <gtest/gtest.h>

namespace madoguchi::pki {
namespace {

std::string parsed(std::string_view text) {
  const auto name = dns_name_from_unicode(text);
  return name ? name->text() : name.error().message;
}
std::string shown(std::string_view text) {
  return unicode_of(*DnsName::parse(text));
}

TEST(Idn, TurnsUnicodeIntoALabels) {  // R49
  EXPECT_EQ(parsed("例え.jp"), "xn--r8jz45g.jp");
  EXPECT_EQ(parsed("日本語.jp"), "xn--wgv71a119e.jp");
  EXPECT_EQ(parsed("www.日本語。jp"), "www.xn--wgv71a119e.jp");
  EXPECT_EQ(parsed("*.日本語.jp"), "*.xn--wgv71a119e.jp");
  EXPECT_EQ(parsed("BÜCHER.example.com"), "xn--bcher-kva.example.com");
  EXPECT_EQ(parsed("faß.example.com"), "xn--fa-hia.example.com");  // non-transitional: not fass
  EXPECT_EQ(parsed("Www.Example.jp"), "www.example.jp");
  EXPECT_EQ(parsed("xn--wgv71a119e.例え.jp"), "xn--wgv71a119e.xn--r8jz45g.jp");
}

TEST(Idn, FoldsWidthAndJoinsVoicingMarks) {
  EXPECT_EQ(parsed("ｅｘａｍｐｌｅ．ｊｐ"), "example.jp");
  EXPECT_EQ(parsed("ﾄﾞﾒｲﾝ名例.jp"), parsed("ドメイン名例.jp"));
  EXPECT_EQ(parsed("か\u3099く.jp"), parsed("がく.jp"));
  EXPECT_EQ(parsed("ﾊﾟｰﾄ.jp"), parsed("パート.jp"));
  EXPECT_TRUE(parsed("パート.jp").starts_with("xn--"));
}

TEST(Idn, RefusesWhatTheMappingWouldDropOrChange) {
  EXPECT_EQ(parsed("ex\u200Bample.com"), "dns_name.not_idna");
  EXPECT_EQ(parsed("ex\u00ADample.com"), "dns_name.not_idna");
  EXPECT_EQ(parsed("例\u2060え.jp"), "dns_name.not_idna");
  EXPECT_EQ(parsed("例え\uFE0F.jp"), "dns_name.not_idna");
  EXPECT_EQ(parsed("\uFEFF例え.jp"), "dns_name.not_idna");
  EXPECT_EQ(parsed("㈱例え.jp"), "dns_name.not_idna");
  EXPECT_EQ(parsed("℡.jp"), "dns_name.not_idna");
  EXPECT_EQ(parsed("例え\u202E.jp"), "dns_name.not_idna");
  EXPECT_EQ(parsed("\xE4\xBE.jp"), "dns_name.not_idna");
  EXPECT_EQ(parsed(std::string_view("例\0え.jp", 10)), "dns_name.character");
}

TEST(Idn, KnowsTheContextOfAMiddleDot) {  // RFC 5892 A.7: only among kana or kanji
  EXPECT_EQ(parsed("例え・ドメイン.jp").substr(0, 4), "xn--");
  EXPECT_EQ(parsed("a・b.jp"), "dns_name.not_idna");
}

TEST(Idn, KeepsTheRulesOfDnsName) {
  EXPECT_EQ(parsed("a_b.例え.jp"), "dns_name.underscore");
  EXPECT_EQ(parsed(".例え.jp"), "dns_name.empty_label");
  EXPECT_EQ(parsed("例え..jp"), "dns_name.empty_label");
  EXPECT_EQ(parsed("例え。"), "dns_name.trailing_dot");
  EXPECT_EQ(parsed("例え.local"), "dns_name.reserved");
  EXPECT_EQ(parsed("日本語"), "dns_name.single_label");
  EXPECT_EQ(parsed(std::string(300, 'a') + "例.jp"), "dns_name.too_long");
}

TEST(Idn, ShowsALabelsToPeople) {
  EXPECT_EQ(shown("xn--r8jz45g.jp"), "例え.jp");
  EXPECT_EQ(shown("*.xn--wgv71a119e.jp"), "*.日本語.jp");
  EXPECT_EQ(shown("www.example.jp"), "www.example.jp");
  // Punycode of what is no IDNA 2008 label is possible in a certificate; it is shown as it stands.
  for (const char* name : {"xn--ab-6fa.jp", "xn--ab-g1t.jp", "xn--a-ufo.jp", "xn--qnk.jp"}) {  // Åab a<ZWSP>b a≠ ㈱
    EXPECT_EQ(shown(name), name);
  }
}

}  // namespace
}  // namespace madoguchi::pki
