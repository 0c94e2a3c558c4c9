#include <gtest/gtest.h>

#include <set>

#include "base/json.h"
#include "domain/login_limits.h"
#include "secret/one_time_code.h"
#include "support/example_api.h"
#include "support/example_site.h"
#include "usecase/change_password.h"
#include "usecase/guard.h"

namespace madoguchi {
namespace {

using Browser = ExampleSite::Browser;
using Answer = ExampleSite::Answer;

constexpr const char* kNewPassword = "new 電池 battery horse";
constexpr const char* kNewAddress = "new.place@login.example.jp";

class AccountStory : public testing::TestWithParam<const char*> {
 protected:
  AccountStory() { site_.set_password("applicant", kExamplePassword); }

  Browser logged_in() {
    auto browser = site_.portal();
    site_.login(browser, "applicant");
    return browser;
  }
  Browser reauthenticated() {
    auto browser = logged_in();
    reauthenticate(browser);
    return browser;
  }
  static void reauthenticate(Browser& browser) {
    const auto done =
        browser.post("/api/v1/session/reauthenticate", CanonicalJson().text("password", kExamplePassword).print());
    if (done.status != 200) throw Failure(done.body);
  }
  static std::string who(Browser& browser) {
    const auto answer = browser.get("/api/v1/session");
    return answer.status == 200 ? "ok" : answer.code();
  }
  static Answer request_change(Browser& browser, const std::string& address = kNewAddress) {
    return browser.post("/api/v1/account/address-change", CanonicalJson().text("new_address", address).print());
  }
  static Answer confirm(Browser& browser, const std::string& change, const std::string& code) {
    return browser.post("/api/v1/account/address-change/" + change + "/confirm",
                        CanonicalJson().text("code", code).print());
  }
  Answer cancel(const std::string& token) {
    auto nobody = site_.portal();
    return nobody.post("/api/v1/account/address-change/cancel", CanonicalJson().text("token", token).print());
  }
  /// The whole change; the token that the old address got.
  std::string change_address(Browser& browser) {
    const auto requested = request_change(browser);
    EXPECT_EQ(requested.status, 201) << requested.body;
    const auto confirmed =
        confirm(browser, requested.member("id"), ExampleSite::code_in(site_.mail("new_address_code")));
    EXPECT_EQ(confirmed.status, 200) << confirmed.body;
    return ExampleSite::token_in(site_.mail("otp_address_changed_old"));
  }
  std::string address_now() {
    return counter_.read([](Store& store) { return store.accounts.find_by_login_id("applicant")->otp_address; });
  }
  std::string last_address_of(const std::string& mail_template) {
    std::string address;
    for (const auto& mail : counter_.all_mails()) {
      if (mail.mail_template == mail_template) address = mail.to_address;
    }
    return address;
  }

  ExampleCounter counter_{GetParam()};
  ExampleSite site_{counter_};
};

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

// R9: the first password by a one-time link; the desk sends it.
TEST_P(AccountStory, SetsTheFirstPasswordByLink) {
  const auto id = counter_.viewer().account.value();
  const auto invite_on = [&](const Actor& actor, std::int64_t version) {
    return answer(counter_.as(actor, [&](Work& work) { return invite_account(work, {.id = id, .version = version}); }));
  };
  const auto version = [&] {
    return must(counter_.read([&](Store& store) { return store.accounts.get(id); })).version;
  };
  const auto invite = [&](const Actor& actor) { return invite_on(actor, version()); };
  EXPECT_EQ(invite(counter_.reviewer()), "forbidden");
  const auto seen = version();
  ASSERT_EQ(invite(counter_.reception()), "ok");
  EXPECT_EQ(invite_on(counter_.reception(), seen), "record.changed") << "R96: a second click mails no second link";
  const auto void_token = ExampleSite::token_in(site_.mail("first_password"));
  counter_.now += Seconds(1);
  ASSERT_EQ(invite(counter_.administrator()), "ok");
  const auto token = ExampleSite::token_in(site_.mail("first_password"));
  auto browser = site_.portal();
  const auto set = [&](const std::string& with, const std::string& password) {
    return browser.post("/api/v1/password/first",
                        CanonicalJson().text("token", with).text("new_password", password).print());
  };
  EXPECT_EQ(set(void_token, kNewPassword).code(), "password.link_ended") << "the newer link voids the older";
  EXPECT_NE(set(token, "short").body.find("/new_password"), std::string::npos);
  counter_.now += kFirstPasswordSeconds;
  EXPECT_EQ(set(token, kNewPassword).code(), "password.link_ended");
  counter_.now -= Seconds(1);
  counter_.mails();
  EXPECT_EQ(set(token, kNewPassword).status, 204);
  EXPECT_EQ(counter_.mails(), "password_changed -> account\n");
  EXPECT_EQ(set(token, "another good password").code(), "password.link_ended") << "once";
  EXPECT_EQ(invite(counter_.reception()), "password.already_set");
  EXPECT_EQ(site_.begin_login(browser, "viewer", kNewPassword).status, 200);
}

// R8, R9, R124: the desk opens a login; its person sets the password by the link and logs in.
TEST_P(AccountStory, DeskOpensAnAccount) {
  test::ExampleApi api(counter_);
  const auto body = [&](const std::string& login_id, const std::string& more = "") {
    return R"({"login_id":")" + login_id +
           R"(","name":"見本 四郎","otp_address":"shiro@login.example.jp","customer":")" + counter_.customer.value +
           R"(","role":"viewer")" + more + "}";
  };
  const auto open = [&](const Actor& actor, const std::string& text, const std::string& key) {
    return api.post(actor, "/api/v1/accounts", text, {{"Idempotency-Key", key}});
  };
  EXPECT_EQ(open(counter_.reviewer(), body("shiro"), "1").code(), "forbidden");
  EXPECT_EQ(open(counter_.reception(), body("viewer"), "2").code(), "account.login_id_taken");
  EXPECT_EQ(open(counter_.reception(), body("a b"), "3").told(),
            "400 input.invalid /login_id=account.login_id_malformed");
  EXPECT_EQ(open(counter_.reception(), body("shiro", R"(,"agent":true)"), "4").told(),
            "400 input.invalid /mandate_until=account.mandate_needs_end");
  counter_.mails();
  const auto opened = open(counter_.reception(), body("shiro"), "5");
  ASSERT_EQ(opened.status, 201) << opened.body;
  EXPECT_EQ(open(counter_.reception(), body("shiro"), "5").text("/id"), opened.text("/id")) << "R96: once";
  EXPECT_EQ(counter_.mails(),
            "first_password -> account\nmembership_granted -> registrant\nmembership_granted -> technical\n");
  auto browser = site_.portal();
  const auto token = ExampleSite::token_in(site_.mail("first_password"));
  EXPECT_EQ(browser
                .post("/api/v1/password/first",
                      CanonicalJson().text("token", token).text("new_password", kExamplePassword).print())
                .status,
            204);
  site_.login(browser, "shiro");
  const auto disable = [&](const Actor& actor, const std::string& etag) {
    return api.post(actor, "/api/v1/accounts/" + opened.text("/id") + "/disable", "", {{"If-Match", etag}}).told();
  };
  const auto look = [&] { return api.get(counter_.administrator(), "/api/v1/accounts?login_id=shiro"); };
  const auto seen = look();
  EXPECT_EQ(disable(counter_.reception(), seen.etag), "403 forbidden");
  EXPECT_EQ(disable(counter_.administrator(), "\"v1\""), "412 record.changed") << "R23: a password was set since";
  EXPECT_EQ(disable(counter_.administrator(), seen.etag), "204");
  EXPECT_EQ(disable(counter_.administrator(), look().etag), "409 account.disabled_already");
  EXPECT_EQ(who(browser), "session.ended");
}

// R9: forgotten, by code. Unknown IDs get the same answer for the same work.
TEST_P(AccountStory, ResetsAForgottenPassword) {
  auto elsewhere = logged_in();
  counter_.mails();
  auto browser = site_.portal();
  const auto request = [&](const std::string& login_id) {
    return browser.post("/api/v1/password/reset", CanonicalJson().text("login_id", login_id).print());
  };
  const auto rows = [&] {
    return std::tuple(counter_.rows("password_reset"), counter_.rows("mail"), counter_.rows("attempt"),
                      counter_.rows("event"));
  };
  const auto grown = [&](const std::string& login_id) {
    const auto before = rows();
    EXPECT_EQ(request(login_id).status, 200);
    const auto after = rows();
    return std::tuple(std::get<0>(after) - std::get<0>(before), std::get<1>(after) - std::get<1>(before),
                      std::get<3>(after) - std::get<3>(before));
  };
  EXPECT_EQ(grown("nobody"), grown("applicant")) << "the same rows";
  site_.mail("password_reset_code");
  counter_.now += Seconds(1);
  const auto requested = request("applicant");
  const auto code = ExampleSite::code_in(site_.mail("password_reset_code"));
  EXPECT_EQ(last_address_of("password_reset_code"), "applicant@login.example.jp");
  const auto finish = [&](const std::string& typed, const std::string& password) {
    return browser.post("/api/v1/password/reset/" + requested.member("id") + "/code",
                        CanonicalJson().text("code", typed).text("new_password", password).print());
  };
  EXPECT_NE(finish(code, "short").body.find("/new_password"), std::string::npos) << "costs no try";
  const auto wrong = code == "00000000" ? "00000001" : "00000000";
  for (int tried = 1; tried < kOneTimeCodeTriesMax; ++tried) {
    EXPECT_EQ(finish(wrong, kNewPassword).code(), "password.code_wrong");
  }
  EXPECT_EQ(who(elsewhere), "ok");
  ASSERT_EQ(finish(code, kNewPassword).status, 204);
  EXPECT_EQ(who(elsewhere), "session.ended") << "R9: all sessions end";
  EXPECT_EQ(finish(code, kNewPassword).code(), "password.code_wrong") << "once";
  EXPECT_NE(site_.mail("password_changed"), "");
  const auto account = counter_.read([](Store& store) { return store.accounts.find_by_login_id("applicant").value(); });
  EXPECT_EQ(account.reset_at, counter_.now) << "no standing (R63) so soon after";
  counter_.now += Seconds(1);
  EXPECT_EQ(site_.begin_login(browser, "applicant", kExamplePassword).code(), "login.wrong");
  EXPECT_EQ(site_.begin_login(browser, "applicant", kNewPassword).status, 200);
}

TEST_P(AccountStory, ResetCodeHasFiveTriesAndTenMinutes) {
  auto browser = site_.portal();
  const auto begin = [&] {
    const auto requested = browser.post("/api/v1/password/reset", R"({"login_id":"applicant"})");
    return std::pair(requested.member("id"), ExampleSite::code_in(site_.mail("password_reset_code")));
  };
  const auto finish = [&](const std::string& id, const std::string& code) {
    const auto answer = browser.post("/api/v1/password/reset/" + id + "/code",
                                     CanonicalJson().text("code", code).text("new_password", kNewPassword).print());
    return answer.status == 204 ? "ok" : answer.code();
  };
  const auto [first, first_code] = begin();
  for (int tried = 0; tried < kOneTimeCodeTriesMax; ++tried) {
    EXPECT_EQ(finish(first, first_code == "00000000" ? "00000001" : "00000000"), "password.code_wrong");
  }
  EXPECT_EQ(finish(first, first_code), "password.code_wrong");
  counter_.now += Seconds(1);
  const auto [second, second_code] = begin();
  counter_.now += kOneTimeCodeLifetime;
  EXPECT_EQ(finish(second, second_code), "password.code_wrong");
  counter_.now -= Seconds(1);
  EXPECT_EQ(finish(second, second_code), "ok");
}

// R9, rules 7.2.6: changed by whoever knows the present one; everything ends.
TEST_P(AccountStory, ChangesThePassword) {
  auto browser = logged_in();
  counter_.now += Seconds(1);
  auto elsewhere = logged_in();
  const auto change = [&](const std::string& password) {
    return browser.post("/api/v1/password", CanonicalJson().text("new_password", password).print());
  };
  EXPECT_EQ(change(kNewPassword).code(), "session.reauthenticate_needed");
  reauthenticate(browser);
  EXPECT_NE(change("applicant applicant").body.find("password.like_login_id"), std::string::npos);
  auto copy = browser;
  ASSERT_EQ(change(kNewPassword).status, 204);
  EXPECT_TRUE(browser.cookies.empty());
  EXPECT_EQ(who(copy), "session.ended");
  EXPECT_EQ(who(elsewhere), "session.ended");
  EXPECT_NE(site_.mail("password_changed"), "");
  counter_.now += Seconds(1);
  EXPECT_EQ(site_.begin_login(browser, "applicant", kNewPassword).status, 200);
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
}  // namespace madoguchi
