#pragma once
// For the tests of login_test.cpp and login_limits_test.cpp.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "domain/login_limits.h"
#include "support/example_site.h"

namespace madoguchi::test {

inline constexpr const char* kWrongPassword = "not the password at all";

/// A customer's person before the login page, with a password and a mailbox.
class LoginStory : public testing::TestWithParam<const char*> {
 protected:
  LoginStory() { site_.set_password("applicant", kExamplePassword); }

  using Browser = ExampleSite::Browser;
  using Answer = ExampleSite::Answer;

  Answer begin(Browser& browser, const std::string& password = kExamplePassword,
               const std::string& login_id = "applicant") {
    return site_.begin_login(browser, login_id, password);
  }
  /// Begins a login; the code that was mailed for it.
  std::string begin_and_read(Browser& browser, std::string& login) {
    const auto begun = begin(browser);
    EXPECT_EQ(begun.status, 200) << begun.body;
    login = begun.member("id");
    return ExampleSite::code_in(site_.mail("one_time_code"));
  }
  Answer enter(Browser& browser, const std::string& login, const std::string& code) {
    return site_.enter_code(browser, login, code);
  }
  /// For a row's lock. SQLite lets one write at a time: there the other waits for its turn, which nobody can see.
  bool somebody_waits() const {
    if (std::string_view(GetParam()) == "sqlite") return true;
    return counter_.read([](Store& store) {
      return store.sql
                 .query(
                     "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                     "wait_event_type = 'Lock'")
                 .front()
                 .number(0) > 0;
    });
  }
  static std::string other_than(const std::string& code) { return code == "00000000" ? "00000001" : "00000000"; }

  ExampleCounter counter_{GetParam()};
  ExampleSite site_{counter_};
};

}  // namespace madoguchi::test
