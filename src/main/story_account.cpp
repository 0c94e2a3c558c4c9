#include "main/story_chapters.h"

namespace madoguchi {
namespace {

constexpr const char* kChange = "/api/v1/account/address-change";
constexpr std::string_view kCancelPage = "/cancel-address-change#";
constexpr std::size_t kCodeDigits = 8;

/// Asks for the new address and confirms it by the code sent there (R12–R15).
void change_address(StoryStage& stage, StoryPerson& person, const std::string& address) {
  person.refused_post("session.reauthenticate_needed", kChange, {{"new_address", address}});
  person.reauthenticate();
  person.refused_post("mail_address.malformed", kChange, {{"new_address", "not an address"}});
  const auto asked = person.post(kChange, {{"new_address", address}});
  expect(person.get("/api/v1/account").text("/otp_address") == person.login().otp_address,
         "the old address to stay until the new one is confirmed");
  const auto code = code_in(stage.mail(address, "new_address_code"), kCodeDigits);
  person.post(std::string(kChange) + "/" + asked.text("/id") + "/confirm", {{"code", code}});
}

/// R14: the next code goes to the new address only.
void move_to_new_address(StoryStage& stage) {
  auto& miruko = stage.customer("reiji-view");
  const auto old = miruko.login().otp_address;
  const std::string address = "miruko-new@reiji.example";
  change_address(stage, miruko, address);
  stage.mail(old, "otp_address_changed_old");
  stage.mail(address, "otp_address_changed_new");
  miruko.use_address(address);
  miruko.log_in();
  expect(!stage.has_mail(old, "one_time_code"), "no code to the old address");
  expect(miruko.get("/api/v1/account").text("/otp_address") == address, "the new address on the account's screen");
  stage.tell(miruko.name() + " changes the address for codes; the next code goes to " + address +
             ", the old address is told");
}

/// R16: who holds the old mailbox takes the change back, without a login.
void take_back(StoryStage& stage) {
  auto& saburo = stage.customer("mihon-boss");
  const auto old = saburo.login().otp_address;
  change_address(stage, saburo, "saburo-elsewhere@mihon.example");
  const auto mail = stage.mail(old, "otp_address_changed_old");
  const auto at = mail.body.find(kCancelPage);
  expect(at != std::string::npos, "a link to cancel in the mail to the old address");
  const auto token = mail.body.substr(at + kCancelPage.size(), mail.body.find('\n', at) - at - kCancelPage.size());
  const std::string cancel = std::string(kChange) + "/cancel";
  expect(saburo.call("POST", cancel, {{"token", token}}).status == 204, "the change to be taken back");
  expect(saburo.call("POST", cancel, {{"token", token}}).status / 100 == 4, "the link to work once");
  stage.mail(old, "otp_address_cancelled");
  expect(saburo.call("GET", "/api/v1/session", nullptr).status == 401, "every session to be over");
  saburo.log_in();
  expect(saburo.get("/api/v1/account").text("/otp_address") == old, "the old address again");
  stage.tell(saburo.name() + "'s change of that address is taken back by the link in the mail to the old address");
}

}  // namespace

void play_account(StoryStage& stage) {
  move_to_new_address(stage);
  take_back(stage);
}

}  // namespace madoguchi
