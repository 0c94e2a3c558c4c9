#include <set>

#include "domain/login_limits.h"
#include "secret/one_time_code.h"
#include "story/account_fixture.h"
#include "usecase/guard.h"

namespace madoguchi::test {
namespace {

// R12, R13, R14, R15, R17: the address is shown before anything changes; code to the new address, switch at once, the
// next code goes to the new one only.
TEST_P(AccountStory, ChangesTheAddressForCodes) {
  auto browser = reauthenticated();
  counter_.now += Seconds(1);
  auto elsewhere = logged_in();
  counter_.now += Seconds(1);
  auto pending = site_.portal();
  const auto login = site_.begin_login(pending, "applicant", kExamplePassword);
  const auto pending_code = ExampleSite::code_in(site_.mail("one_time_code"));
  counter_.mails();
  const auto requested = request_change(browser);
  ASSERT_EQ(requested.status, 201) << requested.body;
  EXPECT_EQ(requested.member("new_address"), kNewAddress);
  EXPECT_EQ(counter_.mails(), "new_address_code -> account\n");
  EXPECT_EQ(last_address_of("new_address_code"), kNewAddress);
  EXPECT_EQ(address_now(), "applicant@login.example.jp") << "R15: the old one until the code comes back";
  EXPECT_NE(browser.get("/api/v1/account").member("waiting_change"), "");
  const auto confirmed = confirm(browser, requested.member("id"), ExampleSite::code_in(site_.mail("new_address_code")));
  ASSERT_EQ(confirmed.status, 200) << confirmed.body;
  EXPECT_EQ(confirmed.member("held_until"), format_utc(counter_.now + std::chrono::hours(72)));
  EXPECT_EQ(address_now(), kNewAddress);
  EXPECT_EQ(counter_.mails(), "otp_address_changed_new -> account\notp_address_changed_old -> account\n");
  EXPECT_EQ(last_address_of("otp_address_changed_old"), "applicant@login.example.jp");
  EXPECT_EQ(last_address_of("otp_address_changed_new"), kNewAddress);
  // R17: other sessions end, pending codes are void; this session goes on.
  EXPECT_EQ(who(browser), "ok");
  EXPECT_EQ(who(elsewhere), "session.ended");
  EXPECT_EQ(site_.enter_code(pending, login.member("id"), pending_code).code(), "login.ended");
  // R14: effective at once.
  counter_.now += Seconds(1);
  auto later = site_.portal();
  site_.login(later, "applicant");
  EXPECT_EQ(last_address_of("one_time_code"), kNewAddress);
}

// R10: account data, no contact data; nothing of a contract changes.
TEST_P(AccountStory, ContactsStayAsTheyAre) {
  auto browser = reauthenticated();
  EXPECT_NE(browser.get("/api/v1/account").member("note"), "");
  const auto contacts = counter_.rows("contact");
  change_address(browser);
  EXPECT_EQ(counter_.rows("contact"), contacts);
  EXPECT_EQ(counter_.rows("application"), 0) << "R14: no application, no review";
}

// R6, R12: the password again; a mail address that can be one; not the present one.
TEST_P(AccountStory, RefusesTheRequest) {
  auto browser = logged_in();
  EXPECT_EQ(request_change(browser).code(), "session.reauthenticate_needed");
  EXPECT_NE(browser.get("/api/v1/account").member("can").find("reauthenticate"), std::string::npos);
  reauthenticate(browser);
  for (const auto* address : {"", "no at sign", "a@b", "a@example.jp\r\nBcc: b@example.jp", "<a@example.jp>"}) {
    const auto refused = request_change(browser, address);
    EXPECT_EQ(refused.status, 400) << address;
    EXPECT_NE(refused.body.find("/new_address"), std::string::npos);
  }
  const auto same = request_change(browser, "Applicant@LOGIN.example.jp");
  EXPECT_NE(same.body.find("account.same_address"), std::string::npos);
  EXPECT_EQ(counter_.rows("address_change"), 0);
  counter_.now += kReauthenticationSeconds + Seconds(1);
  EXPECT_EQ(request_change(browser).code(), "session.reauthenticate_needed");
}

// R3's rules hold for this code too: five tries, ten minutes, single use, bound to the change and the account.
TEST_P(AccountStory, LimitsTheCodeOfTheNewAddress) {
  auto browser = reauthenticated();
  const auto begin = [&] {
    const auto requested = request_change(browser);
    EXPECT_EQ(requested.status, 201) << requested.body;
    return std::pair(requested.member("id"), ExampleSite::code_in(site_.mail("new_address_code")));
  };
  const auto [first, first_code] = begin();
  const auto wrong = first_code == "00000000" ? "00000001" : "00000000";
  for (int tried = 0; tried < kOneTimeCodeTriesMax; ++tried) {
    EXPECT_EQ(confirm(browser, first, wrong).code(), "account.code_wrong");
  }
  EXPECT_EQ(confirm(browser, first, first_code).code(), "account.code_ended");
  counter_.now += Seconds(1);
  const auto [second, second_code] = begin();
  counter_.now += Seconds(1);
  const auto [third, third_code] = begin();
  EXPECT_EQ(confirm(browser, second, second_code).code(), "account.code_ended") << "voided by the newer one";
  EXPECT_EQ(confirm(browser, third, second_code).code(), "account.code_wrong");
  site_.set_password("stranger", kExamplePassword);
  auto stranger = site_.portal();
  site_.login(stranger, "stranger");
  reauthenticate(stranger);
  EXPECT_EQ(confirm(stranger, third, third_code).code(), "account.code_ended") << "another account's change";
  counter_.now += kOneTimeCodeLifetime;
  reauthenticate(browser);
  EXPECT_EQ(confirm(browser, third, third_code).code(), "account.code_ended") << "at the second";
  counter_.now -= Seconds(1);
  EXPECT_EQ(confirm(browser, third, third_code).status, 200);
  EXPECT_EQ(confirm(browser, third, third_code).code(), "account.held") << "and only once";
}

TEST_P(AccountStory, LimitsCodesSentToNewAddresses) {
  auto browser = reauthenticated();
  for (int sent = 0; sent < kSendsPerAccountMax; ++sent) ASSERT_EQ(request_change(browser).status, 201);
  EXPECT_EQ(request_change(browser).code(), "login.too_many_codes");
}

// R16: 72 h, to the second; one change at a time; a forgotten password is not recovered by the new address meanwhile.
TEST_P(AccountStory, HoldsTheAccountForThreeDays) {
  auto browser = reauthenticated();
  change_address(browser);
  const auto changed = counter_.now;
  EXPECT_EQ(browser.get("/api/v1/session").member("held_until"), format_utc(changed + kHoldSeconds));
  EXPECT_EQ(request_change(browser, "third@login.example.jp").code(), "account.held");
  auto nobody = site_.portal();
  const auto reset = nobody.post("/api/v1/password/reset", R"({"login_id":"applicant"})");
  EXPECT_EQ(reset.status, 200) << "the same answer as ever";
  EXPECT_EQ(site_.mail("password_reset_code"), "");
  counter_.now = changed + kHoldSeconds;
  auto later = reauthenticated();
  EXPECT_EQ(later.get("/api/v1/session").member("held_until"), "");
  EXPECT_EQ(request_change(later, "third@login.example.jp").status, 201);
}

// R16: the old address cancels without a login; everything ends, the hold stays, the desk is told.
TEST_P(AccountStory, OldAddressCancels) {
  auto browser = reauthenticated();
  const auto token = change_address(browser);
  counter_.now += std::chrono::hours(1);
  auto thief = site_.portal();
  site_.login(thief, "applicant");
  counter_.mails();
  auto nobody = site_.portal();
  EXPECT_EQ(nobody.get("/api/v1/account/address-change/cancel?token=" + token).status, 405) << "never by GET";
  EXPECT_EQ(address_now(), kNewAddress);
  ASSERT_EQ(cancel(token).status, 204);
  EXPECT_EQ(address_now(), "applicant@login.example.jp");
  EXPECT_EQ(who(browser), "session.ended");
  EXPECT_EQ(who(thief), "session.ended");
  EXPECT_EQ(counter_.mails(),
            "otp_address_cancelled -> account\notp_address_cancelled -> account\nsuspicious_activity -> account\n");
  std::set<std::string> told;
  for (const auto& mail : counter_.all_mails()) {
    if (mail.mail_template == "otp_address_cancelled") told.insert(mail.to_address);
  }
  EXPECT_EQ(told, (std::set<std::string>{"applicant@login.example.jp", kNewAddress})) << "also whoever lost it";
  EXPECT_EQ(last_address_of("suspicious_activity"), "applicant@login.example.jp");
  EXPECT_NE(counter_.tasks().find("account.address_change_cancelled"), std::string::npos);
  EXPECT_EQ(cancel(token).code(), "account.cancel_link_ended") << "once";
  auto owner = logged_in();
  EXPECT_NE(owner.get("/api/v1/session").member("held_until"), "") << "the hold stays";
  const auto asked = nobody.post("/api/v1/password/reset", CanonicalJson().text("login_id", "applicant").print());
  const auto code = ExampleSite::code_in(site_.mail("password_reset_code"));
  EXPECT_EQ(nobody
                .post("/api/v1/password/reset/" + asked.member("id") + "/code",
                      CanonicalJson().text("code", code).text("new_password", kNewPassword).print())
                .status,
            204)
      << "the thief knows the password; its owner may set another one";
}

TEST_P(AccountStory, CancelLinkEnds) {
  auto browser = reauthenticated();
  const auto token = change_address(browser);
  for (const auto& wrong : {std::string(), std::string("short"), std::string(43, 'A')}) {
    EXPECT_EQ(cancel(wrong).code(), "account.cancel_link_ended");
  }
  counter_.now += kCancelSeconds;
  EXPECT_EQ(cancel(token).code(), "account.cancel_link_ended");
  counter_.now -= Seconds(1);
  EXPECT_EQ(cancel(token).status, 204);
}

// R122: two people at odds: the address stays.
TEST_P(AccountStory, DisputeHoldFreezesTheAddress) {
  auto browser = reauthenticated();
  must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.sql.execute(
        "INSERT INTO dispute_hold (id, contract_id, reason, placed_by, placed_at, version) "
        "VALUES ($1, $2, 'two contacts', 'x', $3, 1)",
        {new_id_text(work.random()), counter_.ev.id, work.now});
    return {};
  }));
  EXPECT_EQ(request_change(browser).code(), "account.disputed");
}

// R18: the same address for several accounts.
TEST_P(AccountStory, AllowsOneAddressForTwoAccounts) {
  auto browser = reauthenticated();
  EXPECT_EQ(request_change(browser, "stranger@login.example.jp").status, 201);
}

// Secrets never reach an event (R106) or an unsealed mail (R108).
TEST_P(AccountStory, LeavesNoSecretBehind) {
  auto browser = reauthenticated();
  const auto requested = request_change(browser);
  const auto code = ExampleSite::code_in(site_.mail("new_address_code"));
  ASSERT_EQ(confirm(browser, requested.member("id"), code).status, 200);
  const auto token = ExampleSite::token_in(site_.mail("otp_address_changed_old"));
  std::string stored;
  for (const auto& mail : counter_.all_mails()) stored += mail.body.value_or("") + mail.subject;
  const auto account = counter_.applicant().account->value;
  counter_.read([&](Store& store) {
    for (const auto& event : store.events.of_subject(account, 100)) stored += event.body + event.action;
    return 0;
  });
  EXPECT_NE(stored.find("address_change.confirmed"), std::string::npos);
  for (const auto& secret : {code, token, std::string(kNewAddress), std::string(kExamplePassword)}) {
    EXPECT_EQ(stored.find(secret), std::string::npos) << secret;
  }
}

INSTANTIATE_TEST_SUITE_P(Sql, AccountStory, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi::test
