#include "domain/dns_name.h"

#include <gtest/gtest.h>

namespace madoguchi {
namespace {

std::string parsed(std::string_view text, DnsNameRules rules = {}) {
  const auto name = DnsName::parse(text, rules);
  return name ? name->text() : name.error().message;
}

TEST(DnsName, FoldsCaseAndKeepsTheRest) {
  EXPECT_EQ(parsed("WWW.Example.JP"), "www.example.jp");
  EXPECT_EQ(parsed("a-b.c--d1.example.com"), "a-b.c--d1.example.com");  // "--" is reserved in positions 3 and 4 only
  EXPECT_EQ(parsed("0.example.jp"), "0.example.jp");
  EXPECT_EQ(*DnsName::parse("A.example.jp"), *DnsName::parse("a.EXAMPLE.jp"));
}

TEST(DnsName, RefusesWhatIsNoLdhName) {  // rules 1.1.12
  EXPECT_EQ(parsed(""), "dns_name.empty");
  EXPECT_EQ(parsed("a_b.example.jp"), "dns_name.underscore");
  EXPECT_EQ(parsed("a b.example.jp"), "dns_name.character");
  EXPECT_EQ(parsed(std::string_view("a\0.example.jp", 13)), "dns_name.character");
  EXPECT_EQ(parsed("a\n.example.jp"), "dns_name.character");
  EXPECT_EQ(parsed("https://example.jp/"), "dns_name.character");
  EXPECT_EQ(parsed("例え.jp"), "dns_name.not_ascii");
  EXPECT_EQ(parsed("example.jp."), "dns_name.trailing_dot");
  EXPECT_EQ(parsed("."), "dns_name.trailing_dot");
  EXPECT_EQ(parsed(".example.jp"), "dns_name.empty_label");
  EXPECT_EQ(parsed("a..example.jp"), "dns_name.empty_label");
  EXPECT_EQ(parsed("-a.example.jp"), "dns_name.hyphen");
  EXPECT_EQ(parsed("a-.example.jp"), "dns_name.hyphen");
  EXPECT_EQ(parsed("ab--c.example.jp"), "dns_name.reserved_label");
}

TEST(DnsName, KeepsTheLimitsOnLength) {
  const std::string label63(63, 'a');
  EXPECT_EQ(parsed(label63 + ".jp"), label63 + ".jp");
  EXPECT_EQ(parsed(label63 + "a.jp"), "dns_name.label_too_long");
  const std::string three = label63 + "." + label63 + "." + label63 + ".";                        // 192
  EXPECT_EQ(parsed(three + std::string(58, 'b') + ".jp"), three + std::string(58, 'b') + ".jp");  // 253
  EXPECT_EQ(parsed(three + std::string(59, 'b') + ".jp"), "dns_name.too_long");
}

TEST(DnsName, TakesAWildcardOnlyAtTheLeft) {
  EXPECT_EQ(parsed("*.Example.jp"), "*.example.jp");
  EXPECT_TRUE(DnsName::parse("*.example.jp")->is_wildcard());
  EXPECT_EQ(DnsName::parse("*.example.jp")->fqdn(), "example.jp");
  EXPECT_FALSE(DnsName::parse("www.example.jp")->is_wildcard());
  EXPECT_EQ(parsed("*"), "dns_name.wildcard_position");
  EXPECT_EQ(parsed("w*.example.jp"), "dns_name.wildcard_position");
  EXPECT_EQ(parsed("a.*.example.jp"), "dns_name.wildcard_position");
  EXPECT_EQ(parsed("*.*.example.jp"), "dns_name.wildcard_position");
  EXPECT_EQ(parsed("*.jp"), "dns_name.wildcard_too_wide");
  EXPECT_EQ(parsed("*.example.jp", {.wildcard_allowed = false}), "dns_name.wildcard_forbidden");
}

TEST(DnsName, RefusesWhatNoRegistryDelegates) {
  EXPECT_EQ(parsed("server"), "dns_name.single_label");
  EXPECT_EQ(parsed("server.local"), "dns_name.reserved");
  EXPECT_EQ(parsed("server.corp.internal"), "dns_name.reserved");
  EXPECT_EQ(parsed("nas.home.arpa"), "dns_name.reserved");
  EXPECT_EQ(parsed("1.0.168.192.in-addr.arpa"), "dns_name.reverse_zone");
  EXPECT_EQ(parsed("*.8.b.d.0.1.0.0.2.ip6.arpa"), "dns_name.reverse_zone");
  EXPECT_EQ(parsed("notin-addr.arpa"), "notin-addr.arpa");
  EXPECT_EQ(parsed("192.0.2.1"), "dns_name.ip_address");
  EXPECT_EQ(parsed("host.1"), "dns_name.ip_address");
}

TEST(DnsName, APrivateAuthorityTakesInternalNames) {
  constexpr DnsNameRules kPrivate{.private_authority = true};
  EXPECT_EQ(parsed("server", kPrivate), "server");
  EXPECT_EQ(parsed("server.local", kPrivate), "server.local");
  EXPECT_EQ(parsed("*.local", kPrivate), "dns_name.wildcard_too_wide");
  EXPECT_EQ(parsed("1.in-addr.arpa", kPrivate), "dns_name.reverse_zone");
  EXPECT_EQ(parsed("10.0.0.1", kPrivate), "dns_name.ip_address");
}

TEST(DnsName, SaysWhichNameItRefused) {
  const auto refused = DnsName::parse("A.local");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid);
  EXPECT_EQ(refused.error().params, (std::vector<std::pair<std::string, std::string>>{{"name", "a.local"}}));
  EXPECT_TRUE(DnsName::parse("<b>.local").error().params.empty());  // not echoed
}

TEST(DnsName, TakesPunycodeThatIsOne) {
  EXPECT_EQ(parsed("XN--R8JZ45G.jp"), "xn--r8jz45g.jp");                        // 例え
  EXPECT_EQ(parsed("xn--wgv71a119e.jp"), "xn--wgv71a119e.jp");                  // 日本語
  EXPECT_EQ(parsed("xn--bcher-kva.example.com"), "xn--bcher-kva.example.com");  // bücher
  EXPECT_TRUE(is_punycode("ihqwcrb4cv8a8dqg056pqjye"));                         // RFC 3492 7.1 (B), Chinese
  EXPECT_TRUE(is_punycode("n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"));           // (H), Japanese
  EXPECT_EQ(parsed("xn--.jp"), "dns_name.hyphen");                              // ends in a hyphen as well
  EXPECT_EQ(parsed("xn--abc-.jp"), "dns_name.hyphen");
  EXPECT_EQ(parsed("xn--99999999999.jp"), "dns_name.punycode");
  EXPECT_EQ(parsed("xn--0.jp"), "dns_name.punycode");  // cut short
  EXPECT_FALSE(is_punycode(""));
  EXPECT_FALSE(is_punycode("-abc"));
}

}  // namespace
}  // namespace madoguchi
