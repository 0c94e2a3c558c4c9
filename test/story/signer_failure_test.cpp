// A key that fails, hangs or signs wrongly: no certificate without an intent, none twice, the lost ones listed (R60,
// R70, R77).
#include <gtest/gtest.h>

#include "job/issue_due.h"
#include "support/example_issue_facts.h"
#include "support/example_reissue.h"
#include "usecase/issue_certificate.h"

namespace madoguchi {
namespace {

class SignerFailure : public testing::TestWithParam<const char*> {
 protected:
  ApplicationId approved(OldCertificateEnd end = OldCertificateEnd::immediate) const {
    auto form = reissue_form(counter_, counter_.ev);
    form.old_certificate_end = end;
    return approved_reissue(counter_, form);
  }
  int issue() const { return job::issue_due(counter_.office(), counter_.authority(), counter_.now); }
  std::vector<Issuance> attempts(const ApplicationId& id) const {
    return counter_.read([&](Store& store) { return store.issuances.of_application(id); });
  }
  bool old_is_revoked() const { return certificate_at(counter_, counter_.ev.certificate).revoked_at.has_value(); }
  /// The serials of the lost intents as the CRL has them, sorted: no reason (BR 7.2.2).
  std::string lost_lines(const ApplicationId& id) const {
    std::set<std::string> lines;
    for (const auto& attempt : attempts(id)) {
      if (attempt.state == IssuanceState::lost) lines.insert(*attempt.serial + " none\n");
    }
    std::string text;
    for (const auto& line : lines) text += line;
    return text;
  }
  void expect_known(const ApplicationId& id) {
    expect_nothing_unknown(counter_, counter_.ev.id, id, counter_.signer().signed_digests());
  }

  ExampleCounter counter_{GetParam()};
};

// R70, R77, R60: it throws before it has signed: given up, tried again later under another serial, an alarm at the
// third failure, and the old certificate untouched until a new one stands.
TEST_P(SignerFailure, IsTriedAgainLaterAndAlarms) {
  const auto id = approved();
  counter_.signer().fail_next = 3;
  for (std::int64_t failures = 1; failures <= 3; ++failures) {
    EXPECT_EQ(counter_.tasks(), "");
    EXPECT_EQ(issue(), 1);
    EXPECT_EQ(issue(), 0);  // not before its time
    EXPECT_EQ(state_of(counter_, id), "approved");
    EXPECT_FALSE(old_is_revoked());
    counter_.now += issue_back_off(failures);
  }
  EXPECT_EQ(counter_.tasks(), "alarm issuance.failing\n");
  EXPECT_EQ(issue(), 1);
  EXPECT_EQ(state_of(counter_, id), "done");
  EXPECT_TRUE(old_is_revoked());
  EXPECT_EQ(attempts(id).size(), 4U);
  EXPECT_EQ(counter_.signer().signed_digests().size(), 1U);
  expect_known(id);
  counter_.run_jobs();
  const auto listed = crl_of(counter_);
  for (const auto& attempt : attempts(id)) {
    EXPECT_EQ(listed.find(*attempt.serial + " none\n") != std::string::npos, attempt.state == IssuanceState::lost);
  }
}

// R70: its token is away: the issuance waits, costs no serial and no failure, and is done as soon as it is back.
TEST_P(SignerFailure, KeyThatIsAwayIsWaitedFor) {
  const auto id = approved();
  counter_.signer().away = true;
  for (int turn = 0; turn < 3; ++turn) {
    EXPECT_THROW(issue(), Failure);
    counter_.now += Seconds(1);
  }
  EXPECT_EQ(state_of(counter_, id), "approved");
  EXPECT_FALSE(old_is_revoked());
  counter_.signer().away = false;
  EXPECT_EQ(issue(), 1);
  EXPECT_EQ(state_of(counter_, id), "done");
  EXPECT_TRUE(old_is_revoked());
  ASSERT_EQ(attempts(id).size(), 1U);
  EXPECT_EQ(attempts(id).front().failures, 0);
  EXPECT_EQ(lost_lines(id), "");
  EXPECT_EQ(counter_.tasks(), "");
}

// R77: it signed, but the answer was lost: that serial is known, revoked and listed.
TEST_P(SignerFailure, LostAnswerIsKnownAndListed) {
  const auto id = approved(OldCertificateEnd::deferred);
  counter_.signer().after_signing = [&] {
    counter_.signer().after_signing = {};
    throw Failure("the answer was lost");
  };
  issue();
  EXPECT_EQ(counter_.signer().signed_digests().size(), 1U);
  expect_known(id);
  EXPECT_EQ(attempts(id).front().state, IssuanceState::lost);
  counter_.now += issue_back_off(1);
  issue();
  EXPECT_EQ(state_of(counter_, id), "done");
  expect_known(id);
  counter_.run_jobs();
  EXPECT_EQ(crl_of(counter_), lost_lines(id));
}

// R77: a signature that does not hold is found before anything is kept.
TEST_P(SignerFailure, WrongSignatureIsRefused) {
  const auto id = approved();
  ExampleSigner wrong_key;
  auto authority = counter_.authority();
  authority.signer = &wrong_key;
  job::issue_due(counter_.office(), authority, counter_.now);
  EXPECT_EQ(wrong_key.signed_digests().size(), 1U);
  EXPECT_EQ(state_of(counter_, id), "approved");
  EXPECT_FALSE(old_is_revoked());
  EXPECT_FALSE(counter_.read([&](Store& store) { return store.certificates.of_application(id); }));
  expect_nothing_unknown(counter_, counter_.ev.id, id, wrong_key.signed_digests());
  EXPECT_NE(lost_lines(id), "");
  counter_.now += issue_back_off(1);
  issue();
  EXPECT_EQ(state_of(counter_, id), "done");
}

// R70, R77: it hangs longer than the lease: another process gives the attempt up and issues; the late answer is not
// kept, though it is signed: its serial is on the CRL.
TEST_P(SignerFailure, LateAnswerIsNotKept) {
  const auto id = approved(OldCertificateEnd::deferred);
  counter_.signer().before_signing = [&] {
    counter_.signer().before_signing = {};
    const Time later = counter_.now + job::kIssueLeaseSeconds + Seconds(1);
    EXPECT_EQ(job::issue_due(counter_.office(), counter_.authority(), later), 2);  // one lost, one issued
  };
  issue();
  EXPECT_EQ(counter_.signer().signed_digests().size(), 2U);
  EXPECT_EQ(state_of(counter_, id), "done");
  expect_known(id);
  ASSERT_EQ(attempts(id).size(), 2U);
  counter_.now += job::kIssueLeaseSeconds + Seconds(2);
  counter_.run_jobs();
  EXPECT_EQ(crl_of(counter_), lost_lines(id));
  EXPECT_NE(lost_lines(id), "");
}

// R23, R90: the application was cancelled while the key was at work: nothing is kept, the serial is listed.
TEST_P(SignerFailure, CertificateOfAnEndedContractIsNotKept) {
  const auto id = approved(OldCertificateEnd::deferred);
  counter_.signer().before_signing = [&] {
    counter_.signer().before_signing = {};
    counter_.read([&](Store& store) {
      return store.sql.execute("UPDATE contract SET state = 'cancelled' WHERE id = $1", {counter_.ev.id});
    });
  };
  issue();
  EXPECT_FALSE(counter_.read([&](Store& store) { return store.certificates.of_application(id); }));
  expect_known(id);
  counter_.run_jobs();
  EXPECT_EQ(crl_of(counter_), lost_lines(id));
  EXPECT_NE(lost_lines(id), "");
}

INSTANTIATE_TEST_SUITE_P(Sql, SignerFailure, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
