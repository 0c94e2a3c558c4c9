#include <gtest/gtest.h>

#include "job/issue_due.h"
#include "pki/ca_certificate.h"
#include "support/each_statement.h"
#include "support/example_issue_facts.h"
#include "support/example_reissue.h"
#include "usecase/approve_application.h"
#include "usecase/issue_certificate.h"

namespace madoguchi {
namespace {

/// Each statement of the approval and of the issue fails once: all of it stands, or nothing (R70, R77).
class AtomicIssue : public testing::TestWithParam<FailingCase> {
 protected:
  template <typename Body>
  FailedEach fail_each(const Actor& actor, const Body& body) const {
    return fail_each_statement(counter_, actor, GetParam().strike, body);
  }
  SubmitReissue form(OldCertificateEnd end) const {
    auto made = reissue_form(counter_, counter_.ev);
    made.old_certificate_end = end;
    return made;
  }
  std::vector<Issuance> attempts(const ApplicationId& id) const {
    return counter_.read([&](Store& store) { return store.issuances.of_application(id); });
  }
  std::size_t certificates() const {
    return counter_.read([&](Store& store) { return store.certificates.of_contract(counter_.ev.id); }).size();
  }
  /// An intent that stands, and the certificate made of it.
  struct Signed {
    IssuanceId id;
    Bytes der;
  };
  Signed sign(const ApplicationId& application) {
    const auto id = attempts(application).back().id;
    auto begun =
        must(counter_.as(counter_.engine(), [&](Work& work) { return begin_issue(work, counter_.authority(), id); }));
    return {id, pki::sign_certificate(std::move(begun.prepared.value()), counter_.signer())};
  }

  ExampleCounter counter_{GetParam().backend};
};

// R102, R66: 承認.
TEST_P(AtomicIssue, ApprovalIsAllOrNothing) {
  const auto id = must(file(counter_, form(OldCertificateEnd::deferred)));
  pass_review(counter_, id);
  const auto seen = application_of(counter_, id);
  const auto approve_it = [&](Work& work) {
    return approve_application(work, {.id = id, .version = seen.version, .content_digest = seen.content_digest});
  };
  const auto tried = fail_each(counter_.approver(), approve_it);
  EXPECT_GT(tried.failed, 8);
  EXPECT_EQ(tried.done_unheard, GetParam().strike == Strike::after);
  EXPECT_EQ(state_of(counter_, id), "approved");
  EXPECT_EQ(attempts(id).size(), 1U);
  EXPECT_FALSE(counter_.as(counter_.approver(), approve_it));  // the retry of one who heard nothing: no second one
  EXPECT_EQ(attempts(id).size(), 1U);
  counter_.run_jobs();
  EXPECT_EQ(certificates(), 2U);
}

// R77: the intent.
TEST_P(AtomicIssue, IntentIsAllOrNothing) {
  const auto id = approved_reissue(counter_, form(OldCertificateEnd::deferred));
  const auto begin = [&](Work& work) { return begin_issue(work, counter_.authority(), attempts(id).front().id); };
  const auto tried = fail_each(counter_.engine(), begin);
  EXPECT_GT(tried.failed, 15);
  EXPECT_EQ(state_of(counter_, id), "executing");
  ASSERT_EQ(attempts(id).size(), 1U);
  EXPECT_EQ(attempts(id).front().state, IssuanceState::intended);
  EXPECT_TRUE(counter_.signer().signed_digests().empty());
}

// R77, R59: the certificate, with the schedule of 後日失効.
TEST_P(AtomicIssue, CertificateIsKeptWithItsScheduleOrNotAtAll) {
  const auto id = approved_reissue(counter_, form(OldCertificateEnd::deferred));
  const auto made = sign(id);
  const auto keep = [&](Work& work) { return keep_certificate(work, counter_.authority(), made.id, made.der); };
  const auto tried = fail_each(counter_.engine(), keep);
  EXPECT_GT(tried.failed, 15);
  EXPECT_EQ(state_of(counter_, id), "done");
  EXPECT_EQ(certificates(), 2U);
  EXPECT_EQ(schedules_of(counter_, counter_.ev.id),
            "pending " + format_utc(counter_.now + std::chrono::days(14)) + "\n");
  EXPECT_EQ(answer(counter_.as(counter_.engine(), keep)), "issuance.not_open");
  EXPECT_EQ(certificates(), 2U);
}

// R60: 即日失効, both or neither.
TEST_P(AtomicIssue, CertificateIsKeptWithTheEndOfTheOldOrNotAtAll) {
  const auto id = approved_reissue(counter_, form(OldCertificateEnd::immediate));
  const auto made = sign(id);
  const auto keep = [&](Work& work) { return keep_certificate(work, counter_.authority(), made.id, made.der); };
  const auto tried = fail_each(counter_.engine(), keep);
  EXPECT_GT(tried.failed, 15);
  EXPECT_EQ(state_of(counter_, id), "done");
  EXPECT_TRUE(certificate_at(counter_, counter_.ev.certificate).revoked_at);
  EXPECT_EQ(counter_.rows("revocation"), 1);
  EXPECT_EQ(answer(counter_.as(counter_.engine(), keep)), "issuance.not_open");
  EXPECT_EQ(counter_.rows("revocation"), 1);
}

// R77: an intent that is given up, with its serial for the CRL and the next attempt.
TEST_P(AtomicIssue, IntentIsGivenUpAsAWhole) {
  const auto id = approved_reissue(counter_, form(OldCertificateEnd::deferred));
  const auto made = sign(id);
  const auto lose = [&](Work& work) { return lose_intent(work, made.id, work.now); };
  const auto tried = fail_each(counter_.engine(), lose);
  EXPECT_GT(tried.failed, 6);
  ASSERT_EQ(attempts(id).size(), 2U);
  must(counter_.as(counter_.engine(), lose));  // once more changes nothing
  EXPECT_EQ(attempts(id).size(), 2U);
  EXPECT_EQ(counter_.rows("revocation"), 1);
  EXPECT_EQ(
      answer(counter_.as(counter_.engine(),
                         [&](Work& work) { return keep_certificate(work, counter_.authority(), made.id, made.der); })),
      "issuance.not_open");
  counter_.run_jobs();
  EXPECT_EQ(certificates(), 2U);
  EXPECT_NE(certificate_of(counter_, id).der, made.der);
}

// R23, R102: an issue that a rule stops goes back to a person as a whole.
TEST_P(AtomicIssue, HaltIsAllOrNothing) {
  const auto id = approved_reissue(counter_, form(OldCertificateEnd::deferred));
  counter_.read([&](Store& store) {
    return store.sql.execute("UPDATE contract SET organization = '別の会社' WHERE id = $1", {counter_.ev.id});
  });
  const auto issuance = attempts(id).front().id;
  const auto tried =
      fail_each(counter_.engine(), [&](Work& work) { return begin_issue(work, counter_.authority(), issuance); });
  EXPECT_GT(tried.failed, 8);
  EXPECT_EQ(state_of(counter_, id), "under_review");
  EXPECT_EQ(counter_.tasks(), "issue_halted issuance.content_changed\n");
}

// R70, R77: the whole job, from the claim to the kept certificate, with each statement failing: one certificate in the
// end, nothing unknown on the way.
TEST_P(AtomicIssue, JobIssuesOnceWhicheverStatementFails) {
  counter_.policy.products.at("ev_2_0").reissue.self_service_max = 1000;
  int n = 1;
  for (bool struck = true; struck; ++n) {
    SCOPED_TRACE("statement " + std::to_string(n));
    counter_.now += Seconds(1);
    auto again = form(OldCertificateEnd::immediate);
    again.old_certificate =
        counter_.read([&](Store& store) { return store.certificates.of_contract(counter_.ev.id).back().id; });
    const auto id = approved_reissue(counter_, again);
    counter_.signer().forget();
    FailingOffice failing(counter_, n, GetParam().strike);
    try {
      job::issue_due(failing.office(), counter_.authority(), counter_.now);
    } catch (const sql::SqlFailure&) {
      EXPECT_TRUE(failing.struck());
    }
    struck = failing.struck();
    expect_nothing_unknown(counter_, counter_.ev.id, id, counter_.signer().signed_digests());
    counter_.now += job::kIssueLeaseSeconds + Seconds(2 * 3600);  // the restart; and no more filings a day than may be
    job::issue_due(counter_.office(), counter_.authority(), counter_.now);
    expect_nothing_unknown(counter_, counter_.ev.id, id, counter_.signer().signed_digests());
    ASSERT_EQ(state_of(counter_, id), "done");
    ASSERT_TRUE(pki::is_signed_by(certificate_of(counter_, id).der, counter_.authority().certificate_der));
    for (const auto& attempt : attempts(id)) {
      EXPECT_TRUE(attempt.state == IssuanceState::done || attempt.state == IssuanceState::lost);
    }
  }
  EXPECT_GT(n, 40);
}

INSTANTIATE_TEST_SUITE_P(Sql, AtomicIssue, testing::ValuesIn(kFailingCases), name_of);

}  // namespace
}  // namespace madoguchi
