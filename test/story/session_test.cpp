#include <gtest/gtest.h>

#include "base/json.h"
#include "domain/login_limits.h"
#include "secret/seal.h"
#include "secret/totp.h"
#include "support/example_site.h"
#include "usecase/guard.h"
#include "usecase/manage_officers.h"

namespace madoguchi {
namespace {

using Browser = ExampleSite::Browser;
using Answer = ExampleSite::Answer;

class SessionStory : public testing::TestWithParam<const char*> {
 protected:
  SessionStory() { site_.set_password("applicant", kExamplePassword); }

  Browser logged_in() {
    auto browser = site_.portal();
    site_.login(browser, "applicant");
    return browser;
  }
  static std::string who(Browser& browser) {
    const auto answer = browser.get("/api/v1/session");
    return answer.status == 200 ? "ok" : answer.code();
  }
  static Answer reauthenticate(Browser& browser, const std::string& password) {
    return browser.post("/api/v1/session/reauthenticate", CanonicalJson().text("password", password).print());
  }

  ExampleCounter counter_{GetParam()};
  ExampleSite site_{counter_};
};

// Rules 7.2.3: an hour idle. A call by a person keeps the session; seen_at is written once a minute.
TEST_P(SessionStory, EndsAfterAnHourIdle) {
  auto browser = logged_in();
  counter_.now += kPortalIdleSeconds - Seconds(1);
  EXPECT_EQ(who(browser), "ok");
  counter_.now += kPortalIdleSeconds - Seconds(1);
  EXPECT_EQ(who(browser), "ok");
  counter_.now += kPortalIdleSeconds;
  EXPECT_EQ(who(browser), "session.ended");
  counter_.now -= Seconds(1);
  EXPECT_EQ(who(browser), "ok");
}

// Rules 7.2.3: a day at most, however busy.
TEST_P(SessionStory, EndsAfterADay) {
  auto browser = logged_in();
  const auto began = counter_.now;
  while (counter_.now + std::chrono::minutes(50) < began + kPortalSessionSeconds) {
    counter_.now += std::chrono::minutes(50);
    ASSERT_EQ(who(browser), "ok");
  }
  counter_.now = began + kPortalSessionSeconds - Seconds(1);
  EXPECT_EQ(who(browser), "ok");
  counter_.now = began + kPortalSessionSeconds;
  EXPECT_EQ(who(browser), "session.ended");
}

// R6: the page counts down to the end that the server tells; its own asking does not put that off, a person's call
// does.
TEST_P(SessionStory, TellsHowLongItLasts) {
  auto browser = logged_in();
  const auto began = counter_.now;
  auto page = browser;
  page.headers.emplace_back("X-Madoguchi-Poll", "1");
  counter_.now += std::chrono::minutes(58);
  EXPECT_EQ(page.get("/api/v1/session").member("ends_in_seconds"), "120");
  EXPECT_EQ(page.get("/api/v1/session").member("lasts_seconds"),
            std::to_string((kPortalSessionSeconds - std::chrono::minutes(58)).count()));
  EXPECT_EQ(browser.get("/api/v1/session").member("ends_in_seconds"), std::to_string(kPortalIdleSeconds.count()));
  while (counter_.now + std::chrono::minutes(50) < began + kPortalSessionSeconds) {
    counter_.now += std::chrono::minutes(50);
    ASSERT_EQ(who(browser), "ok");
  }
  const auto last = browser.get("/api/v1/session");
  EXPECT_EQ(last.member("ends_in_seconds"), last.member("lasts_seconds")) << "nothing puts it off any more";
}

// R6: what the page asks by itself does not keep the session alive.
TEST_P(SessionStory, PollingDoesNotKeepItAlive) {
  auto browser = logged_in();
  auto page = browser;
  page.headers.emplace_back("X-Madoguchi-Poll", "1");
  for (int minute = 0; minute < 59; ++minute) {
    counter_.now += std::chrono::minutes(1);
    ASSERT_EQ(who(page), "ok");
  }
  counter_.now += std::chrono::minutes(1);
  EXPECT_EQ(who(page), "session.ended");
  EXPECT_EQ(who(browser), "session.ended");
}

TEST_P(SessionStory, IsSeenAtMostOnceAMinute) {
  auto browser = logged_in();
  const auto id = browser.get("/api/v1/session").member("id");
  const auto seen_at = [&] {
    return counter_.read([&](Store& store) {
      for (const auto& one :
           store.sessions.open_of_account(counter_.applicant().account.value(), counter_.now, kPortalIdleSeconds)) {
        if (one.id.value == id) return one.seen_at;
      }
      throw Failure("the session is gone");
    });
  };
  const auto began = counter_.now;
  counter_.now += kSeenWrittenSeconds - Seconds(1);
  EXPECT_EQ(who(browser), "ok");
  EXPECT_EQ(seen_at(), began) << "a read that writes nothing";
  counter_.now += Seconds(1);
  EXPECT_EQ(who(browser), "ok");
  EXPECT_EQ(seen_at(), counter_.now);
}

// Rules 7.2.2: logout kills the state on the server; the cookie alone is worth nothing.
TEST_P(SessionStory, LogoutEndsItOnTheServer) {
  auto browser = logged_in();
  auto copy = browser;
  EXPECT_EQ(browser.post("/api/v1/logout").status, 204);
  EXPECT_TRUE(browser.cookies.empty());
  EXPECT_EQ(who(browser), "session.needed");
  EXPECT_EQ(who(copy), "session.ended");
}

// Rules 7.2.2: a disabled account's sessions end at once; so does a mandate that is over (R8, R124, rules 7.2.7).
TEST_P(SessionStory, FollowsTheAccountAsItIsNow) {
  auto browser = logged_in();
  must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.sql.execute("UPDATE membership SET mandate_until = $1 WHERE customer_id = $2",
                           {work.now + Seconds(30), counter_.customer});
    return {};
  }));
  EXPECT_NE(browser.get("/api/v1/session").member("customers"), "[]");
  counter_.now += Seconds(30);
  EXPECT_EQ(browser.get("/api/v1/session").member("customers"), "[]");
  must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<Account> {
    auto account = work.store.accounts.find_by_login_id("applicant").value();
    account.disabled_at = work.now;
    return work.store.accounts.update(account);
  }));
  EXPECT_EQ(who(browser), "session.ended");
}

// Rules 7.2.2: list and end the own sessions; anybody else's do not exist.
TEST_P(SessionStory, ListsAndEndsOwnSessionsOnly) {
  site_.set_password("stranger", kExamplePassword);
  auto first = logged_in();
  counter_.now += Seconds(1);
  auto second = logged_in();
  auto stranger = site_.portal();
  site_.login(stranger, "stranger");
  const auto own = second.get("/api/v1/session").member("id");
  const auto other = first.get("/api/v1/session").member("id");
  const auto list = second.get("/api/v1/sessions");
  EXPECT_NE(list.body.find(own), std::string::npos);
  EXPECT_NE(list.body.find(other), std::string::npos);
  EXPECT_EQ(list.body.find(stranger.get("/api/v1/session").member("id")), std::string::npos);
  const auto foreign = stranger.post("/api/v1/sessions/" + other + "/end");
  EXPECT_EQ(foreign.status, 404);
  EXPECT_EQ(foreign.code(), "session.not_found");
  EXPECT_EQ(who(first), "ok");
  EXPECT_EQ(second.post("/api/v1/sessions/" + other + "/end").status, 204);
  EXPECT_EQ(who(first), "session.ended");
  EXPECT_EQ(who(second), "ok");
  EXPECT_EQ(second.post("/api/v1/sessions/" + other + "/end").status, 404) << "it is no open session any more";
}

// R6, rules 7.2.2: the password again, a new token, for ten minutes.
TEST_P(SessionStory, ReauthenticatesUnderANewToken) {
  auto browser = logged_in();
  auto old = browser;
  EXPECT_EQ(reauthenticate(browser, "not the password").code(), "login.password_wrong");
  EXPECT_EQ(browser.get("/api/v1/session").member("reauthenticated_until"), "");
  const auto done = reauthenticate(browser, kExamplePassword);
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_NE(old.cookies, browser.cookies);
  EXPECT_EQ(who(old), "session.needed") << "the old token opens nothing";
  const auto until = format_utc(counter_.now + kReauthenticationSeconds);
  EXPECT_EQ(browser.get("/api/v1/session").member("reauthenticated_until"), until);
  counter_.now += kReauthenticationSeconds;
  EXPECT_EQ(browser.get("/api/v1/session").member("reauthenticated_until"), until);
  counter_.now += Seconds(1);
  EXPECT_EQ(browser.get("/api/v1/session").member("reauthenticated_until"), "");
}

TEST_P(SessionStory, LimitsWrongPasswordsAtReauthentication) {
  auto browser = logged_in();
  for (int tried = 0; tried < 5; ++tried) {
    ASSERT_EQ(reauthenticate(browser, "not the password").code(), "login.password_wrong");
  }
  EXPECT_EQ(reauthenticate(browser, kExamplePassword).code(), "login.too_many_tries");
  EXPECT_EQ(who(browser), "ok");
  counter_.now += kPasswordWindow;
  EXPECT_EQ(reauthenticate(browser, kExamplePassword).status, 200);
}

// What other use cases ask first (R6, R16): each to the second.
TEST_P(SessionStory, GuardsSayWhatIsMissing) {
  const auto ask = [&](const Actor& actor, auto guard) {
    return answer(counter_.as(actor, [&](Work& work) -> Result<void> { return guard(work); }));
  };
  auto actor = counter_.applicant();
  actor.reauthenticated_at = counter_.now - kReauthenticationSeconds;
  EXPECT_EQ(ask(actor, require_recent_reauthentication), "ok");
  actor.reauthenticated_at = counter_.now - kReauthenticationSeconds - Seconds(1);
  EXPECT_EQ(ask(actor, require_recent_reauthentication), "session.reauthenticate_needed");
  actor.reauthenticated_at.reset();
  EXPECT_EQ(ask(actor, require_recent_reauthentication), "session.reauthenticate_needed");
  actor.held_until = counter_.now + Seconds(1);
  EXPECT_EQ(ask(actor, require_no_hold), "account.held");
  actor.held_until = counter_.now;
  EXPECT_EQ(ask(actor, require_no_hold), "ok");
  EXPECT_EQ(ask(counter_.reviewer(), require_recent_reauthentication), "ok") << "binds customers only";
}

// Rules 7.2.4: a foreign page, a form, another listener's cookie.
TEST_P(SessionStory, RefusesForeignPages) {
  auto browser = logged_in();
  auto form = browser;
  form.headers.clear();
  EXPECT_EQ(form.post("/api/v1/logout").code(), "csrf.header_missing");
  auto foreign = browser;
  foreign.headers.emplace_back("Origin", "https://evil.example");
  EXPECT_EQ(foreign.post("/api/v1/logout").code(), "csrf.foreign_origin");
  auto cross = browser;
  cross.headers.emplace_back("Sec-Fetch-Site", "cross-site");
  EXPECT_EQ(cross.post("/api/v1/logout").code(), "csrf.foreign_site");
  EXPECT_EQ(who(browser), "ok");
  auto desk = site_.desk();
  desk.cookies["__Host-desk"] = browser.cookies.at("__Host-portal");
  EXPECT_EQ(who(desk), "session.needed") << "a customer's token opens no desk";
}

TEST_P(SessionStory, RefusesWhatIsNoToken) {
  auto browser = site_.portal();
  for (const auto& token : {std::string(), std::string(43, 'A'), std::string(43, '!'), std::string(5000, 'A')}) {
    browser.cookies["__Host-portal"] = token;
    EXPECT_EQ(who(browser), "session.needed");
  }
}

INSTANTIATE_TEST_SUITE_P(Sql, SessionStory, testing::Values("sqlite", "postgres"));

class StaffStory : public testing::TestWithParam<const char*> {
 protected:
  StaffStory() {
    must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
      officer_ = new_id<OfficerId>(work.random());
      const auto& secret = work.office.secret;
      work.store.officers.add({.id = officer_,
                               .login_id = "desk.one",
                               .name = "受付 例",
                               .password_hash = site_.hasher().hash(kExamplePassword),
                               .totp_secret_sealed = seal(secret, purpose::totp_secret, officer_.value,
                                                          text_of(totp_secret_), work.random()),
                               .created_at = work.now,
                               .roles = {Role::reception, Role::caller}});
      return {};
    }));
  }
  std::string totp(int steps_away = 0) const {
    return totp_code(totp_secret_, to_unix(counter_.now) / kTotpStepSeconds + steps_away);
  }
  Answer login(Browser& browser, const std::string& code, const std::string& password = kExamplePassword,
               const std::string& login_id = "desk.one") {
    return browser.post(
        "/api/v1/login",
        CanonicalJson().text("login_id", login_id).text("password", password).text("totp", code).print());
  }
  static std::string who(Browser& browser) {
    const auto answer = browser.get("/api/v1/session");
    return answer.status == 200 ? "ok" : answer.code();
  }

  ExampleCounter counter_{GetParam()};
  ExampleSite site_{counter_};
  Bytes totp_secret_ = Bytes(kTotpSecretBytes, 7);
  OfficerId officer_;
};

// R100: an own door, a password and TOTP, roles.
TEST_P(StaffStory, LogsInWithPasswordAndTotp) {
  auto browser = site_.desk();
  const auto opened = login(browser, totp());
  ASSERT_EQ(opened.status, 200) << opened.body;
  const auto cookie = std::string(http::find_header(opened.headers, "Set-Cookie").value_or(""));
  EXPECT_TRUE(cookie.starts_with("__Host-desk="));
  const auto session = browser.get("/api/v1/session");
  EXPECT_EQ(session.member("login_id"), "desk.one");
  EXPECT_EQ(session.member("roles"), R"(["caller","reception"])");
  auto portal = site_.portal();
  portal.cookies["__Host-portal"] = browser.cookies.at("__Host-desk");
  EXPECT_EQ(who(portal), "session.needed") << "an officer's token opens no portal";
}

// Rules 7.4.2: a step is good once, and one before the last used one never again.
TEST_P(StaffStory, TotpStepIsGoodOnce) {
  auto browser = site_.desk();
  const auto code = totp();
  ASSERT_EQ(login(browser, code).status, 200);
  auto other = site_.desk();
  EXPECT_EQ(login(other, code).code(), "login.staff_wrong");
  EXPECT_EQ(login(other, totp(-1)).code(), "login.staff_wrong");
  counter_.now += Seconds(kTotpStepSeconds);
  EXPECT_EQ(login(other, code).code(), "login.staff_wrong");
  EXPECT_EQ(login(other, totp()).status, 200);
}

// R4: the same answer and work for an unknown, a disabled, a wrong password, a wrong code.
TEST_P(StaffStory, AnswersTheSameWhateverIsWrong) {
  std::string first;
  const auto try_with = [&](const std::string& code, const std::string& password, const std::string& login_id) {
    auto browser = site_.desk();
    const auto runs = site_.hasher().runs();
    const auto refused = login(browser, code, password, login_id);
    EXPECT_EQ(site_.hasher().runs() - runs, 1U);
    EXPECT_EQ(refused.code(), "login.staff_wrong");
    if (first.empty()) first = refused.body;
    EXPECT_EQ(refused.body, first);
  };
  try_with(totp(), "not the password", "desk.one");
  try_with(totp(5), kExamplePassword, "desk.one");
  try_with("", kExamplePassword, "desk.one");
  try_with(totp(), kExamplePassword, "nobody");
  try_with(totp(), kExamplePassword, "applicant");  // a customer is no officer
  must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.officers.disable(officer_, work.now);
    return {};
  }));
  try_with(totp(), kExamplePassword, "desk.one");
}

TEST_P(StaffStory, SlowsDownWrongTries) {
  auto browser = site_.desk();
  for (int tried = 0; tried < kPasswordTriesPerPairMax; ++tried) {
    ASSERT_EQ(login(browser, "000000", "not the password").code(), "login.staff_wrong");
  }
  EXPECT_EQ(login(browser, totp()).code(), "login.too_many_tries");
  auto elsewhere = site_.desk();
  elsewhere.address = "198.51.100.7";
  EXPECT_EQ(login(elsewhere, totp()).status, 200) << "nobody locks an officer out from elsewhere";
}

// Rules 7.2.3: 15 minutes idle, 12 hours at most.
TEST_P(StaffStory, SessionEndsAfterAQuarterIdleAndHalfADay) {
  auto browser = site_.desk();
  ASSERT_EQ(login(browser, totp()).status, 200);
  const auto began = counter_.now;
  counter_.now += kDeskIdleSeconds;
  EXPECT_EQ(who(browser), "session.ended");
  counter_.now -= Seconds(1);
  EXPECT_EQ(who(browser), "ok");
  while (counter_.now + std::chrono::minutes(10) < began + kDeskSessionSeconds) {
    counter_.now += std::chrono::minutes(10);
    ASSERT_EQ(who(browser), "ok");
  }
  counter_.now = began + kDeskSessionSeconds - Seconds(1);
  EXPECT_EQ(who(browser), "ok");
  counter_.now = began + kDeskSessionSeconds;
  EXPECT_EQ(who(browser), "session.ended");
}

// R6: whoever is on the telephone is not logged out meanwhile; the claim on the call bounds it.
TEST_P(StaffStory, CallUnderWayIsNotCutOff) {
  auto browser = site_.desk();
  ASSERT_EQ(login(browser, totp()).status, 200);
  must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                          .kind = TaskKind::call,
                          .opened_at = work.now,
                          .claimed_by = officer_,
                          .claim_until = work.now + std::chrono::minutes(30)});
    return {};
  }));
  counter_.now += std::chrono::minutes(30) - Seconds(1);
  EXPECT_EQ(who(browser), "ok");
  counter_.now += kDeskIdleSeconds;
  EXPECT_EQ(who(browser), "session.ended");
}

TEST_P(StaffStory, DisablingEndsTheSession) {
  auto browser = site_.desk();
  ASSERT_EQ(login(browser, totp()).status, 200);
  must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.officers.disable(officer_, work.now);
    return {};
  }));
  EXPECT_EQ(who(browser), "session.ended");
}

// R100: the first officer, with its TOTP enrolled; what `madoguchi staff add` does.
TEST_P(StaffStory, AddedOfficerCanLogIn) {
  const AddOfficer command{
      .login_id = "New.Desk", .name = "承認 例", .password = kExamplePassword, .roles = {Role::approver}};
  const auto add = [&](const AddOfficer& with) {
    return add_officer(counter_.office(), site_.hasher(), counter_.now, Actor::the_engine(), with);
  };
  const auto added = must(add(command));
  totp_secret_ = from_base32(added.totp_secret).value();
  EXPECT_NE(added.totp_uri.find("secret=" + added.totp_secret), std::string::npos);
  auto browser = site_.desk();
  EXPECT_EQ(login(browser, totp(), kExamplePassword, "new.desk").status, 200);
  EXPECT_EQ(answer(add(command)), "officer.login_id_taken");
  auto wrong = command;
  wrong.login_id = "two words";
  EXPECT_EQ(answer(add(wrong)), "/login_id=officer.login_id_malformed");
  wrong = command;
  wrong.password = "short";
  EXPECT_EQ(answer(add(wrong)), "/password=password.too_short");
  wrong = command;
  wrong.roles = {Role::applicant};
  EXPECT_EQ(answer(add(wrong)), "/roles=input.not_a_choice");
  const auto disable = [&] {
    return answer(counter_.as(Actor::the_engine(), [](Work& work) { return disable_officer(work, "new.desk"); }));
  };
  EXPECT_EQ(disable(), "ok");
  EXPECT_EQ(disable(), "officer.disabled_already");
  EXPECT_EQ(who(browser), "session.ended");
}

INSTANTIATE_TEST_SUITE_P(Sql, StaffStory, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
