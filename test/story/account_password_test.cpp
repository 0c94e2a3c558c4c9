// R9: first, forgotten and changed passwords.
#include "domain/login_limits.h"
#include "secret/one_time_code.h"
#include "story/account_fixture.h"
#include "support/example_api.h"
#include "usecase/change_password.h"

namespace madoguchi::test {
namespace {

using AccountPasswords = AccountStory;

// R9: the first password by a one-time link; the desk sends it.
TEST_P(AccountPasswords, SetsTheFirstPasswordByLink) {
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
TEST_P(AccountPasswords, DeskOpensAnAccount) {
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
TEST_P(AccountPasswords, ResetsAForgottenPassword) {
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

TEST_P(AccountPasswords, ResetCodeHasFiveTriesAndTenMinutes) {
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
TEST_P(AccountPasswords, ChangesThePassword) {
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

INSTANTIATE_TEST_SUITE_P(Sql, AccountPasswords, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi::test
