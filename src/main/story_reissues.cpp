// 再発行申請 with 後日失効 and 即日失効, the limits of both products, grants, 継続発行 (R46–R61, R66–R77, R120).
#include "domain/revocation.h"
#include "main/story_chapters.h"
#include "main/story_key.h"
#include "main/story_review.h"

namespace madoguchi {
namespace {

namespace json = boost::json;

constexpr const char* kHanakoMail = "hanako@reiji.example";

/// R48, R49, R58: what is wrong is named by its field, and nothing is filed.
void refuse_bad_forms(StoryStage& stage, StoryPerson& hanako, const StoryCertificate& www) {
  const auto good = reissue_form(www, "server_failure", "deferred", stage.request("www.example.jp-2.csr"));
  auto form = good;
  form.erase("old_certificate_end");
  refuse_reissue(hanako, "reissue.end_required", www, "reissues", form);
  form = good;
  form["reason"] = "key_lost";
  form["key_exposure"] = "no";
  refuse_reissue(hanako, "reissue.immediate_only", www, "reissues", form);
  form = good;
  form["csr"] = stage.request("www.example.jp.csr");
  refuse_reissue(hanako, "key.used_before", www, "reissues", form);
  form["csr"] = stage.request("shop.example.jp-2.csr");
  refuse_reissue(hanako, "csr.differs_common_name", www, "reissues", form);
  form["csr"] = make_story_key(www.common_name).private_key;
  refuse_reissue(hanako, "csr.private_key", www, "reissues", form);
  hanako.refused_file("reissue.agreement_required", www.contract + "/reissues", good);
  stage.tell(hanako.name() +
             "'s forms without a choice of 後日失効 or 即日失効, with a key that was used before, with " +
             "another name, with a private key, without the agreement: all refused");
}

/// R102: who reviewed does not approve, and an approval is for what was seen.
void approve_by_another(StoryStage& stage, const StoryCertificate& www, const std::string& application) {
  auto& shinsa = stage.officer("shinsa");
  auto& shonin = stage.officer("shonin");
  review_reissue(shinsa, www.contract, application);
  const auto seen = shonin.get(application);
  const json::object approval{{"content_digest", seen.at("/content_digest")}};
  shinsa.refused_step_on("application.wrong_role", seen, application, "approve", approval);
  shonin.refused_step_on("record.changed", seen, application, "approve", {{"content_digest", std::string(64, '0')}});
  approve_reissue(stage, shonin, application);
}

}  // namespace

StoryPending play_reissue_deferred(StoryStage& stage) {
  auto& hanako = stage.customer("reiji");
  const auto www = newest_certificate(hanako, "EX-2026-0001");
  refuse_bad_forms(stage, hanako, www);
  expect_can(hanako.get(www.contract), "reissue");
  const auto form = reissue_form(www, "server_failure", "deferred", stage.request("www.example.jp-2.csr"));
  const auto filed = file_reissue(hanako, www, "reissues", form);
  refuse_reissue(hanako, "key.asked_for", www, "reissues", form);
  const auto application = application_path(filed);
  stage.mail(kHanakoMail, "application_accepted");
  stage.tell(hanako.name() + " applies for a reissue of " + www.common_name +
             " with 後日失効: " + filed.text("/number"));
  stage.pass(std::chrono::hours(2));
  approve_by_another(stage, www, application);
  const auto issued = newest_certificate_at(hanako, www.contract);
  expect(issued.serial != www.serial, "a new certificate");
  stage.mail(kHanakoMail, "certificate_reissued_deferred");
  const auto detail = hanako.get(www.contract);
  expect(detail.text("/certificates/1/state") == "revocation_scheduled", "the old one to be scheduled: " + detail.body);
  const auto issued_at = parse_utc(detail.text("/certificates/0/issued_at"));
  const auto due_at = parse_utc(detail.text("/certificates/1/schedule/due_at"));
  expect(issued_at && due_at && *due_at == *issued_at + kDeferredRevocationSeconds, "14 × 24 hours: " + detail.body);
  stage.tell("shinsa reviews, shonin approves, " + issued.serial + " is issued; the old " + www.serial +
             " goes on until " + format_utc(*due_at));
  // R67: in every format that servers ask for; nobody else's (R7).
  const auto file = "/api/v1/certificates/" + issued.id + "/file";
  expect(hanako.get(file).header("Content-Disposition").find(".pem") != std::string::npos, "the name of a file");
  for (const auto* format : {"chain", "der", "p7b"}) {
    expect(!hanako.get(file + "?format=" + format).body.empty(), "the certificate as " + std::string(format));
  }
  stage.customer("mihon").refused_get("certificate.not_found", file);
  // R52, R53: this product allows one.
  expect_cannot(detail, "reissue", "reissue.count_used_new_application");
  refuse_reissue(hanako, "reissue.count_used_new_application", issued, "reissues",
                 reissue_form(issued, "server_failure", "deferred", stage.request("www.example.jp-3.csr")));
  stage.tell("a second reissue of " + www.common_name + " is refused: it is a new application");
  return {.certificate = www, .due_at = *due_at};
}

void play_deferred_end(StoryStage& stage, const StoryPending& pending) {
  auto& hanako = stage.customer("reiji");
  for (const int days : {7, 3, 1}) {
    stage.move_to(pending.due_at - std::chrono::days(days));
    stage.mail(kHanakoMail, "revocation_reminder");
  }
  // The clock runs on between two calls: a minute is room enough on a slow machine.
  stage.move_to(pending.due_at - std::chrono::minutes(1));
  expect(certificate_state(hanako, pending.certificate) == "revocation_scheduled", "no revocation before its second");
  stage.move_to(pending.due_at);
  stage.tell_revoked(pending.certificate.serial, "superseded",
                     "after three reminders and exactly 14 days 後日失効 is carried out");
  expect(certificate_state(hanako, pending.certificate) == "revoked", "the old certificate to be revoked");
  stage.mail(kHanakoMail, "certificate_revoked");
}

}  // namespace madoguchi
