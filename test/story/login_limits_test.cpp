// R4: how often a password, a code and a mail may be tried, and that no stranger locks the owner out by it.
#include "story/login_fixture.h"

namespace madoguchi::test {
namespace {

using LoginLimits = LoginStory;

// Rules 7.1.4: at least 60 s apart, at most five an hour, for the account wherever it is asked from.
TEST_P(LoginLimits, LimitsHowOftenACodeIsSent) {
  auto browser = site_.portal();
  std::string login;
  begin_and_read(browser, login);
  const auto resend = [&] { return browser.post("/api/v1/login/" + login + "/resend"); };
  counter_.now += kResendSeconds - Seconds(1);
  const auto early = resend();
  EXPECT_EQ(early.status, 429);
  EXPECT_EQ(early.code(), "login.send_again_later");
  EXPECT_EQ(http::find_header(early.headers, "Retry-After").value_or(""), "1");
  counter_.now += Seconds(1);
  for (int sent = 1; sent < kSendsPerAccountMax; ++sent) {
    ASSERT_EQ(resend().status, 200) << sent;
    counter_.now += kResendSeconds;
  }
  EXPECT_EQ(resend().code(), "login.too_many_codes");
  auto elsewhere = site_.portal();
  elsewhere.address = "198.51.100.7";
  EXPECT_EQ(begin(elsewhere).code(), "login.too_many_codes");
  // The window slides: an hour after the first one there is room for one.
  counter_.now += kSendWindow - kSendsPerAccountMax * kResendSeconds;
  EXPECT_EQ(begin(browser).status, 200);
  counter_.now += kResendSeconds - Seconds(1);
  EXPECT_EQ(begin(browser).code(), "login.too_many_codes");
}

TEST_P(LoginLimits, LimitsCodesOfOneClientOverAllAccounts) {
  auto browser = site_.portal();
  const auto add = [&](int number) {
    must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
      auto account = work.store.accounts.find_by_login_id("applicant").value();
      account.id = new_id<AccountId>(work.random());
      account.login_id = "many" + std::to_string(number);
      work.store.accounts.add(account);
      return {};
    }));
  };
  for (int number = 0; number < kSendsPerClientMax; ++number) {
    add(number);
    ASSERT_EQ(begin(browser, kExamplePassword, "many" + std::to_string(number)).status, 200);
  }
  EXPECT_EQ(begin(browser).code(), "login.too_many_codes");
  auto elsewhere = site_.portal();
  elsewhere.address = "198.51.100.7";
  EXPECT_EQ(begin(elsewhere).status, 200);
}

// R4: limits for the account and the address, as a sliding window; the answer says when to come again.
TEST_P(LoginLimits, SlowsDownWrongPasswords) {
  auto browser = site_.portal();
  for (int tried = 0; tried < kPasswordTriesPerPairMax; ++tried) {
    ASSERT_EQ(begin(browser, kWrongPassword).code(), "login.wrong");
  }
  const auto runs = site_.hasher().runs();
  const auto slowed = begin(browser);
  EXPECT_EQ(slowed.code(), "login.too_many_tries");
  EXPECT_EQ(http::find_header(slowed.headers, "Retry-After").value_or(""), std::to_string(kPasswordWindow.count()));
  EXPECT_EQ(site_.hasher().runs(), runs) << "a refused try costs nothing";
  // From elsewhere the owner gets in at once, and here when the window is over: nobody is locked out.
  auto elsewhere = site_.portal();
  elsewhere.address = "198.51.100.7";
  EXPECT_EQ(begin(elsewhere).status, 200);
  counter_.now += kPasswordWindow - Seconds(1);
  EXPECT_EQ(begin(browser).code(), "login.too_many_tries");
  counter_.now += Seconds(1);
  EXPECT_EQ(begin(browser).status, 200);
}

// The same limit for a login ID that nobody has: its being reached tells nothing.
TEST_P(LoginLimits, SlowsDownUnknownIdsTheSame) {
  auto browser = site_.portal();
  for (int tried = 0; tried < kPasswordTriesPerPairMax; ++tried) begin(browser, kWrongPassword, "nobody");
  EXPECT_EQ(begin(browser, kWrongPassword, "nobody").code(), "login.too_many_tries");
}

// Rules 7.1.4, ASVS 6.1.1: whoever tries from many places tightens the limit of new places only.
TEST_P(LoginLimits, StrangersNeverLockTheOwnerOut) {
  auto owner = site_.portal();
  site_.login(owner, "applicant");  // the owner's place is known from now on
  const auto attack_from = [&](int number) {
    auto stranger = site_.portal();
    stranger.address = "203.0.113." + std::to_string(number);
    return begin(stranger, kWrongPassword).code();
  };
  for (int number = 0; number < kPasswordTriesPerAccountMax; ++number) {
    ASSERT_EQ(attack_from(number), "login.wrong");
  }
  // A new place gets two tries in the window; among them the owner travelling, with the right password.
  for (int tried = 0; tried < kPasswordTriesUnderAttackMax; ++tried) EXPECT_EQ(attack_from(200), "login.wrong");
  EXPECT_EQ(attack_from(200), "login.too_many_tries");
  auto travelling = site_.portal();
  travelling.address = "198.51.100.9";
  EXPECT_EQ(begin(travelling).status, 200);
  // The owner's own place has its ten as ever.
  for (int tried = 1; tried < kPasswordTriesPerPairMax; ++tried) {
    EXPECT_EQ(begin(owner, kWrongPassword).code(), "login.wrong");
  }
  counter_.now += Seconds(1);
  EXPECT_EQ(begin(owner).status, 200);
}

TEST_P(LoginLimits, LimitsOneClientOverAllLoginIds) {
  auto browser = site_.portal();
  for (int tried = 0; tried < kPasswordTriesPerClientMax; ++tried) {
    ASSERT_EQ(begin(browser, kWrongPassword, "guess" + std::to_string(tried)).code(), "login.wrong");
  }
  EXPECT_EQ(begin(browser).code(), "login.too_many_tries");
}

// An IPv6 client has a whole /64 to itself.
TEST_P(LoginLimits, CountsAnIpv6NetworkAsOneClient) {
  auto browser = site_.portal();
  for (int tried = 0; tried < kPasswordTriesPerPairMax; ++tried) {
    browser.address = "2001:db8:0:1::" + std::to_string(tried + 1);
    begin(browser, kWrongPassword);
  }
  browser.address = "2001:db8:0:1::99";
  EXPECT_EQ(begin(browser).code(), "login.too_many_tries");
  browser.address = "2001:db8:0:2::1";
  EXPECT_EQ(begin(browser).status, 200);
}

// Rules 7.1.4: 20 wrong codes a day from one place, over all its logins.
TEST_P(LoginLimits, LimitsWrongCodesOfADay) {
  auto browser = site_.portal();
  for (int tried = 0; tried < kCodeTriesPerPairMax; ++tried) {
    std::string login;
    const auto code = begin_and_read(browser, login);
    ASSERT_EQ(enter(browser, login, other_than(code)).code(), "login.code_wrong");
    counter_.now += std::chrono::minutes(15);
  }
  std::string login;
  const auto code = begin_and_read(browser, login);
  EXPECT_EQ(enter(browser, login, code).code(), "login.too_many_tries");
  auto elsewhere = site_.portal();
  elsewhere.address = "198.51.100.7";
  EXPECT_EQ(enter(elsewhere, login, code).status, 200) << "not the account is limited, but the place";
}

INSTANTIATE_TEST_SUITE_P(Sql, LoginLimits, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi::test
