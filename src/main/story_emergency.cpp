// 緊急失効 and what decides a revocation without the registrant's voice (R62, R63, R83, R105, R119, R122).
#include "main/story_chapters.h"
#include "main/story_revocation.h"

namespace madoguchi {
namespace {

namespace json = boost::json;

constexpr const char* kRegistrantMail = "goro@tehon.example";

}  // namespace

// R63, R88: a claim of the re-authenticated holder revokes its certificates at once, without a call.
void play_compromise_claim(StoryStage& stage) {
  auto& goro = stage.customer("tehon");
  const auto news = newest_certificate(goro, "EX-2026-0005");
  goro.reauthenticate();
  const auto target = news.contract + "/emergency-revocations";
  json::object claim{
      {"certificate", news.id}, {"reason_text", "秘密鍵を公開リポジトリに置いた"}, {"understood", false}};
  goro.refused_file("revocation.not_understood", target, claim);
  claim["understood"] = true;
  const auto filed = goro.file(target, claim);
  expect(filed.text("/kind") == "emergency_revocation" && filed.text("/state") == "done",
         "the claim to be carried out at once: " + filed.body);
  stage.tell_revoked(news.serial, "key_compromise",
                     goro.name() + " says that the key of " + news.common_name + " leaked");
  stage.mail(kRegistrantMail, "certificate_revoked");
}

// R83: nobody answers for 22 hours; one officer proposes, another one agrees.
void play_two_officers(StoryStage& stage) {
  auto& goro = stage.customer("tehon");
  auto& denwa = stage.officer("denwa");
  const auto press = newest_certificate(goro, "EX-2026-0007");
  const auto filed = file_revocation(goro, press, revocation_form(press, "affiliation_changed", "社名が変わったため"));
  const auto application = application_path(filed);
  for (const auto* subject : {"registrant", "applicant", "organization"}) {
    call_by_sheet(denwa, application, subject, "no_answer");
  }
  stage.tell("the registrant of " + press.common_name + ", the 申請者 and the main number do not answer");
  stage.pass(std::chrono::hours(22));
  const auto sheet = call_sheet(denwa, application);
  const json::object proposal{{"decision", "revoke"}, {"reason", "登録担当者にも代わりの方にも連絡がつかない"}};
  const auto proposed = denwa.step_on(sheet, application, "propose", proposal);
  expect(proposed.text("/state") == "awaiting_second", "a second officer to be waited for: " + proposed.body);
  denwa.refused_step_on("application.needs_second_person", proposed, application, "agree", json::object());
  auto& shonin = stage.officer("shonin");
  const auto returned = shonin.step_on(proposed, application, "return", {{"note", "もう一度電話を"}});
  call_by_sheet(denwa, application, "registrant", "no_answer");
  const auto again = denwa.step_on(call_sheet(denwa, application), application, "propose", proposal);
  expect(returned.text("/state") == "awaiting_call" && again.text("/state") == "awaiting_second", "a second proposal");
  const auto done = shonin.step_on(again, application, "agree", json::object());
  expect(done.text("/state") == "done", "two officers' decision to be carried out: " + done.body);
  stage.tell_revoked(press.serial, "affiliation_changed",
                     "after 22 hours denwa proposes and shonin, who once sends it back, agrees");
  stage.mail(kRegistrantMail, "certificate_revoked");
}

// R83, R119, R122: the contract is in dispute, the registrant has left; the 申請者 confirms on a number that stood on
// file before the request, and no hold stops it.
void play_substitute_under_hold(StoryStage& stage) {
  auto& goro = stage.customer("tehon");
  auto& uketsuke = stage.officer("uketsuke");
  auto& shinsa = stage.officer("shinsa");
  auto& denwa = stage.officer("denwa");
  const auto store = newest_certificate(goro, "EX-2026-0008");
  uketsuke.post(store.contract + "/holds", {{"reason", "二人が代表者だと名乗っている"}});
  const auto menu = goro.get(store.contract);
  expect_cannot(menu, "contact_change", "contract.disputed");
  expect_cannot(menu, "reissue", "reissue.disputed");
  expect_can(menu, "revocation");
  goro.reauthenticate();
  goro.refused_post("account.disputed", "/api/v1/account/address-change", {{"new_address", "goro2@tehon.example"}});
  stage.tell(uketsuke.name() + " puts " + store.common_name + " under a dispute hold: only a revocation is left");

  const auto filed = file_revocation(goro, store, revocation_form(store, "superseded", "別の証明書に置き換えた"));
  const auto application = application_path(filed);
  // A number that came after the request confirms nothing: it is not on the sheet.
  stage.pass(std::chrono::minutes(5));
  uketsuke.file(store.contract + "/numbers", {{"subject", "registrant"},
                                              {"phone", "052-000-9999"},
                                              {"source", "independent_directory"},
                                              {"found_in", "電話帳"}});
  const auto sheet = call_sheet(denwa, application);
  expect(sheet.size("/numbers") == 3 && sheet.body.find("9999") == std::string::npos,
         "only numbers that stood on file before: " + sheet.body);
  call_by_sheet(denwa, application, "registrant", "left_or_moved");
  const auto now = call_sheet(shinsa, application);
  const auto done =
      shinsa.step_on(now, application, "calls", confirmation(now, "applicant", "手本 八重", store.serial));
  expect(done.text("/state") == "done", "the substitute's word to be carried out: " + done.body);
  stage.tell_revoked(store.serial, "superseded", "the registrant has left; the 申請者 confirms in his place");

  const auto holds = shinsa.get(store.contract + "/holds");
  const auto hold = "/api/v1/holds/" + holds.text("/holds/0/id");
  const ApiHeaders seen{{"If-Match", holds.text("/holds/0/etag")}};
  const auto proposed = shinsa.post(hold + "/propose-lift",
                                    {{"document", "登記事項証明書"}, {"document_sha256", std::string(64, 'a')}}, seen);
  shinsa.refused_step_on("application.needs_second_person", proposed, hold, "lift", nullptr);
  stage.officer("shonin").step_on(proposed, hold, "lift", nullptr);
  expect_can(goro.get(store.contract), "contact_change");
  stage.tell("two officers lift the hold on the representative's document");
}

// R83: nobody at the desk does anything; at 23½ hours the machine decides.
void play_deadline(StoryStage& stage) {
  auto& goro = stage.customer("tehon");
  const auto old = newest_certificate(goro, "EX-2026-0009");
  file_revocation(goro, old, revocation_form(old, "cessation_of_operation", "古いサーバーを止めた"));
  stage.pass(std::chrono::hours(23));
  expect(certificate_state(goro, old) == "valid", "the machine to wait until 23½ hours");
  stage.pass(std::chrono::minutes(30));
  expect(certificate_state(goro, old) == "revoked", "the machine to decide at 23½ hours");
  stage.tell_revoked(old.serial, "cessation_of_operation", "nobody decides for 23½ hours: the machine does");
}

// R105: a stranger reports a certificate; the authority finds a reason of its own, which two officers agree on.
void play_problem_report(StoryStage& stage) {
  auto& denwa = stage.officer("denwa");
  const auto blog = newest_certificate(denwa, "EX-2026-0010");
  auto& stranger = stage.customer("reiji-view");  // any browser: a report needs no session
  const auto reported = stranger.call(
      "POST", "/api/v1/problem-reports",
      {{"serials", {blog.serial}}, {"text", "偽サイトに使われています"}, {"reporter_mail", "finder@example.net"}},
      {{"Idempotency-Key", stranger.fresh_key()}});
  expect(reported.status == 201, "a report to be taken from anybody: " + reported.body);
  stage.mail("finder@example.net", "problem_report_received");
  const auto tasks = stage.officer("shinsa").get("/api/v1/tasks?kind=enquiry");
  expect(tasks.size("/tasks") == 1 && tasks.number("/tasks/0/seconds_left") > 23 * 3600,
         "the report in the work list, with its 24 hours: " + tasks.body);
  const auto target = "/api/v1/certificates/" + blog.id + "/revocations";
  json::object form{{"reason", "unspecified"},
                    {"legal_cause", "within_24_hours"},
                    {"reason_text", "偽サイトに使われていることを確認した"},
                    {"problem_report", tasks.at("/tasks/0/enquiry/id")}};
  denwa.refused_file("revocation.staff_reason_needed", target, form);
  form["reason"] = "privilege_withdrawn";
  const auto filed = denwa.file(target, form);
  const auto application = application_path(filed);
  expect(filed.text("/state") == "awaiting_second", "a second officer to be waited for: " + filed.body);
  denwa.refused_step_on("application.needs_second_person", filed, application, "agree", json::object());
  stage.officer("shonin").step_on(filed, application, "agree", json::object());
  stage.tell_revoked(blog.serial, "privilege_withdrawn",
                     "a stranger reports " + blog.common_name + "; denwa and shonin decide in the authority's name");
  stage.mail(kRegistrantMail, "certificate_revoked");
}

}  // namespace madoguchi
