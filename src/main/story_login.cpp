#include "main/story_chapters.h"

namespace madoguchi {
namespace {

constexpr const char* kLogin = "/api/v1/login";

/// R2–R4: a wrong password, a wrong code, then the right one, which works once.
void log_in_by_mailed_code(StoryStage& stage, StoryPerson& hanako) {
  const auto& login = hanako.login();
  auto answer = hanako.call("POST", kLogin, {{"login_id", login.login_id}, {"password", "not the password"}});
  expect(answer.status == 401 && answer.code() == "login.wrong", "a wrong password to be refused: " + answer.body);
  answer = hanako.call("POST", kLogin, {{"login_id", "nobody"}, {"password", "not the password"}});
  expect(answer.status == 401 && answer.code() == "login.wrong", "an unknown login ID to get the same: " + answer.body);
  expect(!stage.has_mail(login.otp_address, "one_time_code"), "no code before the right password");
  stage.tell(login.login_id + " types a wrong password: refused, as for a login ID that nobody has");

  answer = hanako.call("POST", kLogin, {{"login_id", login.login_id}, {"password", login.password}});
  expect(answer.status == 200, "the right password to be taken: " + answer.body);
  const auto target = std::string(kLogin) + "/" + answer.text("/id") + "/code";
  const auto code = code_in(stage.mail(login.otp_address, "one_time_code"), 8);
  auto wrong = code;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  answer = hanako.call("POST", target, {{"code", wrong}});
  expect(answer.code() == "login.code_wrong", "a wrong code to be refused: " + answer.body);
  answer = hanako.call("POST", target, {{"code", code}});
  expect(answer.status == 200, "the right code to open a session: " + answer.body);
  expect(hanako.call("POST", target, {{"code", code}}).status == 401, "a code to work once");
  stage.tell(login.login_id + " types the mailed code, once wrongly, then rightly, and is logged in");
}

/// R6: a session ends at once when its owner says so.
void log_out(StoryStage& stage, StoryPerson& hanako) {
  expect(hanako.call("GET", "/api/v1/session", nullptr).text("/login_id") == hanako.name(), "an open session");
  expect(hanako.call("POST", "/api/v1/logout", nullptr).status == 204, "a logout");
  expect(hanako.call("GET", "/api/v1/session", nullptr).status == 401, "no session after the logout");
  stage.tell(hanako.name() + " logs out; the session is over");
}

/// R100, rules 7.4.2: officers log in with TOTP, and each code opens one session.
void log_in_at_the_desk(StoryStage& stage) {
  auto& officer = stage.officer("uketsuke");
  auto answer = officer.call(
      "POST", kLogin, {{"login_id", officer.name()}, {"password", officer.login().password}, {"totp", "000000"}});
  expect(answer.status == 401, "a wrong TOTP code to be refused: " + answer.body);
  officer.log_in();
  expect(officer.get("/api/v1/session").text("/login_id") == officer.name(), "the officer's session");
  stage.tell("the officer " + officer.name() + " logs in at the desk with a TOTP code");
  // The portal's session says nothing at the desk and the reverse: other doors, other cookies.
  expect(stage.customer("reiji").call("GET", "/api/v1/session", nullptr).status == 401, "doors that stay apart");
}

}  // namespace

void play_login(StoryStage& stage) {
  auto& hanako = stage.customer("reiji");
  log_in_by_mailed_code(stage, hanako);
  log_out(stage, hanako);
  log_in_at_the_desk(stage);
}

}  // namespace madoguchi
