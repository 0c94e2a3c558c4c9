#include "domain/mail_address.h"

#include <gtest/gtest.h>

namespace madoguchi {
namespace {

std::string refused(std::string_view text) {
  const auto address = MailAddress::parse(text);
  return address ? "" : address.error().message;
}

TEST(MailAddress, IsKeptAsTypedButForTheHostsCase) {
  EXPECT_EQ(MailAddress::parse("Taro.Yamada+tls@Example.CO.JP")->text(), "Taro.Yamada+tls@example.co.jp");
  EXPECT_EQ(MailAddress::parse("o'neil@xn--wgv71a.example")->host(), "xn--wgv71a.example");
  EXPECT_EQ(MailAddress::parse("taro@example.jp")->masked(), "t***@example.jp");
}

// R12, R39: syntax, and nothing that could end a header or an SMTP command.
TEST(MailAddress, RefusesWhatCannotBeSentTo) {
  for (const auto* bad :
       {"", "a", "@example.jp", "a@", ".a@example.jp", "a.@example.jp", "a..b@example.jp", "a b@example.jp",
        "\"a b\"@example.jp", "a@b@example.jp x", "<a@example.jp>", "a,b@example.jp", "a\r\nBcc: x@example.jp",
        "a@example.jp\r\nRCPT TO:<x@example.jp>", "a(c)@example.jp"}) {
    EXPECT_NE(refused(bad), "") << bad;
  }
  EXPECT_EQ(refused(std::string_view("a\0@example.jp", 13)), "mail_address.malformed");
  EXPECT_EQ(refused("a@localhost"), "mail_address.bad_host");
  EXPECT_EQ(refused("a@[192.0.2.1]"), "mail_address.bad_host");
  EXPECT_EQ(refused("a@*.example.jp"), "mail_address.bad_host");
  EXPECT_EQ(refused("a@example.jp\n"), "mail_address.bad_host");
  EXPECT_EQ(refused("太郎@example.jp"), "mail_address.not_ascii");
  EXPECT_EQ(refused("taro＠example.jp"), "mail_address.not_ascii");
}

TEST(MailAddress, HasTheLimitsOfSmtp) {
  const std::string host = "." + std::string(60, 'b') + "." + std::string(60, 'c') + ".example.jp";
  EXPECT_EQ(refused(std::string(64, 'a') + "@example.jp"), "");
  EXPECT_EQ(refused(std::string(65, 'a') + "@example.jp"), "mail_address.too_long");
  const auto fits = std::string(64, 'a') + "@" + std::string(254 - 65 - host.size(), 'd') + host;
  ASSERT_EQ(fits.size(), kMailAddressBytesMax);
  EXPECT_EQ(refused(fits), "");
  EXPECT_EQ(refused("x" + fits), "mail_address.too_long");
}

}  // namespace
}  // namespace madoguchi
