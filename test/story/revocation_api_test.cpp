// The revocation over HTTP: portal and desk, every answer held against api/*.yaml (R23, R62, R78, R81, R96, R105).
#include <gtest/gtest.h>

#include "support/example_api.h"
#include "support/example_reissue.h"
#include "support/revocation_story.h"

namespace madoguchi {
namespace {

class RevocationApi : public RevocationStory {
 protected:
  using Answer = test::ExampleApi::Answer;
  test::ExampleApi api_{counter_};

  static http::Headers key(const std::string& text) { return {{"Idempotency-Key", text}}; }
  static http::Headers seen(const Answer& answer) { return {{"If-Match", answer.etag}}; }
  std::string contract(const std::string& noun) const { return "/api/v1/contracts/" + counter_.sr.id.value + noun; }
  std::string form() const {
    return CanonicalJson()
        .text("scope", "certificate")
        .text("certificate", counter_.sr.certificate.value)
        .text("reason", "cessation_of_operation")
        .text("reason_text", "サーバーを廃止したため")
        .boolean("understood", true)
        .text("typed_dns_name", "shop.example.jp")
        .print();
  }
  std::string call_form(const std::string& outcome) const {
    return CanonicalJson()
        .text("number", counter_.sr.registrant_number.value)
        .text("outcome", outcome)
        .text("person", "担当 登録")
        .text("serial_read_back", serial_of(counter_.sr.certificate).substr(26))
        .print();
  }
};

// From the form to the CRL's line, with the sheet that the officer has before it.
TEST_P(RevocationApi, FromTheFormToTheEnd) {
  const auto filed = api_.post(counter_.applicant(), contract("/revocations"), form(), key("a"));
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(filed.text("/state"), "awaiting_call");
  EXPECT_EQ(filed.location, "/api/v1/applications/" + filed.text("/id"));
  EXPECT_EQ(api_.post(counter_.applicant(), contract("/revocations"), form(), key("a")).text("/id"), filed.text("/id"));
  const auto sheet = api_.get(counter_.caller(), filed.location + "/call-sheet");
  ASSERT_EQ(sheet.status, 200) << sheet.body;
  EXPECT_EQ(sheet.size("/numbers"), 3U);
  EXPECT_EQ(sheet.text("/numbers/0/basis"), "call");
  EXPECT_EQ(sheet.text("/numbers/0/phone"), "03-0000-1000");  // as people write it
  EXPECT_EQ(sheet.text("/numbers/0/id"), counter_.sr.registrant_number.value);
  EXPECT_TRUE(sheet.has("/numbers/1/not_yet"));
  EXPECT_EQ(sheet.size("/script_ja"), sheet.size("/script_en"));
  EXPECT_EQ(sheet.body.find(serial_of(counter_.sr.certificate)), std::string::npos);  // the customer reads it out
  const auto tried = api_.post(counter_.caller(), filed.location + "/calls", call_form("no_answer"), seen(sheet));
  ASSERT_EQ(tried.status, 200) << tried.body;
  // R23: what was seen before is stale.
  EXPECT_EQ(api_.post(counter_.caller(), filed.location + "/calls", call_form("confirmed"), seen(sheet)).told(),
            "412 record.changed");
  const auto done = api_.post(counter_.caller(), filed.location + "/calls", call_form("confirmed"), seen(tried));
  EXPECT_EQ(done.text("/state"), "done") << done.body;
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "cessation_of_operation");
  EXPECT_EQ(api_.post(counter_.approver(), filed.location + "/look-over", "{}", seen(done)).status, 200);
}

// Bad input: each fault named, nothing changed.
TEST_P(RevocationApi, NamesEveryFault) {
  const auto file = [&](const std::string& body) {
    return api_.post(counter_.applicant(), contract("/revocations"), body, key("a")).told();
  };
  EXPECT_EQ(file("{}"),
            "400 input.invalid /reason_text=json.required /understood=json.required "
            "/typed_dns_name=json.required");
  EXPECT_EQ(file(R"({"scope":"all","reason_text":"x","understood":true,"typed_dns_name":"x","more":1})"),
            "400 input.invalid /scope=json.not_a_choice /more=json.unknown_member");
  EXPECT_EQ(api_.post(counter_.applicant(), contract("/revocations"), form()).code(), "http.idempotency_key_required");
  EXPECT_EQ(api_.post(counter_.stranger(), contract("/revocations"), form(), key("b")).told(),
            "404 contract.not_found");
  EXPECT_EQ(api_.get(counter_.caller(), "/api/v1/applications/x/call-sheet").status, 404);
  EXPECT_EQ(counter_.rows("application"), 0);
  EXPECT_EQ(counter_.rows("mail"), 0);
}

// R23: a 解約 revokes what its screen showed; a certificate issued since is first shown. Then the same press files it.
TEST_P(RevocationApi, RefusesAScreenWithoutTheNewestCertificate) {
  const auto shown = [&] { return api_.get(counter_.applicant(), contract("")).etag; };
  const auto all = [&](const std::string& etag) {
    const auto whole = CanonicalJson()
                           .text("scope", "contract")
                           .text("reason_text", "サービスを終了するため")
                           .boolean("understood", true)
                           .text("typed_dns_name", "shop.example.jp")
                           .print();
    return api_.post(counter_.applicant(), contract("/revocations"), whole,
                     {{"Idempotency-Key", "a"}, {"If-Match", etag}});
  };
  const auto before = shown();
  const auto certificates = counter_.rows("certificate");
  approved_reissue(counter_, reissue_form(counter_, counter_.sr));
  counter_.run_jobs();
  EXPECT_EQ(counter_.rows("certificate"), certificates + 1);
  EXPECT_EQ(all(before).told(), "412 record.changed");
  EXPECT_EQ(all(shown()).status, 201);
}

// R62, R63: the emergency path, and two officers for what has no standing.
TEST_P(RevocationApi, TheEmergencyPath) {
  const auto claim = CanonicalJson()
                         .text("certificate", counter_.sr.certificate.value)
                         .text("reason_text", "鍵が公開されていた")
                         .boolean("understood", true)
                         .print();
  const auto filed = api_.post(counter_.reception(), contract("/emergency-revocations"), claim, key("a"));
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(filed.text("/state"), "under_review");
  // R84, R107: what the second officer's agreement to a rejection would send, before it is proposed; nothing of it
  // stays.
  const auto mails = counter_.rows("mail");
  const auto shown = api_.post(counter_.revoker(), filed.location + "/mail-previews",
                               R"({"step":"propose_reject","customer_text":"確認できません"})", seen(filed));
  ASSERT_EQ(shown.size("/mails"), 2U) << shown.body;
  EXPECT_NE(shown.text("/mails/0/body").find("確認できません"), std::string::npos);
  EXPECT_EQ(counter_.rows("mail"), mails);
  const auto proposed =
      api_.post(counter_.revoker(), filed.location + "/propose",
                R"({"decision":"revoke","reason":"証拠を確認した","evidence":"公開リポジトリ"})", seen(filed));
  ASSERT_EQ(proposed.status, 200) << proposed.body;
  EXPECT_EQ(api_.post(counter_.revoker(), filed.location + "/agree", "{}", seen(proposed)).told(),
            "403 application.needs_second_person");
  const auto returned =
      api_.post(counter_.second_revoker(), filed.location + "/return", R"({"note":"日付を確認"})", seen(proposed));
  EXPECT_EQ(returned.text("/state"), "under_review");
  const auto again = api_.post(counter_.second_revoker(), filed.location + "/propose",
                               R"({"decision":"revoke","reason":"確認済み"})", seen(returned));
  EXPECT_EQ(api_.post(counter_.revoker(), filed.location + "/agree", "{}", seen(again)).text("/state"), "done");
  EXPECT_EQ(basis_of({filed.text("/id")}), "two_officers");  // the evidence went back with its proposal
}

// R63, R117: proofs by anybody, with a signature or with the key itself.
TEST_P(RevocationApi, ProofsByKey) {
  const auto challenge = api_.post(counter_.stranger(), "/api/v1/key-challenges",
                                   CanonicalJson().text("serial", serial_of(counter_.sr.certificate)).print());
  ASSERT_EQ(challenge.status, 201) << challenge.body;
  const auto prove = [&](const std::string& pem) {
    const auto text = challenge.text("/challenge");
    return api_.post(
        counter_.stranger(), "/api/v1/key-compromises",
        CanonicalJson().text("challenge", text).text("signature", to_base64(sign_with(pem, text))).print());
  };
  EXPECT_EQ(prove(counter_.ev.csr.private_key_pem).told(), "400 input.invalid /signature=key_proof.wrong");
  EXPECT_EQ(prove(counter_.sr.csr.private_key_pem).status, 204);
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "key_compromise");
  EXPECT_EQ(api_.post(counter_.stranger(), "/api/v1/key-compromises",
                      CanonicalJson().text("private_key", counter_.ev.csr.private_key_pem).print())
                .status,
            204);
  EXPECT_EQ(revoked_as(counter_.ev.certificate), "key_compromise");
}

// R92: earlier is possible, later is not.
TEST_P(RevocationApi, BringsADatedRequestForward) {
  const auto dated = [&](int days) { return format_utc(counter_.now + std::chrono::days(days)); };
  auto body = form();
  body.insert(body.size() - 1, ",\"wished_at\":\"" + dated(5) + "\"");
  const auto filed = api_.post(counter_.applicant(), contract("/revocations"), body, key("a"));
  const auto confirmed = api_.post(counter_.caller(), filed.location + "/calls", call_form("confirmed"), seen(filed));
  EXPECT_EQ(confirmed.text("/state"), "confirmed") << confirmed.body;
  const auto forward = [&](const std::string& how, const Answer& before) {
    return api_.post(counter_.applicant(), filed.location + "/bring-forward", how, seen(before));
  };
  EXPECT_EQ(forward("{\"wished_at\":\"" + dated(6) + "\"}", confirmed).told(),
            "400 input.invalid /wished_at=revocation.wish_only_earlier");
  const auto earlier = forward("{\"wished_at\":\"" + dated(2) + "\"}", confirmed);
  EXPECT_EQ(earlier.text("/state"), "confirmed") << earlier.body;
  EXPECT_EQ(forward("{}", earlier).text("/state"), "done");
  EXPECT_FALSE(is_live());
}

// R105: a stranger reports, the desk answers, an officer files, another agrees.
TEST_P(RevocationApi, ProblemReportsAndTheAuthoritysOwn) {
  const std::string report = R"({"serials":["00"],"text":"偽サイトです","reporter_mail":"finder@example.net"})";
  const auto reported = api_.post(counter_.stranger(), "/api/v1/problem-reports", report, key("r"));
  ASSERT_EQ(reported.status, 201) << reported.body;
  // R96: a second click makes no second report, whenever it comes; another reporter's key is its own.
  const auto post_again = [&](const std::string& body) {
    return api_.post(counter_.stranger(), "/api/v1/problem-reports", body, key("r"));
  };
  counter_.now += Seconds(60);
  EXPECT_EQ(post_again(report).body, reported.body);
  EXPECT_EQ(counter_.rows("enquiry"), 1);
  EXPECT_EQ(counter_.mails(), "problem_report_received -> reporter\n");
  EXPECT_EQ(post_again(R"({"serials":["01"],"text":"偽サイトです","reporter_mail":"finder@example.net"})").told(),
            "409 idempotency.other_request");
  EXPECT_EQ(post_again(R"({"serials":["00"],"text":"偽サイトです","reporter_mail":"other@example.net"})").status, 201);
  EXPECT_EQ(counter_.rows("enquiry"), 2);
  const auto enquiry =
      counter_.read([&](Store& store) { return store.enquiries.find_by_number(reported.text("/number")).value(); });
  const auto target = "/api/v1/enquiries/" + enquiry.id.value + "/preliminary-report";
  EXPECT_EQ(api_.post(counter_.reviewer(), target, R"({"text":"調査中です"})", {{"If-Match", "\"v1\""}}).status, 204);
  const auto filed =
      api_.post(counter_.revoker(), "/api/v1/certificates/" + counter_.sr.certificate.value + "/revocations",
                CanonicalJson()
                    .text("reason", "privilege_withdrawn")
                    .text("legal_cause", "within_24_hours")
                    .text("reason_text", "偽サイトに使われている")
                    .text("problem_report", enquiry.id.value)
                    .print(),
                key("a"));
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(filed.text("/state"), "awaiting_second");
  EXPECT_EQ(api_.post(counter_.second_revoker(), filed.location + "/agree", "{}", seen(filed)).text("/state"), "done");
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "privilege_withdrawn");
}

INSTANTIATE_TEST_SUITE_P(Sql, RevocationApi, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
