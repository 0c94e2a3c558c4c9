// What is refused to self-service and allowed by a grant, 取下げ, 即日失効, a proof by the key, 解約 with a certificate
// on the calendar, 継続発行, and a dated revocation that is taken back (R8, R53–R57, R63, R68, R73, R88, R90, R92).
#include "domain/revocation.h"
#include "main/story_chapters.h"
#include "main/story_key.h"
#include "main/story_review.h"

namespace madoguchi {
namespace {

namespace json = boost::json;

constexpr const char* kHanakoMail = "hanako@reiji.example";
constexpr const char* kJiroMail = "jiro@mihon.example";

void open_grant(StoryStage& stage, const std::string& contract) {
  stage.officer("uketsuke").file(contract + "/grants", {{"reason", "お電話で事情をうかがった"}});
}

/// R63: whoever shows the key is believed, without a login and without a call.
void prove_by_key(StoryStage& stage, const StoryCertificate& certificate, const StoryKey& key) {
  auto& stranger = stage.customer("reiji-view");  // any browser: these calls need no session
  const auto ask = [&] { return stranger.call("POST", "/api/v1/key-challenges", {{"serial", certificate.serial}}); };
  const auto prove = [&](const std::string& text, const StoryKey& with) {
    return stranger.call("POST", "/api/v1/key-compromises",
                         {{"challenge", text}, {"signature", sign_with_story_key(with, text)}});
  };
  const auto challenge = ask().text("/challenge");
  const auto wrong = prove(challenge, make_story_key(certificate.common_name));
  expect(wrong.status == 400 && wrong.text("/errors/0/code") == "key_proof.wrong", "another key to prove nothing");
  expect(prove(challenge, key).status == 204, "the signature by the certificate's key to be a proof");
  stage.tell_revoked(certificate.serial, "key_compromise",
                     "somebody signs a challenge with the key of " + certificate.common_name);
}

/// R8: the customer's second user agrees before the authority sees it.
void approve_own(StoryStage& stage, const std::string& application) {
  auto& jiro = stage.customer("mihon");
  auto& saburo = stage.customer("mihon-boss");
  jiro.reauthenticate();
  jiro.refused_step("application.wrong_role", application, "approve-own", nullptr);
  saburo.reauthenticate();
  const auto accepted = saburo.step(application, "approve-own", nullptr);
  expect(accepted.text("/state") == "accepted", "the application to be accepted now: " + accepted.body);
}

}  // namespace

void play_grant(StoryStage& stage) {
  auto& hanako = stage.customer("reiji");
  const auto shop = newest_certificate(hanako, "EX-2026-0002");
  const auto key = make_story_key(shop.common_name);
  const auto form = reissue_form(shop, "server_failure", "immediate", key.request);
  refuse_reissue(hanako, "reissue.window_over_contact_us", shop, "reissues", form);
  open_grant(stage, shop.contract);
  stage.mail(kHanakoMail, "grant_opened");
  const auto first = application_path(file_reissue(hanako, shop, "reissues", form));
  const auto withdrawn = hanako.step(first, "withdraw", nullptr);
  expect(withdrawn.text("/state") == "withdrawn", "a 取下げ: " + withdrawn.body);
  stage.mail(kHanakoMail, "application_withdrawn");
  stage.tell(hanako.name() + " is late for " + shop.common_name +
             ": refused, then allowed by a grant; files, withdraws");
  // R55: the grant is used up by an issue, not by a filing.
  const auto second = application_path(file_reissue(hanako, shop, "reissues", form));
  const auto issued = issue_reissue(stage, hanako, shop, second);
  stage.mail(kHanakoMail, "certificate_reissued_immediate");
  stage.tell_revoked(shop.serial, "superseded", "filed again and issued as " + issued.serial + " with 即日失効");
  prove_by_key(stage, issued, key);
  // R57: what replaces a compromised certificate is not counted, and its key never comes back.
  auto again = reissue_form(issued, "other", "immediate", key.request);
  again["reason_text"] = "鍵が漏えいしたため";
  refuse_reissue(hanako, "key.blocked", issued, "reissues", again);
  again["csr"] = make_story_key(shop.common_name, true).request;
  const auto third = application_path(file_reissue(hanako, issued, "reissues", again));
  const auto good = issue_reissue(stage, hanako, issued, third);
  stage.tell("the compromised certificate is replaced by " + good.serial + ", without a grant; its key is blocked");
}

void play_reissue_immediate(StoryStage& stage) {
  auto& jiro = stage.customer("mihon");
  const auto www = newest_certificate(jiro, "EX-2026-0003");
  const auto filed =
      file_reissue(jiro, www, "reissues",
                   reissue_form(www, "unusable_certificate", "immediate", stage.request("www.example.com-2.csr")));
  expect(filed.text("/state") == "awaiting_own_approval", "the second user to be waited for: " + filed.body);
  const auto application = application_path(filed);
  // R16: the second user's address for codes was changed and taken back less than 72 hours ago.
  auto& saburo = stage.customer("mihon-boss");
  saburo.reauthenticate();
  saburo.refused_step("account.held", application, "approve-own", nullptr);
  stage.pass(std::chrono::hours(24));
  approve_own(stage, application);
  stage.tell(jiro.name() + " applies for a reissue of " + www.common_name + " with 即日失効; mihon-boss agrees");
  const auto issued = issue_reissue(stage, jiro, www, application);
  stage.mail(kJiroMail, "certificate_reissued_immediate");
  stage.tell_revoked(www.serial, "superseded", issued.serial + " is issued, and in the same moment");
  // R54, R55: the second one needs a grant.
  const auto second = reissue_form(issued, "server_failure", "deferred", stage.request("www.example.com-3.csr"));
  refuse_reissue(jiro, "reissue.count_used_contact_us", issued, "reissues", second);
  open_grant(stage, issued.contract);
  const auto granted = application_path(file_reissue(jiro, issued, "reissues", second));
  approve_own(stage, granted);
  const auto seen = jiro.get(issued.contract);
  const auto newest = issue_reissue(stage, jiro, issued, granted);
  expect(certificate_state(jiro, issued) == "revocation_scheduled", "the former one to be on the calendar");
  // R23: a 解約 from that screen would revoke a certificate that it did not show.
  auto all = revocation_form(issued, "cessation_of_operation", "サービスを終了するため");
  all["scope"] = "contract";
  all.erase("certificate");
  jiro.reauthenticate();
  jiro.refused_post("record.changed", issued.contract + "/revocations", all,
                    {{"If-Match", seen.header("ETag")}, {"Idempotency-Key", jiro.fresh_key()}});
  stage.tell("a second reissue is refused, then allowed by a grant: " + newest.serial + "; " + issued.serial +
             " goes on for 14 days");
}

void play_cancellation(StoryStage& stage) {
  auto& jiro = stage.customer("mihon");
  auto& shinsa = stage.officer("shinsa");
  const auto newest = newest_certificate(jiro, "EX-2026-0003");
  const auto detail = jiro.get(newest.contract);
  const auto former = detail.text("/certificates/1/serial");
  expect(detail.text("/certificates/1/state") == "revocation_scheduled", "a certificate on the calendar");
  auto form = revocation_form(newest, "cessation_of_operation", "サービスを終了するため");
  form["scope"] = "contract";
  jiro.reauthenticate();
  jiro.refused_file("revocation.not_with_contract", newest.contract + "/revocations", form);
  form.erase("certificate");
  const auto filed = file_revocation(jiro, newest, form);
  const auto application = application_path(filed);
  expect(jiro.get(newest.contract).text("/status") == "cancelling", "the contract to be in 解約");
  stage.tell(jiro.name() + " asks for the 解約 of EX-2026-0003: " + filed.text("/number"));
  const auto sheet = call_sheet(shinsa, application);
  const auto done =
      shinsa.step_on(sheet, application, "calls", confirmation(sheet, "registrant", "見本 次郎", newest.serial));
  expect(done.text("/state") == "done", "the 解約 to be carried out: " + done.body);
  stage.tell_revoked(newest.serial, "cessation_of_operation", "the registrant confirms the 解約");
  stage.tell_revoked(former, "cessation_of_operation", "the one on the calendar goes with it");
  const auto after = jiro.get(newest.contract);
  expect(after.text("/status") == "cancelled", "the contract to be over: " + after.body);
  expect(after.text("/certificates/1/schedule/state") == "superseded_by_cancellation", "R73: " + after.body);
  stage.mail(kJiroMail, "contract_ended");
  expect(!can_of(after, "reissue").at("allowed").as_bool(), "no reissue after the end");
}

void play_continuation(StoryStage& stage) {
  auto& jiro = stage.customer("mihon");
  const auto api = newest_certificate(jiro, "EX-2026-0004");
  json::object form{{"old_certificate", api.id}, {"csr", stage.request("api.example.com-2.csr")}};
  const auto application = application_path(file_reissue(jiro, api, "continuations", form));
  approve_own(stage, application);
  const auto issued = issue_reissue(stage, jiro, api, application);
  stage.mail(kJiroMail, "certificate_continued");
  expect(certificate_state(jiro, api) == "valid", "the former certificate to go on to its end");
  stage.tell(jiro.name() + " continues " + api.common_name + ": " + issued.serial + " follows " + api.serial);
}

void play_dated_revocation(StoryStage& stage) {
  auto& jiro = stage.customer("mihon");
  auto& denwa = stage.officer("denwa");
  const auto api = newest_certificate(jiro, "EX-2026-0004");
  auto form = revocation_form(api, "superseded", "来週入れ替えるため");
  form["wished_at"] = format_utc(stage.now() + std::chrono::days(5));
  const auto application = application_path(file_revocation(jiro, api, form));
  const auto sheet = call_sheet(denwa, application);
  const auto confirmed =
      denwa.step_on(sheet, application, "calls", confirmation(sheet, "registrant", "見本 次郎", api.serial));
  expect(confirmed.text("/state") == "confirmed", "the day to be waited for: " + confirmed.body);
  stage.mail(kJiroMail, "revocation_scheduled");
  jiro.reauthenticate();
  jiro.refused_step_on("revocation.wish_only_earlier", confirmed, application, "bring-forward",
                       {{"wished_at", format_utc(stage.now() + std::chrono::days(6))}});
  const auto earlier = jiro.step_on(confirmed, application, "bring-forward",
                                    {{"wished_at", format_utc(stage.now() + std::chrono::days(3))}});
  const auto withdrawn = jiro.step_on(earlier, application, "withdraw", nullptr);
  expect(withdrawn.text("/state") == "withdrawn", "a 取下げ before its day: " + withdrawn.body);
  expect(certificate_state(jiro, api) == "valid", "the certificate to be off the calendar");
  stage.tell(jiro.name() + " asks for a revocation of " + api.serial + " in five days, in three, and takes it back");
}

}  // namespace madoguchi
