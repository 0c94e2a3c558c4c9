#include "story/contact_change_fixture.h"

namespace madoguchi::test {
namespace {

using ContactCorrection = ContactChange;

// R44: the desk corrected the same field meanwhile.
TEST_P(ContactCorrection, IsMarkedWhenTheDeskCorrectsMeanwhile) {
  const auto id = filed({{.role = kTechnical, .fields = {{department, "総務部"}, {person_name, "見本 花子"}}}});
  review(id);
  const auto seen = application(id);
  must(correct(counter_.reception(), kTechnical, {{department, "情報部"}}));
  EXPECT_EQ(application(id).recheck_since, counter_.now);
  const auto stale = counter_.as(counter_.reviewer(), [&](Work& work) {
    return approve_contact_change(work, {.id = id, .version = seen.version, .content_digest = seen.content_digest});
  });
  EXPECT_EQ(answer(stale), "record.changed");
  const auto three = view(id).conflicts;
  ASSERT_EQ(three.size(), 1U);
  EXPECT_EQ(three[0].wished.before, "情報システム部");
  EXPECT_EQ(three[0].now, "情報部");
  EXPECT_EQ(three[0].wished.after, "総務部");
  const auto before = counter_.snapshot();
  EXPECT_EQ(answer(approve(id)), "/contacts/technical/department=contact_change.corrected_meanwhile");
  EXPECT_EQ(counter_.snapshot(), before);
  EXPECT_EQ(answer(approve(id, true)), "ok");
  EXPECT_EQ(contact(kTechnical).department, "総務部");
  EXPECT_EQ(contact(kTechnical).person_name, "見本 花子");
}

// R29, R44: a correction may take away what the wish relied on.
TEST_P(ContactCorrection, IsJudgedAgainWhenItTakesEffect) {
  const auto id = filed({{.role = kBilling, .fields = {{mail, ""}, {invoice_delivery, "paper"}}}});
  review(id);
  must(correct(counter_.reviewer(), kBilling, {{address, ""}, {postal_code, ""}}));
  EXPECT_EQ(answer(approve(id, true)),
            "/contacts/billing/address=contact.paper_needs_address "
            "/contacts/billing/postal_code=contact.paper_needs_address");
}

// R38, R44, R102: the desk's corrections are told, and not made by who calls.
TEST_P(ContactCorrection, TellsOfCorrections) {
  EXPECT_EQ(answer(correct(counter_.caller(), kRegistrant, {{phone, "03-1111-1111"}})), "forbidden");
  EXPECT_EQ(answer(correct(counter_.applicant(), kRegistrant, {{phone, "03-1111-1111"}})), "forbidden");
  EXPECT_EQ(answer(correct(counter_.reception(), kRegistrant, {})), "contact_change.nothing_changed");
  const auto contract = must(correct(counter_.reception(), kTechnical, {{mail, "taro@example.jp"}}));
  EXPECT_EQ(contract.version, 2);
  EXPECT_EQ(told("contact_corrected"), "registrant@example.jp taro@example.jp technical@example.jp");
  const auto stale = counter_.as(counter_.reception(), [&](Work& work) {
    return correct_contact(
        work, {.contract = counter_.ev.id, .version = 1, .edit = {.role = kTechnical, .fields = {{department, "x"}}}});
  });
  EXPECT_EQ(answer(stale), "record.changed");
  EXPECT_EQ(answer(correct(counter_.reception(), ContactRole::applicant, {{department, "役員室"}})), "ok");
}

// R31, R33, R40, R122: what needs evidence, a verification or peace between the contacts is not one officer's to write.
TEST_P(ContactCorrection, CorrectsNeitherThePartyNorWhereTheRegistrantIsReached) {
  const auto before = counter_.snapshot();
  EXPECT_EQ(answer(correct(counter_.reception(), kRegistrant,
                           {{organization, "別の会社"}, {phone, "03-1111-1111"}, {mail, "taro@example.jp"}})),
            "/contacts/registrant/organization=contact.party_by_party_change "
            "/contacts/registrant/phone=contact.sensitive_by_application "
            "/contacts/registrant/mail=contact.sensitive_by_application");
  EXPECT_EQ(counter_.snapshot(), before);
  EXPECT_EQ(
      answer(correct(counter_.reception(), kRegistrant, {{mail, contact(kRegistrant).mail}, {department, "本部"}})),
      "ok");
  counter_.read([&](Store& store) {
    return store.sql.execute(
        "INSERT INTO dispute_hold (id, contract_id, reason, placed_by, placed_at, version) "
        "VALUES ('h', $1, 'x', 'y', 0, 1)",
        {counter_.ev.id});
  });
  EXPECT_EQ(answer(correct(counter_.reception(), kTechnical, {{department, "本部"}})), "contract.disputed");
}

INSTANTIATE_TEST_SUITE_P(Sql, ContactCorrection, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi::test
