#include <algorithm>
#include <thread>

#include "base/json.h"
#include "secret/one_time_code.h"
#include "story/login_fixture.h"
#include "usecase/account_notice.h"
#include "usecase/finish_login.h"
#include "usecase/forget_logins.h"
#include "usecase/open_session.h"

namespace madoguchi::test {
namespace {

using http::ListenerKind;

// R2, R3: password, then a code by mail to the registered address; then the session answers who it is.
TEST_P(LoginStory, OpensASessionWithPasswordAndMailedCode) {
  auto browser = site_.portal();
  EXPECT_EQ(browser.get("/api/v1/session").code(), "session.needed");
  const auto begun = begin(browser);
  ASSERT_EQ(begun.status, 200) << begun.body;
  EXPECT_EQ(begun.member("sent_to"), "a***@login.example.jp");
  EXPECT_EQ(begun.member("code_expires_at"), format_utc(counter_.now + std::chrono::minutes(10)));
  EXPECT_EQ(counter_.mails(), "one_time_code -> account\n");
  EXPECT_TRUE(browser.cookies.empty()) << "no session before the code";
  const auto opened = enter(browser, begun.member("id"), ExampleSite::code_in(site_.mail("one_time_code")));
  ASSERT_EQ(opened.status, 200) << opened.body;
  const auto session = browser.get("/api/v1/session");
  ASSERT_EQ(session.status, 200);
  EXPECT_EQ(session.member("login_id"), "applicant");
  EXPECT_NE(session.member("customers").find("株式会社見本商事"), std::string::npos);
  EXPECT_EQ(session.member("reauthenticated_until"), "") << "R6: the login does not stand for entering it again";
}

// Rules 7.2.4: the token goes into a cookie that scripts, other hosts and other sites do not get, and nowhere else.
TEST_P(LoginStory, HandsTheTokenToTheBrowserOnly) {
  auto browser = site_.portal();
  std::string login;
  const auto code = begin_and_read(browser, login);
  const auto opened = enter(browser, login, code);
  const auto cookie = std::string(http::find_header(opened.headers, "Set-Cookie").value_or(""));
  EXPECT_TRUE(cookie.starts_with("__Host-portal="));
  for (const auto* flag : {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"}) {
    EXPECT_NE(cookie.find(flag), std::string::npos) << flag;
  }
  EXPECT_EQ(cookie.find("Domain"), std::string::npos);
  const auto token = browser.cookies.at("__Host-portal");
  EXPECT_EQ(opened.body.find(token), std::string::npos);
  const bool stored = counter_.read([&](Store& store) { return store.sessions.find(token).has_value(); });
  EXPECT_FALSE(stored) << "only a keyed digest of it is in the database";
  EXPECT_EQ(http::find_header(opened.headers, "Cache-Control").value_or(""), "no-store");
}

// R4, rules 7.2.1: an unknown login ID, a wrong password, an account without a password and a disabled one.
TEST_P(LoginStory, AnswersTheSameWithTheSameWorkForUnknownIds) {
  must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<Account> {
    auto account = work.store.accounts.find_by_login_id("stranger").value();
    account.password_hash = site_.hasher().hash(kExamplePassword);
    account.disabled_at = work.now;
    return work.store.accounts.update(account);
  }));
  std::string first_body;
  std::int64_t attempts = counter_.rows("attempt");
  for (const auto& [login_id, password] :
       std::vector<std::pair<std::string, std::string>>{{"applicant", kWrongPassword},      // wrong password
                                                        {"nobody", kExamplePassword},       // unknown
                                                        {"名前", kExamplePassword},         // cannot be a login ID
                                                        {"viewer", kExamplePassword},       // no password set yet
                                                        {"stranger", kExamplePassword}}) {  // disabled
    auto browser = site_.portal();
    const auto runs = site_.hasher().runs();
    const auto refused = begin(browser, password, login_id);
    EXPECT_EQ(refused.status, 401) << login_id;
    EXPECT_EQ(refused.code(), "login.wrong");
    if (first_body.empty()) first_body = refused.body;
    EXPECT_EQ(refused.body, first_body) << login_id;
    EXPECT_EQ(site_.hasher().runs() - runs, 1U) << "one argon2id, whoever it is: " << login_id;
    EXPECT_EQ(counter_.rows("attempt") - attempts, 3) << "the same rows: " << login_id;
    attempts = counter_.rows("attempt");
  }
  EXPECT_EQ(counter_.mails(), "");
  EXPECT_EQ(counter_.rows("login"), 0);
}

// R3: 10 minutes, to the second.
TEST_P(LoginStory, CodeExpiresAtTheSecond) {
  auto browser = site_.portal();
  std::string login;
  const auto code = begin_and_read(browser, login);
  counter_.now += kOneTimeCodeLifetime;
  EXPECT_EQ(enter(browser, login, code).code(), "login.code_expired");
  counter_.now -= Seconds(1);
  EXPECT_EQ(enter(browser, login, code).status, 200);
}

// R3: single use.
TEST_P(LoginStory, CodeWorksOnce) {
  auto browser = site_.portal();
  std::string login;
  const auto code = begin_and_read(browser, login);
  ASSERT_EQ(enter(browser, login, code).status, 200);
  auto other = site_.portal();
  EXPECT_EQ(enter(other, login, code).code(), "login.ended");
  EXPECT_TRUE(other.cookies.empty());
}

// Rules 7.1.4: five tries a code. They outlive the refusals; the right code at the sixth is refused unseen.
TEST_P(LoginStory, CodeHasFiveTries) {
  auto browser = site_.portal();
  std::string login;
  const auto code = begin_and_read(browser, login);
  for (int left = kOneTimeCodeTriesMax - 1; left >= 0; --left) {
    const auto refused = enter(browser, login, other_than(code));
    EXPECT_EQ(refused.code(), "login.code_wrong");
    EXPECT_NE(refused.member("params").find("\"" + std::to_string(left) + "\""), std::string::npos) << refused.body;
  }
  EXPECT_EQ(enter(browser, login, code).code(), "login.no_tries_left");
  EXPECT_NE(site_.mail("suspicious_activity"), "") << "somebody knew the password";
  // The owner is not locked out: a new code, or a new login, at once.
  counter_.now += kResendSeconds;
  ASSERT_EQ(browser.post("/api/v1/login/" + login + "/resend").status, 200);
  EXPECT_EQ(enter(browser, login, ExampleSite::code_in(site_.mail("one_time_code"))).status, 200);
}

TEST_P(LoginStory, MalformedCodeCostsNoTry) {
  auto browser = site_.portal();
  std::string login;
  const auto code = begin_and_read(browser, login);
  for (const auto* typed : {"", "1234567", "123456789", "abcdefgh", "1234567x"}) {
    const auto refused = enter(browser, login, typed);
    EXPECT_EQ(refused.status, 400) << typed;
    EXPECT_NE(refused.body.find("login.code_malformed"), std::string::npos);
  }
  const auto spaced = code.substr(0, 4) + " " + code.substr(4);
  EXPECT_EQ(enter(browser, login, spaced).status, 200);
}

// R3: bound to the login that asked for it.
TEST_P(LoginStory, CodeOfAnotherLoginOpensNothing) {
  site_.set_password("approver", kExamplePassword);
  auto browser = site_.portal();
  auto other = site_.portal();
  std::string login;
  const auto code = begin_and_read(browser, login);
  counter_.now += Seconds(1);
  const auto begun = begin(other, kExamplePassword, "approver");
  const auto code_of_other = ExampleSite::code_in(site_.mail("one_time_code"));
  ASSERT_NE(code, code_of_other);
  EXPECT_EQ(enter(browser, login, code_of_other).code(), "login.code_wrong");
  EXPECT_EQ(enter(other, begun.member("id"), code).code(), "login.code_wrong");
  EXPECT_EQ(enter(browser, login, code).status, 200);
}

// R3: a new code voids the old, by sending again and by beginning anew.
TEST_P(LoginStory, NewCodeVoidsTheOld) {
  auto browser = site_.portal();
  std::string login;
  const auto first = begin_and_read(browser, login);
  counter_.now += kResendSeconds;
  ASSERT_EQ(browser.post("/api/v1/login/" + login + "/resend").status, 200);
  const auto second = ExampleSite::code_in(site_.mail("one_time_code"));
  ASSERT_NE(first, second);
  EXPECT_EQ(enter(browser, login, first).code(), "login.code_wrong");
  counter_.now += Seconds(1);
  std::string later;
  const auto third = begin_and_read(browser, later);
  EXPECT_EQ(enter(browser, login, second).code(), "login.ended");
  EXPECT_EQ(enter(browser, later, third).status, 200);
}

// Half an hour after the password even a new code is refused: begin anew.
TEST_P(LoginStory, LoginItselfEnds) {
  auto browser = site_.portal();
  std::string login;
  begin_and_read(browser, login);
  counter_.now += kLoginSeconds;
  EXPECT_EQ(browser.post("/api/v1/login/" + login + "/resend").code(), "login.ended");
  EXPECT_EQ(enter(browser, login, "12345678").code(), "login.ended");
  EXPECT_EQ(enter(browser, "no-such-login", "12345678").code(), "login.ended");
}

// Rules 7.2.2: a new token at login; the session that this browser had is over.
TEST_P(LoginStory, LoggingInAgainEndsTheOldSession) {
  auto browser = site_.portal();
  site_.login(browser, "applicant");
  auto before = browser;
  counter_.now += Seconds(1);
  site_.login(browser, "applicant");
  EXPECT_NE(before.cookies, browser.cookies);
  EXPECT_EQ(before.get("/api/v1/session").code(), "session.ended");
  EXPECT_EQ(browser.get("/api/v1/session").status, 200);
}

// Malformed bodies name their fields and change nothing.
TEST_P(LoginStory, RefusesMalformedBodies) {
  auto browser = site_.portal();
  const auto before = counter_.snapshot();
  const auto post = [&](const std::string& body) { return browser.post("/api/v1/login", body); };
  for (const auto* body : {"{", "[]", R"({"login_id":"applicant"})", R"({"login_id":1,"password":"x"})",
                           R"({"login_id":"applicant","password":"x","admin":true})",
                           R"({"login_id":"a","login_id":"b","password":"x"})"}) {
    EXPECT_EQ(post(body).status, 400) << body;
  }
  const auto long_password =
      post(CanonicalJson().text("login_id", "applicant").text("password", std::string(300, 'x')).print());
  EXPECT_NE(long_password.body.find("/password"), std::string::npos);
  EXPECT_EQ(counter_.snapshot(), before);
}

// Rules 7.1.4: a race gives no try away, and one code opens one session.
TEST_P(LoginStory, ConcurrentTriesOfOneCodeAreCounted) {
  auto browser = site_.portal();
  std::string login;
  const auto code = begin_and_read(browser, login);
  const auto try_at_once = [&](const std::string& typed, int count) {
    std::vector<std::string> answers(static_cast<std::size_t>(count));
    {
      std::vector<std::jthread> threads;
      for (auto& one : answers) {
        threads.emplace_back([&, typed] {
          one = answer(finish_login(counter_.office(), counter_.now,
                                    {.login = LoginId{login}, .code = typed, .client = "192.0.2.1"}));
        });
      }
    }
    return answers;
  };
  constexpr int kWrong = 3;
  EXPECT_EQ(std::ranges::count(try_at_once(other_than(code), kWrong), "login.code_wrong"), kWrong);
  const auto right = try_at_once(code, 4);
  EXPECT_EQ(std::ranges::count(right, "ok"), 1);
  EXPECT_EQ(counter_.rows("session"), 1);
  const bool used_up =
      counter_.read([&](Store& store) { return store.logins.find(LoginId{login}).value().tries_left == 0; });
  EXPECT_TRUE(used_up || std::ranges::count(right, "login.ended") > 0) << testing::PrintToString(right);
}

// A login that finishes in the very moment in which every way into the account is closed opens nothing that stays.
TEST_P(LoginStory, ConcurrentEndOfEveryWayInTakesTheNewSession) {
  auto browser = site_.portal();
  std::string login;
  begin_and_read(browser, login);
  const auto account = *counter_.applicant().account;
  std::jthread closing;
  // What finish_login does last, held open until the other waits for the row that both want.
  must(transact(counter_.office(), counter_.now, Actor{}, [&](Work& work) -> Result<void> {
    EXPECT_TRUE(work.store.logins.close_code(work.store.logins.find(LoginId{login}).value(), work.now));
    open_session(work, {.account = account}, Seconds(3600));
    closing = std::jthread([&] {
      must(counter_.as(counter_.administrator(), [&](Work& other) -> Result<void> {
        end_every_way_in(other, account, {});
        return {};
      }));
    });
    while (!somebody_waits()) std::this_thread::yield();
    return {};
  }));
  closing.join();
  const auto open = counter_.read([](Store& store) {
    return store.sql.query("SELECT COUNT(*) FROM session WHERE ended_at IS NULL").front().number(0);
  });
  EXPECT_EQ(open, 0);
}

// What decides nothing any more goes; what does, stays.
TEST_P(LoginStory, ForgetsOldLogins) {
  auto browser = site_.portal();
  site_.login(browser, "applicant");
  EXPECT_EQ(forget_logins(counter_.office(), counter_.now), 1);
  EXPECT_EQ(forget_logins(counter_.office(), counter_.now), 0) << "once an hour";
  EXPECT_EQ(counter_.rows("login"), 1);
  EXPECT_EQ(browser.get("/api/v1/session").status, 200);
  counter_.now += std::chrono::days(1) + Seconds(1);
  EXPECT_EQ(forget_logins(counter_.office(), counter_.now), 1);
  EXPECT_EQ(counter_.rows("login"), 0);
  EXPECT_NE(counter_.rows("attempt"), 0) << "the owner's place is known for a month";
  counter_.now += std::chrono::days(32);
  forget_logins(counter_.office(), counter_.now);
  EXPECT_EQ(counter_.rows("attempt"), 0);
  EXPECT_EQ(counter_.rows("session"), 0);
}

INSTANTIATE_TEST_SUITE_P(Sql, LoginStory, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi::test
