// 担当者変更申請 (R25–R45, R119, R128).
#include "main/story_chapters.h"
#include "main/story_review.h"

namespace madoguchi {
namespace {

namespace json = boost::json;

constexpr const char* kRegistrantMail = "hanako@reiji.example";
constexpr const char* kOldTechnicalMail = "gitaro@reiji.example";
constexpr const char* kNewTechnicalMail = "gijuro@reiji.example";

json::object form_of(const std::string& role, const json::object& fields) {
  return {{"contacts", {{role, fields}}}};
}

/// R31, R33–R35, R39: what the page says of each field is kept by the server.
void refuse_bad_forms(StoryPerson& hanako, const std::string& contract) {
  const auto refused = [&](std::string_view code, const std::string& role, const json::object& fields) {
    hanako.refused_file(code, contract + "/contact-changes", form_of(role, fields));
  };
  refused("contact.organization_read_only", "registrant", {{"organization", "別の会社株式会社"}});
  refused("contact.registrant_no_mobile", "registrant", {{"phone", "090-1234-5678"}});
  refused("contact.paper_needs_address", "billing", {{"invoice_delivery", "paper"}, {"address", ""}});
  refused("contact_change.nothing_changed", "technical", {{"mail", kOldTechnicalMail}});
}

/// R40: the registrant's telephone number is confirmed on the one that stood on file before.
void verify_by_telephone(StoryPerson& shinsa, const std::string& contract, const std::string& application) {
  const auto seen = shinsa.get(application);
  const json::object approval{{"content_digest", seen.at("/content_digest")}};
  shinsa.refused_step_on("contact_change.verification_needed", seen, application, "approve", approval);
  const auto number = number_of(shinsa.get(contract + "/numbers"), "registrant");
  shinsa.post(application + "/verification", {{"number", number}, {"person", "例示 花子"}},
              {{"If-Match", seen.header("ETag")}, {"Idempotency-Key", shinsa.fresh_key()}});
}

std::string phone_of(StoryPerson& person, const std::string& contract, std::string_view role) {
  const auto detail = person.get(contract);
  for (const auto& contact : detail.at("/contacts").as_array()) {
    if (contact.at("role").as_string() == role) return std::string(contact.at("phone").as_string());
  }
  return {};
}

}  // namespace

void play_contact_change(StoryStage& stage) {
  auto& hanako = stage.customer("reiji");
  auto& shinsa = stage.officer("shinsa");
  const auto contract = contract_path(hanako, "EX-2026-0001");
  refuse_bad_forms(hanako, contract);
  stage.tell(hanako.name() + "'s changes of the corporate name, to a mobile number, to nothing: all refused");

  const auto target = contract + "/contact-changes";
  // 全角 is folded to 半角 (R28, R32).
  auto form = form_of("registrant", {{"phone", "０３－００００－２００１"}});
  form["contacts"].as_object()["technical"] = {
      {"person_name", "例示 技十郎"}, {"person_kana", "レイジ ギジュウロウ"}, {"mail", kNewTechnicalMail}};
  const auto preview = hanako.post(target + "/preview", form);
  expect(preview.size("/changes") == 4, "four changes: " + preview.body);
  const auto filed = hanako.file(target, form);
  hanako.refused_file("application.already_open", target, form);
  const auto application = application_path(filed);
  stage.mail(kRegistrantMail, "application_accepted");
  stage.tell(hanako.name() + " applies for a change of two contacts: " + filed.text("/number"));

  shinsa.step(application, "start-review", nullptr);
  const auto back = shinsa.step(application, "send-back", {{"customer_text", "フリガナをご確認ください。"}});
  expect(back.text("/state") == "sent_back", "a 差戻し: " + back.body);
  stage.mail(kRegistrantMail, "application_correction_wanted");
  expect(phone_of(hanako, contract, "registrant") == "03-0000-1001", "nothing to change before the approval");
  form["contacts"].as_object()["technical"].as_object()["person_kana"] = "レイジ ギジュロウ";
  const auto corrected = hanako.step(application, "resubmit", form);
  expect(corrected.text("/state") == "accepted", "the correction to be accepted: " + corrected.body);
  stage.tell(shinsa.name() + " sends it back, " + hanako.name() + " corrects it");

  stage.pass(std::chrono::hours(1));
  shinsa.step(application, "start-review", nullptr);
  tick_checklist(shinsa, contract, application);
  verify_by_telephone(shinsa, contract, application);
  const auto seen = shinsa.get(application);
  const auto done = shinsa.step_on(seen, application, "approve", {{"content_digest", seen.at("/content_digest")}});
  expect(done.text("/state") == "done", "the change to be complete: " + done.body);
  expect(phone_of(hanako, contract, "registrant") == "03-0000-2001", "the new number on the screen");
  for (const auto* address : {kOldTechnicalMail, kNewTechnicalMail}) stage.mail(address, "contact_change_completed");
  stage.tell("after a call to the former number it is approved; old and new addresses are told");
}

void play_withdrawn_change(StoryStage& stage) {
  auto& goro = stage.customer("tehon");
  const auto contract = contract_path(goro, "EX-2026-0007");
  const auto filed = goro.file(contract + "/contact-changes", form_of("billing", {{"department", "総務部"}}));
  const auto application = application_path(filed);
  // R7: nobody else's.
  stage.customer("reiji").refused_get("application.not_found", application);
  const auto seen = goro.get(application);
  const auto withdrawn = goro.step_on(seen, application, "withdraw", nullptr);
  expect(withdrawn.text("/state") == "withdrawn", "a 取下げ: " + withdrawn.body);
  stage.mail("goro@tehon.example", "application_withdrawn");
  goro.refused_step_on("record.changed", seen, application, "withdraw", nullptr);
  stage.tell(goro.name() + " withdraws a change of contacts; another customer cannot even see it");
}

}  // namespace madoguchi
