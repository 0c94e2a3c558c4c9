// A login that the desk opens, its first password, a forgotten one (R4, R8, R9).
#include "main/story_chapters.h"

namespace madoguchi {
namespace {

constexpr const char* kAddress = "shinjin@reiji.example";
constexpr const char* kLoginId = "reiji-new";
constexpr std::size_t kCodeDigits = 8;

/// The token of the link: what stands behind '#'.
std::string token_in(const StoryMail& mail) {
  const auto at = mail.body.find("/first-password#");
  expect(at != std::string::npos, "a link in the mail: " + mail.subject);
  const auto from = mail.body.find('#', at) + 1;
  return mail.body.substr(from, mail.body.find('\n', from) - from);
}

/// Is that the password? Answers with the code that is mailed then.
void log_in(StoryStage& stage, StoryPerson& browser, const std::string& password) {
  const auto begun = browser.call("POST", "/api/v1/login", {{"login_id", kLoginId}, {"password", password}});
  expect(begun.status == 200, "the password to be taken: " + begun.body);
  const auto code = code_in(stage.mail(kAddress, "one_time_code"), kCodeDigits);
  const auto opened = browser.call("POST", "/api/v1/login/" + begun.text("/id") + "/code", {{"code", code}});
  expect(opened.status == 200, "the code to open a session: " + opened.body);
}

}  // namespace

void play_passwords(StoryStage& stage) {
  auto& kanri = stage.officer("kanri");
  auto& browser = stage.customer("reiji-view");  // its owner logs in again when it is used next
  const auto contract = kanri.get(contract_path(kanri, "EX-2026-0001"));
  const auto opened = kanri.file("/api/v1/accounts", {{"login_id", kLoginId},
                                                      {"name", "例示 新人"},
                                                      {"otp_address", kAddress},
                                                      {"customer", contract.at("/customer_id")},
                                                      {"role", "applicant"}});
  expect(!opened.text("/id").empty(), "an account");
  const auto token = token_in(stage.mail(kAddress, "first_password"));
  const auto set = [&](const std::string& password) {
    return browser.call("POST", "/api/v1/password/first", {{"token", token}, {"new_password", password}});
  };
  expect(set("short").text("/errors/0/code") == "password.too_short", "a short password to be refused");
  expect(set("a first long example").status == 204, "a first password");
  expect(set("a second long example").status / 100 == 4, "the link to work once");
  log_in(stage, browser, "a first long example");
  stage.tell(kanri.name() + " opens the login " + kLoginId + "; its owner sets a password by the mailed link");

  const auto reset = browser.call("POST", "/api/v1/password/reset", {{"login_id", kLoginId}});
  const auto unknown = browser.call("POST", "/api/v1/password/reset", {{"login_id", "nobody"}});
  expect(reset.status == 200 && unknown.status == 200, "the same answer for a login ID that nobody has");
  const auto code = code_in(stage.mail(kAddress, "password_reset_code"), kCodeDigits);
  const auto changed = browser.call("POST", "/api/v1/password/reset/" + reset.text("/id") + "/code",
                                    {{"code", code}, {"new_password", "another long example"}});
  expect(changed.status == 204, "the new password to be taken: " + changed.body);
  expect(browser.call("GET", "/api/v1/session", nullptr).status == 401, "every session to be over");
  const auto former =
      browser.call("POST", "/api/v1/login", {{"login_id", kLoginId}, {"password", "a first long example"}});
  expect(former.code() == "login.wrong", "the former password to be refused: " + former.body);
  log_in(stage, browser, "another long example");
  stage.tell(kLoginId + std::string(" forgets it, and sets another one by a mailed code; the former one is refused"));
  expect(browser.call("POST", "/api/v1/logout", nullptr).status == 204, "a logout");
}

}  // namespace madoguchi
