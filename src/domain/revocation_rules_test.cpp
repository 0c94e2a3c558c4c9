#include "domain/revocation_rules.h"

#include <gtest/gtest.h>

namespace madoguchi {
namespace {

constexpr Time kNow{Seconds{1'790'000'000}};
const Certificate kCertificate{.serial = "4d00000000000000000000000abcdef1", .not_after = kNow + Seconds(1000)};

RevocationWish good_wish() {
  return {.reason_text = "サーバーを廃止したため", .understood = true, .typed_dns_name = "www.example.jp"};
}
std::string faults(const RevocationWish& wish) {
  const auto checked = check_wish(wish, kCertificate, "www.example.jp", kNow);
  std::string out;
  if (!checked) {
    for (const auto& [field, key] : checked.error().fields) out += field + " " + key + "\n";
  }
  return out;
}

// R84, R85: the reason, the tick and the name are all required, and all faults are told at once.
TEST(RevocationWish, NamesEveryFaultAtOnce) {
  EXPECT_EQ(faults(good_wish()), "");
  EXPECT_EQ(faults({.reason = RevocationReason::privilege_withdrawn, .reason_text = " \n "}),
            "/reason revocation.reason_not_yours\n/reason_text input.required\n/understood revocation.not_understood\n"
            "/typed_dns_name revocation.wrong_name\n");
  auto wish = good_wish();
  wish.typed_dns_name = " WWW.Example.JP ";
  EXPECT_EQ(faults(wish), "");
  for (std::string& text = wish.reason_text = ""; text.size() < 3000;) text += "長";
  EXPECT_EQ(faults(wish), "");
  wish.reason_text += "長";
  EXPECT_EQ(faults(wish), "/reason_text input.too_long\n");
}

// R92: a wished date only for reasons 4 and 5, of one certificate, not past, not after the expiry.
TEST(RevocationWish, AWishedDateHasItsBounds) {
  auto wish = good_wish();
  wish.wished_at = kNow + Seconds(10);
  EXPECT_EQ(faults(wish), "/wished_at revocation.wish_not_allowed\n");
  wish.reason = RevocationReason::superseded;
  EXPECT_EQ(faults(wish), "");
  wish.wished_at = kNow;
  EXPECT_EQ(faults(wish), "/wished_at revocation.wish_past\n");
  wish.wished_at = kCertificate.not_after;
  EXPECT_EQ(faults(wish), "");
  wish.wished_at = kCertificate.not_after + Seconds(1);
  EXPECT_EQ(faults(wish), "/wished_at revocation.wish_after_expiry\n");
  wish.wished_at = kNow + Seconds(10);
  wish.scope = RevocationScope::contract;
  EXPECT_EQ(faults(wish), "/wished_at revocation.wish_not_allowed\n");
}

// R83: 8, 16, 20 and 22 hours, each at its second.
TEST(Escalation, CountsTheMarksThatHavePassed) {
  std::int64_t expected = 0;
  for (const auto hours : {8, 16, 20, 22}) {
    EXPECT_EQ(escalation_at(kNow, kNow + Seconds(hours * 3600 - 1)), expected);
    EXPECT_EQ(escalation_at(kNow, kNow + Seconds(hours * 3600)), ++expected);
  }
}

// R40, R119: only a number that stood on file before the request; one replaced afterwards still is the one to call.
TEST(CallNumber, MustHaveStoodOnFileBefore) {
  VerifiedNumber number{.subject = NumberSubject::registrant, .valid_from = kNow - Seconds(1)};
  EXPECT_EQ(basis_of_call(number, kNow), RevocationBasis::call);
  number.valid_from = kNow;
  EXPECT_EQ(basis_of_call(number, kNow).error().message, "call.number_too_new");
  number.valid_from = kNow - Seconds(100);
  number.valid_until = kNow + Seconds(1);
  EXPECT_TRUE(basis_of_call(number, kNow));
  number.valid_until = kNow - Seconds(1);
  EXPECT_FALSE(basis_of_call(number, kNow));
}

// R81: the officer types the serial's last six digits as read back.
TEST(SerialReadBack, AreTheLastSixDigits) {
  EXPECT_TRUE(serial_read_back_matches("bc:de:f1", kCertificate.serial));
  EXPECT_TRUE(serial_read_back_matches("BCDEF1", kCertificate.serial));
  EXPECT_FALSE(serial_read_back_matches("cdef1", kCertificate.serial));
  EXPECT_FALSE(serial_read_back_matches("bcdef2", kCertificate.serial));
  EXPECT_FALSE(serial_read_back_matches("", kCertificate.serial));
}

}  // namespace
}  // namespace madoguchi
