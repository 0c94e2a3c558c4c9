#include "usecase/revoke_scheduled.h"

#include <gtest/gtest.h>

#include "job/revoke_due.h"
#include "support/example_counter.h"

namespace madoguchi {
namespace {

using std::chrono::days;

/// A finished reissue of the EV certificate: the former one is to be revoked 14 days later.
class RevokeScheduled : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    issued_at = counter.now;
    must(counter.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
      const Application application{.id = new_id<ApplicationId>(work.random()),
                                    .number = new_receipt_number(work.random()),
                                    .kind = ApplicationKind::reissue,
                                    .contract = counter.ev.id,
                                    .state = ApplicationState::done,
                                    .filed_at = work.now,
                                    .closed_at = work.now};
      must(work.store.applications.add(application));
      auto successor = must(work.store.certificates.get(counter.ev.certificate));
      successor.id = new_id<CertificateId>(work.random());
      successor.serial = std::string(30, '4') + "d1";
      successor.application = application.id;
      work.store.certificates.add(successor);
      schedule = {.id = new_id<ScheduledRevocationId>(work.random()),
                  .certificate = counter.ev.certificate,
                  .application = application.id,
                  .due_at = work.now + kDeferredRevocationSeconds};
      work.store.certificates.add_schedule(schedule);
      return {};
    }));
    counter.mails();
  }

  Certificate old_certificate() {
    return counter.read([&](Store& store) { return must(store.certificates.get(counter.ev.certificate)); });
  }
  std::string state() {
    return counter.read([&](Store& store) {
      return std::string(to_text(store.certificates.schedules_of(counter.ev.id).front().state));
    });
  }
  int run() { return job::revoke_due(counter.office(), counter.now); }

  ExampleCounter counter{GetParam()};
  Time issued_at;
  ScheduledRevocation schedule;
};

// R59, R113: exactly 14 × 24 hours after the issue, to the second; R70: once.
TEST_P(RevokeScheduled, HappensAtItsSecondAndOnce) {
  counter.now = issued_at + days(14) - Seconds(1);
  run();
  EXPECT_FALSE(old_certificate().revoked_at);
  counter.mails();
  counter.now += Seconds(1);
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(old_certificate().revoked_at, counter.now);
  EXPECT_EQ(old_certificate().revocation_reason, RevocationReason::superseded);
  EXPECT_EQ(state(), "done");
  EXPECT_EQ(counter.rows("revocation"), 1);
  EXPECT_EQ(counter.mails(), "certificate_revoked -> registrant\ncertificate_revoked -> technical\n");
  counter.now += days(1);
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(counter.rows("revocation"), 1);
}

// R70: a machine that was away, and a clock that steps, change nothing but the moment.
TEST_P(RevokeScheduled, ALateMachineDoesItStillAndAClockStepDoesItOnce) {
  counter.now = issued_at + days(20);
  EXPECT_EQ(run(), 1);
  counter.now = issued_at + days(13);
  EXPECT_EQ(run(), 0);
  counter.now = issued_at + days(30);
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(counter.rows("revocation"), 1);
}

// R71: it ended by itself before its date: 期限満了により不要, no CRL entry, no mail.
TEST_P(RevokeScheduled, AnExpiredCertificateNeedsNone) {
  counter.now = old_certificate().not_after + Seconds(1);
  run();
  EXPECT_EQ(state(), "expired_before");
  EXPECT_FALSE(old_certificate().revoked_at);
  EXPECT_EQ(counter.rows("revocation"), 0);
  EXPECT_EQ(counter.mails(), "");
}

// R74: revoked for another reason before the date: the schedule is closed, reason and date stay.
TEST_P(RevokeScheduled, AnotherReasonWasFaster) {
  must(counter.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.certificates.revoke(old_certificate(), RevocationReason::cessation_of_operation, work.now, work.now, {});
    return {};
  }));
  counter.now = issued_at + days(14);
  run();
  EXPECT_EQ(state(), "revoked_before");
  EXPECT_EQ(old_certificate().revoked_at, issued_at);
  EXPECT_EQ(old_certificate().revocation_reason, RevocationReason::cessation_of_operation);
  EXPECT_EQ(counter.rows("revocation"), 1);
}

// R69: 7, 3 and 1 days before, once each; one who was away gets the nearest only.
TEST_P(RevokeScheduled, RemindersGoOutOnceEach) {
  const auto expect = [&](Seconds after_issue, const char* mails) {
    counter.now = issued_at + after_issue;
    run();
    EXPECT_EQ(counter.mails(), mails) << after_issue.count();
    EXPECT_EQ(run(), 0);
  };
  const char* both = "revocation_reminder -> registrant\nrevocation_reminder -> technical\n";
  expect(days(7) - Seconds(1), "");
  expect(days(7), both);
  expect(days(10), "");
  expect(days(11), both);
  expect(days(13), both);
  expect(days(14) - Seconds(1), "");
}

INSTANTIATE_TEST_SUITE_P(Sql, RevokeScheduled, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
