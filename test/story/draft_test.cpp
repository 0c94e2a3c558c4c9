// 下書き over HTTP; every answer is held against api/*.yaml (R6, R7, R56, R98, R117).
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/example_api.h"
#include "support/example_counter.h"

namespace madoguchi {
namespace {

class Drafts : public testing::TestWithParam<const char*> {
 protected:
  using Answer = test::ExampleApi::Answer;
  ExampleCounter counter_{GetParam()};
  test::ExampleApi api_{counter_};

  std::string drafts() const { return "/api/v1/contracts/" + counter_.ev.id.value + "/drafts"; }
  Answer put(const Actor& actor, const std::string& kind, const std::string& form, const http::Headers& headers = {}) {
    return api_.send(http::Method::put, actor, drafts() + "/" + kind, form, headers);
  }
  static constexpr const char* kForm = R"({"contacts":{"technical":{"department":"総務部"}},"page":2})";
};

// Kept as typed, in another session too; the last one saved stands, a stale tab is refused.
TEST_P(Drafts, OutliveTheSession) {
  const auto saved = put(counter_.applicant(), "contact_change", kForm);
  ASSERT_EQ(saved.status, 200) << saved.body;
  test::ExampleApi later(counter_);  // other sessions
  const auto found = later.get(counter_.applicant(), drafts() + "/contact_change");
  ASSERT_EQ(found.status, 200) << found.body;
  EXPECT_EQ(found.text("/content/contacts/technical/department"), "総務部");
  EXPECT_EQ(found.etag, "\"v1\"");
  EXPECT_EQ(later.get(counter_.applicant(), drafts()).size("/drafts"), 1U);
  EXPECT_EQ(put(counter_.applicant(), "contact_change", R"({"page":3})", {{"If-Match", "\"v1\""}}).etag, "\"v2\"");
  EXPECT_EQ(put(counter_.applicant(), "contact_change", R"({"page":4})", {{"If-Match", "\"v1\""}}).told(),
            "412 record.changed");
  EXPECT_EQ(counter_.rows("draft"), 1);
  EXPECT_EQ(counter_.rows("application"), 0);  // R56: no application
}

// R7, R8: nobody else's, not even a colleague's.
TEST_P(Drafts, AreTheirOwnersAlone) {
  ASSERT_EQ(put(counter_.applicant(), "contact_change", kForm).status, 200);
  EXPECT_EQ(api_.get(counter_.approver_user(), drafts() + "/contact_change").told(), "404 draft.not_found");
  EXPECT_EQ(api_.get(counter_.stranger(), drafts() + "/contact_change").told(), "404 contract.not_found");
  EXPECT_EQ(put(counter_.stranger(), "contact_change", kForm).told(), "404 contract.not_found");
  EXPECT_EQ(put(counter_.viewer(), "contact_change", kForm).told(), "403 application.not_allowed");
  EXPECT_EQ(put(counter_.applicant(), "emergency_revocation", kForm).told(), "404 draft.no_such_kind");
  EXPECT_EQ(put(counter_.applicant(), "anything", kForm).told(), "404 draft.no_such_kind");
  EXPECT_EQ(put(counter_.applicant(), "reissue", "[1]").status, 400);
  EXPECT_EQ(put(counter_.applicant(), "reissue", R"({"csr":")" + std::string(kDraftBytesMax, 'x') + "\"}").told(),
            "413 draft.too_large");
  EXPECT_EQ(counter_.rows("draft"), 1);
}

// R117: a private key, however it is wrapped into the form, is refused, kept nowhere, and its key counts as known to
// others: the certificate with it is revoked.
TEST_P(Drafts, NeverHoldAPrivateKey) {
  const auto form =
      CanonicalJson().object("inner", CanonicalJson().text("csr", counter_.ev.csr.private_key_pem)).print();
  EXPECT_EQ(put(counter_.applicant(), "reissue", form).told(), "400 input.invalid /inner/csr=csr.private_key");
  EXPECT_EQ(counter_.rows("draft"), 0);
  const auto certificate =
      counter_.read([&](Store& store) { return must(store.certificates.get(counter_.ev.certificate)); });
  EXPECT_EQ(certificate.revocation_reason, RevocationReason::key_compromise);
}

// R98: told a week before the end, once for each save; then gone. Saving again begins anew.
TEST_P(Drafts, EndAfterTheirTime) {
  ASSERT_EQ(put(counter_.applicant(), "contact_change", kForm).status, 200);
  const auto days = [](std::int64_t count) { return std::chrono::days(count); };
  counter_.now += days(counter_.policy.draft_days - 8);
  counter_.run_jobs();
  EXPECT_EQ(counter_.mails(), "");
  counter_.now += days(2);
  counter_.run_jobs();
  counter_.run_jobs();
  EXPECT_EQ(counter_.mails(), "draft_expiring -> account\n");
  ASSERT_EQ(put(counter_.applicant(), "contact_change", kForm).status, 200);
  counter_.now += days(counter_.policy.draft_days - 1);
  counter_.run_jobs();
  EXPECT_EQ(counter_.mails(), "draft_expiring -> account\n");
  EXPECT_EQ(api_.get(counter_.applicant(), drafts() + "/contact_change").status, 200);
  counter_.now += days(1);
  EXPECT_EQ(api_.get(counter_.applicant(), drafts() + "/contact_change").told(), "404 draft.not_found");
  counter_.run_jobs();
  EXPECT_EQ(counter_.rows("draft"), 0);
}

// The filing, or its owner, ends it.
TEST_P(Drafts, EndWithTheFiling) {
  ASSERT_EQ(put(counter_.applicant(), "contact_change", kForm).status, 200);
  ASSERT_EQ(put(counter_.applicant(), "reissue", R"({"reason":"other"})").status, 200);
  const auto filed = api_.post(counter_.applicant(), "/api/v1/contracts/" + counter_.ev.id.value + "/contact-changes",
                               R"({"contacts":{"technical":{"department":"総務部"}}})", {{"Idempotency-Key", "a"}});
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(api_.get(counter_.applicant(), drafts()).text("/drafts/0/kind"), "reissue");
  EXPECT_EQ(api_.get(counter_.applicant(), drafts()).size("/drafts"), 1U);
  const auto discard = [&] { return api_.send(http::Method::del, counter_.applicant(), drafts() + "/reissue", ""); };
  EXPECT_EQ(discard().status, 204);
  EXPECT_EQ(discard().told(), "404 draft.not_found");
}

INSTANTIATE_TEST_SUITE_P(Sql, Drafts, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
