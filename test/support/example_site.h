#pragma once
#include <map>
#include <set>
#include <string>

#include "http/counter.h"
#include "http/dispatch.h"
#include "http/router.h"
#include "secret/password.h"
#include "support/example_counter.h"
#include "support/openapi_check.h"

namespace madoguchi {

/// The portal and the desk of an ExampleCounter, every route, without sockets: requests go through http::dispatch, at
/// the counter's `now`. Every answer is held against api/portal.yaml or api/desk.yaml; a Failure says what differs.
///
///   ExampleSite site(counter);
///   site.set_password("applicant", kExamplePassword);
///   auto browser = site.browser(http::ListenerKind::portal);
///   site.login(browser, "applicant");
///   EXPECT_EQ(browser.get("/api/v1/session").status, 200);
class ExampleSite {
 public:
  explicit ExampleSite(ExampleCounter& counter);

  struct Answer {
    int status = 0;
    std::string body;
    http::Headers headers;
    /// The text (or number, as text) of a member of the body's top object, "" if there is none.
    std::string member(std::string_view name) const;
    std::string code() const { return member("code"); }  ///< of a problem
  };
  /// Somebody's browser: keeps its cookies, and sends the header that our pages send.
  class Browser {
   public:
    Browser(ExampleSite& site, http::ListenerKind door) : site_(&site), door_(door) {}
    Answer get(const std::string& target) { return call(http::Method::get, target, {}); }
    Answer post(const std::string& target, const std::string& body = {}) {
      return call(http::Method::post, target, body);
    }
    Answer call(http::Method method, const std::string& target, const std::string& body);
    std::map<std::string, std::string> cookies;
    http::Headers headers = {{"X-Madoguchi", "1"}};
    std::string address = "192.0.2.1";

   private:
    ExampleSite* site_;
    http::ListenerKind door_;
  };
  Browser browser(http::ListenerKind door) { return {*this, door}; }
  Browser portal() { return browser(http::ListenerKind::portal); }
  Browser desk() { return browser(http::ListenerKind::desk); }

  /// A customer's password. Its account exists in every ExampleCounter.
  void set_password(const std::string& login_id, const std::string& password);
  /// Password and code: the browser then has a session.
  void login(Browser& browser, const std::string& login_id);
  /// The same as its two halves.
  Answer begin_login(Browser& browser, const std::string& login_id, const std::string& password);
  Answer enter_code(Browser& browser, const std::string& login, const std::string& code);

  /// The body of the newest mail of `mail_template` that was not read before; "" if there is none.
  std::string mail(const std::string& mail_template);
  /// The eight digits in a mail's body; the token behind the '#' of its link.
  static std::string code_in(const std::string& body);
  static std::string token_in(const std::string& body);

  ExampleCounter& counter() { return counter_; }
  PasswordHasher& hasher() { return hasher_; }
  const http::Router& router(http::ListenerKind door) const {
    return door == http::ListenerKind::desk ? desk_ : portal_;
  }

 private:
  void hold_against_description(http::ListenerKind door, std::string_view method, const std::string& target,
                                const http::Response& response) const;
  ExampleCounter& counter_;
  test::OpenApi portal_api_, desk_api_;
  PasswordHasher hasher_;
  http::Counter parts_;
  http::Router portal_;
  http::Router desk_;
  std::set<std::string> mails_read_;
};

inline constexpr const char* kExamplePassword = "correct horse 電池 staple";

}  // namespace madoguchi
