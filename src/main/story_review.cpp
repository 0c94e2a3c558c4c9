#include "main/story_review.h"

#include "base/result.h"
#include "main/story_chapters.h"

namespace madoguchi {

namespace json = boost::json;

json::object reissue_form(const StoryCertificate& certificate, const std::string& reason,
                          const std::string& old_certificate_end, const std::string& request) {
  return {{"old_certificate", certificate.id},
          {"reason", reason},
          {"old_certificate_end", old_certificate_end},
          {"csr", request}};
}

json::object with_agreement(StoryPerson& person, json::object form) {
  const auto agreement = person.get("/api/v1/agreement");
  form["agreement"] = {{"version", agreement.text("/version")}, {"text_sha256", agreement.text("/text_sha256")}};
  return form;
}

ApiAnswer file_reissue(StoryPerson& person, const StoryCertificate& certificate, const std::string& noun,
                       json::object form) {
  const auto whole = with_agreement(person, std::move(form));
  person.reauthenticate();
  return person.file(certificate.contract + "/" + noun, whole);
}

void refuse_reissue(StoryPerson& person, std::string_view code, const StoryCertificate& certificate,
                    const std::string& noun, json::object form) {
  const auto whole = with_agreement(person, std::move(form));
  person.reauthenticate();
  person.refused_file(code, certificate.contract + "/" + noun, whole);
}

void tick_checklist(StoryPerson& reviewer, const std::string& contract, const std::string& application) {
  const auto list = reviewer.get(application + "/checklist");
  for (const auto& item : list.at("/items").as_array()) {
    json::object tick{{"item", item.at("item")}};
    if (const auto* kind = item.as_object().if_contains("evidence_kind")) {
      tick["evidence"] =
          reviewer.file(contract + "/evidence", {{"kind", *kind}, {"source", "example register"}}).at("/id");
    }
    reviewer.step_on(list, application + "/checklist", "tick", tick);
  }
}

void review_reissue(StoryPerson& reviewer, const std::string& contract, const std::string& application) {
  const auto started = reviewer.step(application, "start-review", nullptr);
  expect(started.text("/state") == "under_review", "a review to begin: " + started.body);
  const json::object classified{{"legal_cause", "none"}};
  reviewer.refused_step("checklist.incomplete", application, "pass-review", classified);
  tick_checklist(reviewer, contract, application);
  const auto passed = reviewer.step(application, "pass-review", classified);
  expect(passed.text("/state") == "reviewed", "the review to pass: " + passed.body);
}

void approve_reissue(StoryStage& stage, StoryPerson& approver, const std::string& application) {
  const auto seen = approver.get(application);
  const auto approved =
      approver.step_on(seen, application, "approve", {{"content_digest", seen.at("/content_digest")}});
  expect(approved.text("/state") == "approved", "an approval: " + approved.body);
  stage.settle();
}

StoryCertificate issue_reissue(StoryStage& stage, StoryPerson& customer, const StoryCertificate& old,
                               const std::string& application) {
  stage.pass(
      std::chrono::minutes(1));  // no two certificates of one second: which one is the newest would be anybody's guess
  review_reissue(stage.officer("shinsa"), old.contract, application);
  approve_reissue(stage, stage.officer("shonin"), application);
  const auto issued = newest_certificate_at(customer, old.contract);
  expect(issued.serial != old.serial, "a new certificate: " + issued.serial);
  return issued;
}

}  // namespace madoguchi
