// The desk's review and approval over HTTP, every answer held against api/desk.yaml (R37, R40, R66, R97, R101–R103).
#include <gtest/gtest.h>

#include "support/example_api.h"
#include "support/example_reissue.h"
#include "usecase/contact_change.h"
#include "usecase/correct_contact.h"

namespace madoguchi {
namespace {

class ReviewApi : public testing::TestWithParam<const char*> {
 protected:
  using Answer = test::ExampleApi::Answer;

  static http::Headers seen(const Answer& answer) { return {{"If-Match", answer.etag}}; }
  http::Headers now_seen(const ApplicationId& id) const {
    return {{"If-Match", "\"v" + std::to_string(application_of(counter_, id).version) + "\""}};
  }
  static std::string step(const ApplicationId& id, const std::string& name) {
    return "/api/v1/applications/" + id.value + "/" + name;
  }
  Answer take(const Actor& actor, const ApplicationId& id, const std::string& name, const std::string& body = "{}") {
    return api_.post(actor, step(id, name), body, now_seen(id));
  }
  ApplicationId reissue() const { return must(file(counter_, reissue_form(counter_, counter_.sr))); }
  /// Every line of the checklist, over HTTP, with the youngest evidence of its kind.
  void tick_all(const ApplicationId& id) {
    const auto list = api_.get(counter_.reviewer(), step(id, "checklist"));
    for (const auto& item : list.json.at("items").as_array()) {
      CanonicalJson tick;
      tick.text("item", item.at("item").as_string());
      if (const auto* evidence = item.as_object().if_contains("evidence")) {
        tick.text("evidence", evidence->at("id").as_string());
      } else if (const auto* kind = item.as_object().if_contains("evidence_kind")) {
        tick.text("evidence", evidence_of(id, std::string(kind->as_string())));
      }
      EXPECT_EQ(take(counter_.reviewer(), id, "checklist/tick", tick.print()).told(), "200");
    }
  }
  std::string evidence_of(const ApplicationId& id, const std::string& kind) const {
    return counter_.read([&](Store& store) {
      return store.evidence.youngest(must(store.applications.get(id)).contract, kind, counter_.now).value().id.value;
    });
  }
  std::string digest_of_now(const ApplicationId& id) const { return application_of(counter_, id).content_digest; }
  static std::string approval(const std::string& digest) {
    return CanonicalJson().text("content_digest", digest).print();
  }
  ApplicationId contact_change(ContactField field, const std::string& value) const {
    const SubmitContactChange form{.contract = counter_.ev.id,
                                   .edits = {{.role = ContactRole::registrant, .fields = {{field, value}}}}};
    return must(counter_.as(counter_.applicant(), [&](Work& work) { return submit_contact_change(work, form); }));
  }

  ExampleCounter counter_{GetParam()};
  test::ExampleApi api_{counter_};
};

// R66, R101, R102: reviewed by one who has it in hand, looked at by another, sent back inside, approved, issued.
TEST_P(ReviewApi, AReissueFromReviewToItsCertificate) {
  const auto id = reissue();
  EXPECT_EQ(api_.post(counter_.reviewer(), step(id, "start-review"), "").status, 428);
  EXPECT_EQ(take(counter_.approver(), id, "start-review").told(), "403 application.wrong_role");
  EXPECT_EQ(take(counter_.auditor(), id, "start-review").told(), "403 application.wrong_role");
  const auto before = now_seen(id);
  const auto started = take(counter_.reviewer(), id, "start-review");
  EXPECT_EQ(started.text("/state"), "under_review") << started.body;
  EXPECT_EQ(api_.get(counter_.reviewer(), "/api/v1/tasks?kind=review&holder=claimed").size("/tasks"), 1U);
  EXPECT_EQ(take(counter_.second_reviewer(), id, "pass-review", R"({"legal_cause":"none"})").told(),
            "409 task.claimed");
  EXPECT_EQ(api_.post(counter_.reviewer(), step(id, "pass-review"), R"({"legal_cause":"none"})", before).told(),
            "412 record.changed");
  EXPECT_EQ(take(counter_.reviewer(), id, "pass-review").told(),
            "400 input.invalid /legal_cause=reissue.legal_cause_required");
  EXPECT_EQ(take(counter_.reviewer(), id, "pass-review", R"({"legal_cause":"within_24_hours"})").told(),
            "422 reissue.legal_cause_forbids_deferred");
  EXPECT_EQ(take(counter_.reviewer(), id, "pass-review", R"({"legal_cause":"none"})").told(),
            "422 checklist.incomplete");
  tick_all(id);
  EXPECT_EQ(take(counter_.reviewer(), id, "pass-review", R"({"legal_cause":"none"})").text("/state"), "reviewed");
  EXPECT_EQ(take(counter_.approver(), id, "return").told(), "400 input.invalid /note=input.required");
  EXPECT_EQ(take(counter_.approver(), id, "return", R"({"note":"所在地の出典を確認してください"})").text("/state"),
            "under_review");
  const auto on_screen = now_seen(id);
  const auto pass = [&] {
    return api_.post(counter_.reviewer(), step(id, "pass-review"), R"({"legal_cause":"none","internal_note":"確認"})",
                     on_screen);
  };
  const auto passed = pass();
  EXPECT_EQ(passed.text("/state"), "reviewed");
  EXPECT_EQ(pass().told(), "412 record.changed");  // sent twice: the next step is another's, but that is not the news
  const auto body = approval(digest_of_now(id));
  EXPECT_EQ(take(counter_.reviewer(), id, "approve", body).told(), "403 application.wrong_role");
  EXPECT_EQ(take(counter_.approver(), id, "approve", approval(std::string(64, '0'))).told(), "412 record.changed");
  EXPECT_EQ(take(counter_.approver(), id, "approve",
                 R"({"content_digest":")" + digest_of_now(id) + R"(","conflicts_acknowledged":true})")
                .told(),
            "400 input.invalid /conflicts_acknowledged=json.unknown_member");
  EXPECT_EQ(take(counter_.approver(), id, "approve", body).text("/state"), "approved");
  EXPECT_EQ(api_.post(counter_.approver(), step(id, "approve"), body, seen(passed)).told(), "412 record.changed");
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "done");
  EXPECT_EQ(certificate_of(counter_, id).contract, counter_.sr.id);
}

// R102: who filed it on behalf is no second person, whatever roles he holds.
TEST_P(ReviewApi, WhoHadAHandInItDoesNotApprove) {
  const auto id = must(file(counter_, counter_.reception(), reissue_form(counter_, counter_.sr)));
  take(counter_.reviewer(), id, "start-review");
  tick_all(id);
  EXPECT_EQ(take(counter_.reviewer(), id, "pass-review", R"({"legal_cause":"none"})").text("/state"), "reviewed");
  const auto officer = *counter_.reception().officer;
  must(counter_.as(ExampleCounter::engine(), [&](Work& work) -> Result<void> {
    work.store.sql.execute("INSERT INTO officer_role (officer_id, role) VALUES ($1, 'approver')", {officer});
    return {};
  }));
  EXPECT_EQ(take(counter_.reception(), id, "approve", approval(digest_of_now(id))).told(),
            "403 application.needs_second_person");
}

// R97, R98, R103: what to correct and why not are three texts, of which one leaves the desk.
TEST_P(ReviewApi, SendsBackAndRejectsWithReasons) {
  const auto id = reissue();
  take(counter_.reviewer(), id, "start-review");
  EXPECT_EQ(take(counter_.reviewer(), id, "send-back", R"({"customer_text":" "})").told(),
            "400 input.invalid /customer_text=input.required");
  counter_.mails();
  const auto back = take(counter_.reviewer(), id, "send-back",
                         R"({"customer_text":"CSRの組織名を直してください","internal_note":"電話で説明済み"})");
  EXPECT_EQ(back.text("/state"), "sent_back");
  EXPECT_EQ(counter_.mails(),
            "application_correction_wanted -> registrant\napplication_correction_wanted -> technical\n");
  for (const auto& mail : counter_.all_mails())
    EXPECT_EQ(mail.body.value_or("").find("電話で説明済み"), std::string::npos);
  EXPECT_EQ(counter_.tasks(), "");
  EXPECT_EQ(take(counter_.reviewer(), id, "reject", R"({"customer_text":"a","decision_reason":"b"})").told(),
            "409 application.wrong_state");

  const auto other =
      must(file(counter_, counter_.stranger(), [&] { return reissue_form(counter_, counter_.other); }()));
  take(counter_.reviewer(), other, "start-review");
  EXPECT_EQ(take(counter_.reviewer(), other, "reject", R"({"customer_text":"a"})").told(),
            "400 input.invalid /decision_reason=json.required");
  EXPECT_EQ(take(counter_.reviewer(), other, "reject", R"({"customer_text":"a","decision_reason":""})").told(),
            "400 input.invalid /decision_reason=input.required");
  EXPECT_EQ(take(counter_.reviewer(), other, "reject",
                 R"({"customer_text":"確認できませんでした","decision_reason":"登記がない"})")
                .text("/state"),
            "rejected");
  const auto rejected = application_of(counter_, other);
  EXPECT_EQ(rejected.customer_text, "確認できませんでした");
  EXPECT_EQ(rejected.decision_reason, "登記がない");
}

// R37, R38, R40, R119: a registrant's number changes only once the old one, or the organisation, has confirmed it.
TEST_P(ReviewApi, AContactChangeWithItsCheckByTelephone) {
  counter_.now += std::chrono::hours(1);
  const auto id = contact_change(ContactField::phone, "03-3000-9999");
  take(counter_.reviewer(), id, "start-review");
  const auto verify = [&](const Actor& actor, const VerifiedNumberId& number, const std::string& person) {
    auto headers = now_seen(id);
    headers.emplace_back("Idempotency-Key", "verify" + number.value + std::to_string(person.size()));
    return api_.post(actor, step(id, "verification"),
                     CanonicalJson().text("number", number.value).text("person", person).print(), headers);
  };
  tick_all(id);
  const auto body = approval(digest_of_now(id));
  EXPECT_EQ(take(counter_.reviewer(), id, "approve", body).told(), "422 contact_change.verification_needed");
  EXPECT_EQ(verify(counter_.reviewer(), counter_.sr.registrant_number, "見本 太郎").told(),
            "400 input.invalid /number=number.not_found");
  EXPECT_EQ(verify(counter_.reviewer(), counter_.ev.registrant_number, "").told(),
            "400 input.invalid /person=input.required");
  EXPECT_EQ(verify(counter_.approver(), counter_.ev.registrant_number, "見本 太郎").status, 403);
  const auto verified = verify(counter_.caller(), counter_.ev.registrant_number, "見本 太郎");
  EXPECT_EQ(verified.status, 201) << verified.body;
  EXPECT_EQ(verify(counter_.caller(), counter_.ev.registrant_number, "見本 太郎").text("/id"), verified.text("/id"));
  EXPECT_EQ(take(counter_.second_reviewer(), id, "approve", body).told(), "409 task.claimed");
  EXPECT_EQ(take(counter_.reviewer(), id, "approve", body).text("/state"), "done");
  EXPECT_EQ(counter_.read([&](Store& store) {
    return store.contacts.current(counter_.ev.id, ContactRole::registrant).value().phone;
  }),
            "+81330009999");
}

// R44: what the desk corrected meanwhile must be looked at.
TEST_P(ReviewApi, AContactChangeThatWasOvertaken) {
  const auto id = contact_change(ContactField::department, "営業部");
  take(counter_.reviewer(), id, "start-review");
  tick_all(id);
  const auto version = counter_.read([&](Store& store) { return must(store.contracts.get(counter_.ev.id)).version; });
  must(counter_.as(counter_.reception(), [&](Work& work) {
    return correct_contact(
        work, {.contract = counter_.ev.id,
               .version = version,
               .edit = {.role = ContactRole::registrant, .fields = {{ContactField::department, "総務部"}}}});
  }));
  EXPECT_EQ(take(counter_.reviewer(), id, "approve", approval(digest_of_now(id))).told(),
            "409 contact_change.recheck_needed "
            "/contacts/registrant/department=contact_change.corrected_meanwhile");
  const auto acknowledged = R"({"content_digest":")" + digest_of_now(id) + R"(","conflicts_acknowledged":true})";
  EXPECT_EQ(take(counter_.reviewer(), id, "approve", acknowledged).text("/state"), "done");
}

// A revocation has no review: its steps are others.
TEST_P(ReviewApi, RefusesWhatAKindDoesNotHave) {
  const auto filed = api_.post(counter_.applicant(), "/api/v1/contracts/" + counter_.sr.id.value + "/revocations",
                               CanonicalJson()
                                   .text("scope", "certificate")
                                   .text("certificate", counter_.sr.certificate.value)
                                   .text("reason", "superseded")
                                   .text("reason_text", "入れ替えたため")
                                   .boolean("understood", true)
                                   .text("typed_dns_name", "shop.example.jp")
                                   .print(),
                               {{"Idempotency-Key", "r"}});
  ASSERT_EQ(filed.status, 201) << filed.body;
  const ApplicationId id{filed.text("/id")};
  const auto before = counter_.snapshot();
  EXPECT_EQ(take(counter_.reviewer(), id, "start-review").told(), "409 application.wrong_state");
  EXPECT_EQ(take(counter_.reviewer(), id, "reject", R"({"customer_text":"a","decision_reason":"b"})").told(),
            "409 application.wrong_state");
  EXPECT_EQ(take(counter_.approver(), id, "approve", approval(std::string(64, '0'))).told(),
            "409 application.wrong_state");
  EXPECT_EQ(api_.post(counter_.reviewer(), "/api/v1/applications/none/start-review", "", now_seen(id)).status, 404);
  EXPECT_EQ(application_of(counter_, id).state, ApplicationState::awaiting_call);
}

INSTANTIATE_TEST_SUITE_P(Sql, ReviewApi, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
