#pragma once
// For the tests of account_test.cpp and account_password_test.cpp.
#include <gtest/gtest.h>

#include <string>

#include "base/json.h"
#include "support/example_site.h"

namespace madoguchi::test {

inline constexpr const char* kNewPassword = "new 電池 battery horse";
inline constexpr const char* kNewAddress = "new.place@login.example.jp";

/// The account of a customer's person, changed by its owner.
class AccountStory : public testing::TestWithParam<const char*> {
 protected:
  AccountStory() { site_.set_password("applicant", kExamplePassword); }

  using Browser = ExampleSite::Browser;
  using Answer = ExampleSite::Answer;

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

}  // namespace madoguchi::test
