// 再発行申請 and 継続発行 over HTTP, on both doors, every answer held against api/*.yaml (R23, R46–R61, R96, R104,
// R120).
#include <gtest/gtest.h>

#include "support/example_api.h"
#include "support/example_reissue.h"

namespace madoguchi {
namespace {

class ReissueApi : public testing::TestWithParam<const char*> {
 protected:
  using Answer = test::ExampleApi::Answer;
  ExampleCounter counter_{GetParam()};
  test::ExampleApi api_{counter_};

  static http::Headers key(const std::string& text) { return {{"Idempotency-Key", text}}; }
  std::string reissues() const { return "/api/v1/contracts/" + counter_.ev.id.value + "/reissues"; }
  std::string continuations() const { return "/api/v1/contracts/" + counter_.ev.id.value + "/continuations"; }
  /// As the screen shows it.
  CanonicalJson agreement(const Actor& actor) {
    const auto shown = api_.get(actor, "/api/v1/agreement");
    return CanonicalJson().text("version", shown.text("/version")).text("text_sha256", shown.text("/text_sha256"));
  }
  std::string form(const Actor& actor, const std::string& end = "deferred", const std::string& csr = {}) {
    return CanonicalJson()
        .text("old_certificate", counter_.ev.certificate.value)
        .text("reason", "server_failure")
        .text("old_certificate_end", end)
        .text("csr", csr.empty() ? counter_.csr_for(counter_.ev.id).pem : csr)
        .object("agreement", agreement(actor))
        .print();
  }
  std::string told(const std::string& body) {
    const auto before = counter_.rows("application");
    auto text = api_.post(counter_.applicant(), reissues(), body, key("told")).told();
    EXPECT_EQ(counter_.rows("application"), before);
    return text;
  }
};

// R79, R96: filed once, however often it is posted; the answer says where it stands.
TEST_P(ReissueApi, FilesOnce) {
  const auto body = form(counter_.applicant());
  const auto filed = api_.post(counter_.applicant(), reissues(), body, key("a"));
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(filed.text("/kind"), "reissue");
  EXPECT_EQ(filed.text("/state"), "accepted");
  EXPECT_EQ(filed.location, "/api/v1/applications/" + filed.text("/id"));
  EXPECT_FALSE(filed.etag.empty());
  EXPECT_EQ(api_.post(counter_.applicant(), reissues(), body, key("a")).text("/id"), filed.text("/id"));
  EXPECT_EQ(counter_.rows("application"), 1);
  EXPECT_EQ(api_.post(counter_.applicant(), reissues(), form(counter_.applicant()), key("a")).told(),
            "409 idempotency.other_request");
  EXPECT_EQ(api_.post(counter_.applicant(), reissues(), form(counter_.applicant()), key("b")).told(),
            "409 application.already_open");
  EXPECT_EQ(api_.post(counter_.applicant(), reissues(), body).told(), "400 http.idempotency_key_required");
  EXPECT_EQ(must(counter_.read([&](Store& store) {
              return store.applications.reissue({filed.text("/id")});
            })).old_certificate_end,
            OldCertificateEnd::deferred);
}

// R49, R58, R61: nothing is preselected; every fault is told at its pointer, all at once.
TEST_P(ReissueApi, NamesEveryFault) {
  EXPECT_EQ(told("{}"),
            "400 input.invalid /old_certificate=input.required /reason=reissue.reason_required "
            "/old_certificate_end=reissue.end_required /agreement=reissue.agreement_required /csr=csr.no_block");
  EXPECT_EQ(told(R"({"reason":"whim","old_certificate_end":"later","key":1})"),
            "400 input.invalid /reason=json.not_a_choice /old_certificate_end=json.not_a_choice "
            "/key=json.unknown_member");
  EXPECT_EQ(told(form(counter_.applicant(), "none")), "400 input.invalid /old_certificate_end=reissue.end_required");
  EXPECT_EQ(told(form(counter_.applicant(), "deferred", make_csr({.dns_names = {"www.example.com"}}).pem)),
            "400 input.invalid /csr=csr.differs_common_name /csr=csr.differs_dns_names");
}

// R7, R6, R16: whose it is, and who stands before the screen.
TEST_P(ReissueApi, IsRefusedToOthers) {
  const auto post = [&](const Actor& actor) { return api_.post(actor, reissues(), form(actor), key("x")).told(); };
  EXPECT_EQ(post(counter_.stranger()), "404 contract.not_found");
  EXPECT_EQ(post(counter_.viewer()), "403 application.not_allowed");
  EXPECT_EQ(post(counter_.auditor()), "403 application.not_allowed");
  EXPECT_EQ(post(ExampleCounter::not_reauthenticated(counter_.applicant())), "403 session.reauthenticate_needed");
}

// R23: a form that was filled in from an older state of the contract is refused; the present one passes.
TEST_P(ReissueApi, RefusesAStaleScreen) {
  const auto seen = api_.get(counter_.applicant(), "/api/v1/contracts/" + counter_.ev.id.value);
  counter_.demand_second_approval();
  auto contract = must(counter_.read([&](Store& store) { return store.contracts.get(counter_.ev.id); }));
  must(counter_.as(ExampleCounter::engine(), [&](Work& work) { return work.store.contracts.update(contract); }));
  auto headers = key("a");
  headers.emplace_back("If-Match", seen.etag);
  EXPECT_EQ(api_.post(counter_.applicant(), reissues(), form(counter_.applicant()), headers).told(),
            "412 record.changed");
  headers.back().second = api_.get(counter_.applicant(), "/api/v1/contracts/" + counter_.ev.id.value).etag;
  const auto filed = api_.post(counter_.applicant(), reissues(), form(counter_.applicant()), headers);
  EXPECT_EQ(filed.text("/state"), "awaiting_own_approval") << filed.body;  // R8
}

// R55, R104: the desk files for the customer, also where self-service is over; the registrant is told.
TEST_P(ReissueApi, TheDeskFilesOnBehalf) {
  counter_.now += std::chrono::days(30);
  const auto target = "/api/v1/contracts/" + counter_.sr.id.value + "/reissues";
  const auto late = [&](const Actor& actor) {
    return CanonicalJson()
        .text("old_certificate", counter_.sr.certificate.value)
        .text("reason", "server_failure")
        .text("old_certificate_end", "immediate")
        .text("csr", counter_.csr_for(counter_.sr.id).pem)
        .object("agreement", agreement(actor))
        .print();
  };
  EXPECT_EQ(api_.post(counter_.applicant(), target, late(counter_.applicant()), key("a")).told(),
            "422 reissue.window_over_contact_us");
  const auto filed = api_.post(counter_.reception(), target, late(counter_.reception()), key("a"));
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(counter_.mails(), "application_filed_on_behalf -> registrant\n");
  EXPECT_TRUE(application_of(counter_, {filed.text("/id")}).filed_by_officer);
}

// R57, R68: 継続発行, too early and in time; it has neither a reason nor an end of the old certificate.
TEST_P(ReissueApi, ContinuesInTheLastDays) {
  const auto body = [&] {
    return CanonicalJson()
        .text("old_certificate", counter_.ev.certificate.value)
        .text("csr", counter_.csr_for(counter_.ev.id).pem)
        .object("agreement", agreement(counter_.applicant()))
        .print();
  };
  EXPECT_EQ(api_.post(counter_.applicant(), continuations(), body(), key("a")).told(), "422 continuation.too_early");
  counter_.now = certificate_at(counter_, counter_.ev.certificate).not_after - std::chrono::days(10);
  EXPECT_EQ(api_.post(counter_.applicant(), continuations(), R"({"old_certificate_end":"deferred"})", key("b")).told(),
            "400 input.invalid /old_certificate_end=json.unknown_member");
  const auto filed = api_.post(counter_.applicant(), continuations(), body(), key("c"));
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(filed.text("/kind"), "continuation");
}

INSTANTIATE_TEST_SUITE_P(Sql, ReissueApi, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
