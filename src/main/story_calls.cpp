// 失効申請 of one certificate and the telephone check of its registrant (R78–R83, R85–R88, R96).
#include "main/story_chapters.h"
#include "main/story_revocation.h"

namespace madoguchi {
namespace {

namespace json = boost::json;

constexpr const char* kRegistrant = "手本 五郎";
constexpr const char* kRegistrantMail = "goro@tehon.example";
constexpr const char* kTechnicalMail = "rokuko@tehon.example";
constexpr const char* kBillingMail = "shichiro@tehon.example";

/// R6, R24, R85, R96: what is missing is named; the same post twice files once; the same key for another request never.
ApiAnswer file_once(StoryStage& stage, StoryPerson& goro, const StoryCertificate& book) {
  const auto target = book.contract + "/revocations";
  auto form = revocation_form(book, "cessation_of_operation", "書籍サイトを閉じたため");
  stage.pass(std::chrono::minutes(11));
  goro.refused_file("session.reauthenticate_needed", target, form);
  goro.reauthenticate();
  form["typed_dns_name"] = "not-" + book.common_name;
  goro.refused_file("revocation.wrong_name", target, form);
  form["typed_dns_name"] = book.common_name;
  form["reason"] = "privilege_withdrawn";
  goro.refused_file("revocation.reason_not_yours", target, form);
  form["reason"] = "cessation_of_operation";
  const ApiHeaders key{{"Idempotency-Key", goro.fresh_key()}};
  const auto filed = goro.post(target, form, key);
  expect(goro.post(target, form, key).text("/id") == filed.text("/id"), "the second post to find what the first filed");
  form["reason_text"] = "something else";
  goro.refused_post("idempotency.other_request", target, form, key);
  expect(filed.text("/state") == "awaiting_call", "a call to be waited for: " + filed.body);
  stage.mail(kRegistrantMail, "revocation_accepted");
  stage.mail(kTechnicalMail, "revocation_accepted");
  stage.tell(goro.name() + " asks for the revocation of " + book.common_name + " " + filed.text("/number") +
             ", posted twice under one key: filed once, accepted at once");
  return filed;
}

/// R7, R100: nobody else has a part in it.
void keep_others_out(StoryStage& stage, const StoryCertificate& book, const std::string& application) {
  auto& jiro = stage.customer("mihon");
  jiro.reauthenticate();
  jiro.refused_file("contract.not_found", book.contract + "/revocations",
                    revocation_form(book, "cessation_of_operation", "mine"));
  auto& uketsuke = stage.officer("uketsuke");
  const auto sheet = call_sheet(stage.officer("shinsa"), application);
  uketsuke.refused_step_on("application.wrong_role", sheet, application, "calls",
                           call_record(sheet, "registrant", "no_answer"));
  stage.tell(jiro.name() + " cannot ask for it, " + uketsuke.name() + " may not make the call");
}

/// R81–R83: three vain calls, and the contacts are told; a decision of two officers has to wait.
void ring_in_vain(StoryStage& stage, const std::string& application) {
  auto& denwa = stage.officer("denwa");
  const auto sheet = call_sheet(denwa, application);
  expect(sheet.text("/numbers/0/subject") == "registrant" && sheet.flag("/numbers/0/in_turn"),
         "the registrant to be called first: " + sheet.body);
  expect(sheet.number("/seconds_left") > 23 * 3600, "the deadline on the sheet");
  denwa.refused_step_on("revocation.substitute_too_early", sheet, application, "calls",
                        call_record(sheet, "organization", "no_answer"));
  denwa.refused_step_on("revocation.two_officers_later", sheet, application, "propose",
                        {{"decision", "revoke"}, {"reason", "nobody answers"}});
  call_by_sheet(denwa, application, "registrant", "no_answer");
  // R23: what was on the screen before the first call is stale.
  denwa.refused_step_on("record.changed", sheet, application, "calls", call_record(sheet, "registrant", "busy"));
  stage.pass(std::chrono::hours(1));
  call_by_sheet(denwa, application, "registrant", "voicemail");
  stage.pass(std::chrono::hours(1));
  call_by_sheet(denwa, application, "registrant", "no_answer");
  stage.mail(kRegistrantMail, "unreachable_by_phone");
  expect(call_sheet(denwa, application).size("/attempts") == 3, "three attempts on the sheet");
  stage.tell(denwa.name() + " rings the registrant three times in vain; the contacts are told by mail");
}

/// R80, R81, R87: the registrant confirms and reads the last digits out; it is carried out and published at once.
void reach(StoryStage& stage, StoryPerson& goro, const StoryCertificate& book, const std::string& application) {
  auto& denwa = stage.officer("denwa");
  stage.pass(std::chrono::hours(1));
  const auto sheet = call_sheet(denwa, application);
  auto record = confirmation(sheet, "registrant", kRegistrant, book.serial);
  const auto right = record["serial_read_back"];
  record["serial_read_back"] = "zzzzzz";
  denwa.refused_step_on("call.serial_mismatch", sheet, application, "calls", record);
  expect(certificate_state(goro, book) == "valid", "nothing to be revoked before the call");
  record["serial_read_back"] = right;
  const auto done = denwa.step_on(sheet, application, "calls", record);
  expect(done.text("/state") == "done", "the confirmed revocation to be carried out: " + done.body);
  stage.tell_revoked(book.serial, "cessation_of_operation", denwa.name() + " reaches the registrant, who confirms");
  expect(certificate_state(goro, book) == "revoked", "the certificate to be revoked on the customer's screen");
  for (const auto* address : {kRegistrantMail, kTechnicalMail, kBillingMail})
    stage.mail(address, "certificate_revoked");
  // R102: somebody else looks it over afterwards.
  denwa.refused_step_on("application.needs_second_person", done, application, "look-over", json::object());
  stage.officer("shonin").step_on(done, application, "look-over", json::object());
  goro.reauthenticate();
  goro.refused_file("revocation.already_revoked", book.contract + "/revocations",
                    revocation_form(book, "cessation_of_operation", "again"));
  stage.tell("shonin looks it over; a second revocation of it is refused");
}

}  // namespace

void play_revocation_by_call(StoryStage& stage) {
  auto& goro = stage.customer("tehon");
  const auto book = newest_certificate(goro, "EX-2026-0006");
  const auto application = application_path(file_once(stage, goro, book));
  keep_others_out(stage, book, application);
  ring_in_vain(stage, application);
  reach(stage, goro, book, application);
}

void play_refused_call(StoryStage& stage) {
  auto& goro = stage.customer("tehon");
  auto& shinsa = stage.officer("shinsa");
  const auto news = newest_certificate(goro, "EX-2026-0005");
  const auto filed = file_revocation(goro, news, revocation_form(news, "unspecified", "不要になった"));
  const auto application = application_path(filed);
  const auto sheet = call_sheet(shinsa, application);
  auto record = call_record(sheet, "registrant", "refused");
  record["person"] = kRegistrant;
  const auto ended = shinsa.step_on(sheet, application, "calls", record);
  expect(ended.text("/state") == "rejected", "a refusal by the registrant to end it: " + ended.body);
  expect(certificate_state(goro, news) == "valid", "the certificate to stay valid");
  stage.mail(kRegistrantMail, "revocation_refused");
  stage.mail(goro.login().otp_address, "suspicious_activity");
  stage.tell("the registrant of " + news.common_name + " did not ask for " + filed.text("/number") +
             ": rejected, nothing is revoked, the account is told");
}

}  // namespace madoguchi
