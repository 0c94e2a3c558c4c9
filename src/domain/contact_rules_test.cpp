#include "domain/contact_rules.h"

#include <gtest/gtest.h>

#include "domain/phone.h"
#include "domain/plain_text.h"
#include "domain/postal_address.h"

namespace madoguchi {
namespace {

std::string dialled(std::string_view typed) {
  const auto number = PhoneNumber::parse(typed);
  return number ? number->e164() : number.error().message;
}

// R39
TEST(Phone, ReadsWhatPeopleType) {
  EXPECT_EQ(dialled("03-1234-5678"), "+81312345678");
  EXPECT_EQ(dialled("０３－１２３４－５６７８"), "+81312345678");
  EXPECT_EQ(dialled("03ー1234ー5678"), "+81312345678");
  EXPECT_EQ(dialled("(03) 1234.5678"), "+81312345678");
  EXPECT_EQ(dialled("+81 (0)3 1234 5678"), "+81312345678");
  EXPECT_EQ(dialled("＋81-3-1234-5678"), "+81312345678");
  EXPECT_EQ(dialled("0422-00-0000"), "+81422000000");
  EXPECT_EQ(dialled("050-1234-5678"), "+815012345678");
  EXPECT_EQ(dialled("0120-000-000"), "+81120000000");
  EXPECT_EQ(dialled("0800-000-0000"), "+818000000000");
  EXPECT_EQ(dialled("+1 202 555 0100"), "+12025550100");
  EXPECT_EQ(dialled("+49 30 1234567"), "+49301234567");
}
TEST(Phone, RefusesWhatCannotBe) {
  EXPECT_EQ(dialled(""), "phone.length");
  EXPECT_EQ(dialled("+"), "phone.length");
  EXPECT_EQ(dialled("03-1234-567"), "phone.length");
  EXPECT_EQ(dialled("03-1234-56789"), "phone.length");
  EXPECT_EQ(dialled("090-1234-567"), "phone.length");
  EXPECT_EQ(dialled("090-0234-5678"), "phone.not_assigned");
  EXPECT_EQ(dialled("040-1234-5678"), "phone.not_assigned");
  EXPECT_EQ(dialled("010-1-202-555-0100"), "phone.not_assigned");
  EXPECT_EQ(dialled("0990-123-456"), "phone.not_callable");
  EXPECT_EQ(dialled("020-1234-5678"), "phone.not_callable");
  EXPECT_EQ(dialled("1234-5678"), "phone.no_country");
  EXPECT_EQ(dialled("03-1234-5678 内線12"), "phone.characters");
  EXPECT_EQ(dialled("03-1234-5678\r\nBcc: x"), "phone.characters");
  EXPECT_EQ(dialled("03+12345678"), "phone.characters");
  EXPECT_EQ(dialled("+0123456789"), "phone.not_assigned");
  EXPECT_EQ(dialled("+1234567890123456"), "phone.length");
  EXPECT_EQ(dialled(std::string(1000, '0')), "phone.length");
}
TEST(Phone, KnowsMobileNumbersAndShowsDomesticOnes) {
  const auto mobile = [](std::string_view typed) { return PhoneNumber::parse(typed).value().is_mobile(); };
  EXPECT_TRUE(mobile("060-1234-5678"));
  EXPECT_TRUE(mobile("070-1234-5678"));
  EXPECT_TRUE(mobile("080-1234-5678"));
  EXPECT_TRUE(mobile("+81 90 1234 5678"));
  EXPECT_FALSE(mobile("050-1234-5678"));
  EXPECT_FALSE(mobile("0800-123-4567"));
  EXPECT_FALSE(mobile("03-1234-5678"));
  EXPECT_FALSE(mobile("+1 909 012 3456"));
  const auto shown = [](std::string_view typed) { return PhoneNumber::parse(typed).value().display(); };
  EXPECT_EQ(shown("0312345678"), "03-1234-5678");
  EXPECT_EQ(shown("08012345678"), "080-1234-5678");
  EXPECT_EQ(shown("0120000000"), "0120-000-000");
  EXPECT_EQ(shown("0422001111"), "0422001111");  // the area code's length is not certain
  EXPECT_EQ(shown("+1 202 555 0100"), "+12025550100");
  EXPECT_FALSE(PhoneNumber::from_e164("0312345678"));
  EXPECT_EQ(PhoneNumber::from_e164("+81312345678")->display(), "03-1234-5678");
}

TEST(PostalCode, IsSevenDigitsInJapan) {
  const auto code = [](std::string_view typed, std::string_view country) {
    const auto parsed = parse_postal_code(typed, country);
    return parsed ? *parsed : parsed.error().message;
  };
  EXPECT_EQ(code("1000001", "JP"), "100-0001");
  EXPECT_EQ(code("〒１００－０００１", "JP"), "100-0001");
  EXPECT_EQ(code("100ー0001", "JP"), "100-0001");
  EXPECT_EQ(code("100-001", "JP"), "postal_code.japanese");
  EXPECT_EQ(code("100-000A", "JP"), "postal_code.japanese");
  EXPECT_EQ(code("SW1A 1AA", "GB"), "SW1A 1AA");
  EXPECT_EQ(code("10117\r\n", "DE"), "postal_code.characters");
  EXPECT_EQ(code("12345678901234567", "US"), "postal_code.characters");
}

// R39: names as typed, but nothing that can end a header or turn a line around.
TEST(PlainText, KeepsNamesAndRefusesTricks) {
  const auto line = [](std::string_view text) {
    const auto parsed = parse_line(text, 10);
    return parsed ? *parsed : parsed.error().message;
  };
  EXPECT_EQ(line("㈱髙﨑"), "㈱髙﨑");
  EXPECT_EQ(line("葛\U000E0100城"), "葛\U000E0100城");
  EXPECT_EQ(line("𠮷野家"), "𠮷野家");
  EXPECT_EQ(line("　見本 太郎 "), "見本 太郎");
  for (const char* trick : {"a\r\nBcc: b", "a\nb", "a\rb", "a\tb", "a\u0085b", "a\u2028b", "a\u202Eb", "a\u2066b",
                            "a\u200Bb", "a\uFEFFb", "a\x7F", "a\x1B[31m"}) {
    EXPECT_EQ(line(trick), "input.bad_characters") << trick;
  }
  EXPECT_EQ(line(std::string_view("a\0b", 3)), "input.bad_characters");
  EXPECT_EQ(line("\xC3("), "input.bad_characters");
  EXPECT_EQ(line("\uE000"), "text.private_character");
  EXPECT_EQ(line("一二三四五六七八九十"), "一二三四五六七八九十");
  EXPECT_EQ(line("一二三四五六七八九十一"), "input.too_long");
  EXPECT_EQ(parse_lines("一\r\n二\n三", 10).value(), "一\n二\n三");
}

const Contact kRegistrant = {.role = ContactRole::registrant,
                             .person_name = "見本 太郎",
                             .person_kana = "ミホン　タロウ",
                             .phone = "+81300001000",
                             .postal_code = "100-0000",
                             .address = "東京都千代田区見本1-2-3",
                             .mail = "taro@example.jp",
                             .department = "情報システム部",
                             .organization = "株式会社見本商事"};
Contact billing() {
  Contact contact = kRegistrant;
  contact.role = ContactRole::billing;
  contact.invoice_delivery = InvoiceDelivery::electronic;
  return contact;
}
std::string edited(const Contact& current, std::map<ContactField, std::string> fields,
                   EditedBy by = EditedBy::customer) {
  const auto after = apply_edit(current, {.role = current.role, .fields = std::move(fields)}, Product{}, by);
  std::string out;
  if (after) {
    for (const auto& change : difference(current, *after)) {
      out += std::string(to_text(change.field)) + ": " + change.before.value_or("-") + " -> " +
             change.after.value_or("-") + (is_sensitive(change) ? " !" : "") + "\n";
    }
    return out;
  }
  out = after.error().message + "\n";
  for (const auto& [field, key] : after.error().fields) out += field + " " + key + "\n";
  return out;
}
using enum ContactField;

// R28, R35: only what differs, in its stored form.
TEST(ContactEdit, StoresOnlyWhatDiffers) {
  EXPECT_EQ(edited(kRegistrant, {}), "");
  EXPECT_EQ(edited(kRegistrant, {{person_name, "見本 太郎"}, {phone, "03-0000-1000"}, {postal_code, "１０００000"}}),
            "");
  EXPECT_EQ(edited(kRegistrant, {{person_name, "髙橋 花子"}, {person_kana, "ﾀｶﾊｼ ﾊﾅｺ"}, {phone, "050-1234-5678"}}),
            "person_name: 見本 太郎 -> 髙橋 花子\nperson_kana: ミホン　タロウ -> タカハシ　ハナコ\n"
            "phone: +81300001000 -> +815012345678 !\n");
  EXPECT_EQ(edited(kRegistrant, {{renewal_notice, "not_required"}, {department, ""}, {mail, "ｈａｎａ@example.jp"}}),
            "department: 情報システム部 -> -\nmail: taro@example.jp -> hana@example.jp !\n"
            "renewal_notice: required -> not_required\n");
}
// R31: the registrant's 法人名 is the contract's party.
TEST(ContactEdit, KeepsTheRegistrantsCorporateName) {
  EXPECT_EQ(edited(kRegistrant, {{organization, "株式会社見本商事"}}), "");
  EXPECT_EQ(edited(kRegistrant, {{organization, "㈱見本商事"}}),
            "contact.organization_read_only\n/contacts/registrant/organization contact.organization_read_only\n");
  EXPECT_EQ(edited(kRegistrant, {{organization, "新見本商事"}}, EditedBy::desk),
            "organization: 株式会社見本商事 -> 新見本商事\n");
  EXPECT_EQ(edited(billing(), {{organization, "見本ホールディングス"}}),  // R32
            "organization: 株式会社見本商事 -> 見本ホールディングス\n");
}
// R39
TEST(ContactEdit, NamesEveryFault) {
  EXPECT_EQ(edited(kRegistrant, {{phone, "090-1234-5678"}}),
            "input.invalid\n/contacts/registrant/phone contact.registrant_no_mobile\n");
  EXPECT_EQ(edited(billing(), {{phone, "090-1234-5678"}}), "phone: +81300001000 -> +819012345678\n");
  EXPECT_EQ(edited(kRegistrant, {{person_name, "a\nb"}, {person_kana, "見本"}, {mail, "x@y\r\nBcc: z@example.jp"}}),
            "input.invalid\n/contacts/registrant/person_name input.bad_characters\n"
            "/contacts/registrant/person_kana text.not_kana\n/contacts/registrant/mail mail_address.bad_host\n");
  EXPECT_EQ(edited(kRegistrant, {{person_name, " "}, {mail, ""}}),
            "input.invalid\n/contacts/registrant/person_name input.required\n/contacts/registrant/mail "
            "input.required\n");
  EXPECT_EQ(edited(kRegistrant, {{invoice_delivery, "paper"}}),
            "input.invalid\n/contacts/registrant/invoice_delivery contact.invoice_only_billing\n");
  EXPECT_EQ(edited(kRegistrant, {{country, "US"}, {postal_code, "20500"}, {phone, "+1 202 555 0100"}}),
            "phone: +81300001000 -> +12025550100 !\ncountry: JP -> US\npostal_code: 100-0000 -> 20500\n");
  EXPECT_EQ(edited(kRegistrant, {{country, "日本"}}), "input.invalid\n/contacts/registrant/country country.form\n");
}
TEST(ContactEdit, AllowsMobileNumbersWhereTheProductDoes) {
  const ContactEdit edit{.role = ContactRole::registrant, .fields = {{phone, "090-1234-5678"}}};
  EXPECT_TRUE(apply_edit(kRegistrant, edit, Product{.registrant_mobile_allowed = true}, EditedBy::customer));
}
// R29
TEST(ContactEdit, NeedsWhereInvoicesGo) {
  EXPECT_EQ(edited(billing(), {{mail, ""}}), "input.invalid\n/contacts/billing/mail contact.electronic_needs_mail\n");
  EXPECT_EQ(edited(billing(), {{invoice_delivery, "paper"}, {mail, ""}}),
            "mail: taro@example.jp -> -\ninvoice_delivery: electronic -> paper\n");
  EXPECT_EQ(edited(billing(), {{invoice_delivery, "paper"}, {address, ""}, {postal_code, ""}}),
            "input.invalid\n/contacts/billing/address contact.paper_needs_address\n"
            "/contacts/billing/postal_code contact.paper_needs_address\n");
}
// R30
TEST(ContactEdit, WarnsWhenNobodyIsNotified) {
  Contact silent = kRegistrant, applicant = kRegistrant;
  silent.renewal_notice = false;
  applicant.role = ContactRole::applicant;
  EXPECT_TRUE(nobody_is_notified({silent, applicant}));
  EXPECT_FALSE(nobody_is_notified({silent, billing()}));
}
// R44
TEST(ContactEdit, FindsWhatWasCorrectedMeanwhile) {
  const std::vector<FieldChange> wished = {
      {.role = ContactRole::registrant, .field = department, .before = "情報システム部", .after = "総務部"},
      {.role = ContactRole::registrant, .field = person_name, .before = "見本 太郎", .after = "見本 花子"}};
  EXPECT_TRUE(conflicts(wished, {kRegistrant}).empty());
  Contact corrected = kRegistrant;
  corrected.department = "情報部";
  corrected.person_name = "見本 花子";  // what is wished already
  const auto found = conflicts(wished, {corrected});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].wished, wished[0]);
  EXPECT_EQ(found[0].now, "情報部");
}

}  // namespace
}  // namespace madoguchi
