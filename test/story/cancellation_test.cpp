// 解約 and the edges of a revocation: R71, R73, R74, R89, R90, R92.
#include <gtest/gtest.h>

#include <set>

#include "job/watch_deadlines.h"
#include "support/example_copies.h"
#include "support/revocation_story.h"
#include "usecase/execute_revocation.h"
#include "usecase/publish_crl.h"
#include "usecase/withdraw_application.h"

namespace madoguchi {
namespace {

class Cancellation : public RevocationStory {
 protected:
  /// An open application of another kind, for a certificate with `key`; how it came to be is another story.
  ApplicationId open_application(ApplicationKind kind, ApplicationState state, const std::string& key = "00") {
    return must(counter_.as(counter_.applicant(), [&](Work& work) -> Result<ApplicationId> {
      const Application application{.id = new_id<ApplicationId>(work.random()),
                                    .number = new_receipt_number(work.random()),
                                    .kind = kind,
                                    .contract = counter_.sr.id,
                                    .state = state,
                                    .filed_by_account = work.actor.account,
                                    .filed_at = work.now,
                                    .content_digest = "x",
                                    .policy_version = "x"};
      TRY(work.store.applications.add(application));
      if (kind != ApplicationKind::contact_change) {
        work.store.applications.add_reissue(
            {.application = application.id, .old_certificate = counter_.sr.certificate, .spki_sha256 = key});
        work.store.issuances.add(new_id<IssuanceId>(work.random()), application.id, work.now + std::chrono::hours(1));
      }
      return application.id;
    }));
  }
  ScheduledRevocationId schedule(const CertificateId& certificate, Time due_at) {
    return must(counter_.as(counter_.engine(), [&](Work& work) -> Result<ScheduledRevocationId> {
      const ScheduledRevocation made{.id = new_id<ScheduledRevocationId>(work.random()),
                                     .certificate = certificate,
                                     .application = open_schedule_owner_,
                                     .due_at = due_at};
      work.store.certificates.add_schedule(made);
      return made.id;
    }));
  }
  std::string schedule_state(const ScheduledRevocationId& id) const {
    for (const auto& one :
         counter_.read([&](Store& store) { return store.certificates.schedules_of(counter_.sr.id); })) {
      if (one.id == id) return std::string(to_text(one.state));
    }
    return "gone";
  }
  bool suspended(const ApplicationId& id) const { return application_of(id).suspended_at.has_value(); }
  Result<Application> withdraw(const ApplicationId& id) const {
    return counter_.as(counter_.applicant(), [&](Work& work) {
      return withdraw_application(work, {.id = id, .version = application_of(id).version});
    });
  }
  /// An application that is done, to whom a 後日失効 belongs.
  void own_schedules() {
    open_schedule_owner_ = open_application(ApplicationKind::continuation, ApplicationState::approved);
    must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
      auto application = TRY(work.store.applications.get(open_schedule_owner_));
      application.state = ApplicationState::done;
      application.closed_at = work.now;
      TRY(work.store.applications.update(std::move(application)));
      return {};
    }));
  }
  ApplicationId open_schedule_owner_;
};

// R78, R90, R99: accepted, the 解約 suspends; carried out, it ends the contract and what was open in it.
TEST_P(Cancellation, EndsTheContractAndWhatIsOpenInIt) {
  const auto change = open_application(ApplicationKind::contact_change, ApplicationState::under_review);
  const auto reissue = open_application(ApplicationKind::reissue, ApplicationState::approved);
  const auto second = counter_.add_certificate(counter_.sr.id, counter_.csr_for(counter_.sr.id), counter_.now);
  const auto id = must(file(cancellation()));
  EXPECT_EQ(contract_state(), "cancelling");
  EXPECT_TRUE(suspended(change));
  EXPECT_TRUE(suspended(reissue));
  counter_.mails();
  must(call(id, CallOutcome::confirmed));
  EXPECT_EQ(contract_state(), "cancelled");
  EXPECT_EQ(state_of(change), "cancelled");
  EXPECT_EQ(state_of(reissue), "cancelled");
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "cessation_of_operation");
  EXPECT_EQ(revoked_as(second), "cessation_of_operation");
  EXPECT_EQ(revoked_as(counter_.ev.certificate), "");
  const auto attempts = counter_.read([&](Store& store) { return store.issuances.of_application(reissue); });
  EXPECT_EQ(attempts.front().state, IssuanceState::closed);
  EXPECT_NE(counter_.mails().find("contract_ended -> billing\ncontract_ended -> registrant\n"), std::string::npos);
  EXPECT_EQ(answer(file(cancellation())), "revocation.contract_ended");
}

// R83: a 解約 is public when every list that it concerns is out, not when the first one is.
TEST_P(Cancellation, IsPublicWhenTheLastListIs) {
  std::set<std::int64_t> lists{0};  // of the first certificate
  for (const auto& copy : add_copies(counter_, counter_.sr, 8)) lists.insert(certificate(copy).crl_shard);
  ASSERT_GT(lists.size(), 2U);
  const auto id = must(file(cancellation()));
  must(call(id, CallOutcome::confirmed));
  auto authority = counter_.authority();
  authority.issuer.crl_shards = 4;
  for (const auto shard : lists) {
    counter_.now += Seconds(1);
    EXPECT_TRUE(publish_crl(counter_.office(), authority, shard, counter_.clock()));
    const auto request = counter_.read([&](Store& store) { return must(store.applications.revocation(id)); });
    EXPECT_EQ(request.published_at, shard == *lists.rbegin() ? std::optional(counter_.now) : std::nullopt) << shard;
  }
}

// R90: an issue under way when the 解約 comes keeps nothing.
TEST_P(Cancellation, GivesUpAnIssueUnderWay) {
  const auto reissue = open_application(ApplicationKind::reissue, ApplicationState::executing);
  const auto id = must(file(cancellation()));
  const auto kept = counter_.as(counter_.engine(), [&](Work& work) {
    return take_engine_step(work, application_of(reissue), ApplicationAction::keep_certificate);
  });
  EXPECT_EQ(answer(kept), "application.suspended");
  must(call(id, CallOutcome::confirmed));
  EXPECT_EQ(state_of(reissue), "cancelled");
}

// R90: rejected or withdrawn, everything goes on as before; R88: until it is carried out.
TEST_P(Cancellation, ResumesWhatItSuspended) {
  const auto change = open_application(ApplicationKind::contact_change, ApplicationState::under_review);
  must(call(must(file(cancellation())), CallOutcome::refused));
  EXPECT_EQ(contract_state(), "in_force");
  EXPECT_FALSE(suspended(change));
  const auto again = must(file(cancellation()));
  EXPECT_TRUE(suspended(change));
  EXPECT_EQ(must(withdraw(again)).state, ApplicationState::withdrawn);
  EXPECT_EQ(contract_state(), "in_force");
  EXPECT_FALSE(suspended(change));
  EXPECT_TRUE(is_live());
  const auto last = must(file(cancellation()));
  must(call(last, CallOutcome::confirmed));
  EXPECT_EQ(answer(withdraw(last)), "application.wrong_state");
}

// R73: 契約全体 closes a pending 後日失効 as superseded; R24, R74: この証明書だけ as revoked before.
TEST_P(Cancellation, ClosesTheCalendar) {
  own_schedules();
  const auto newer = counter_.add_certificate(counter_.sr.id, counter_.csr_for(counter_.sr.id), counter_.now);
  const auto old = schedule(counter_.sr.certificate, counter_.now + std::chrono::days(14));
  must(call(must(file(wish())), CallOutcome::confirmed));
  EXPECT_EQ(schedule_state(old), "revoked_before");
  EXPECT_EQ(revoked_as(newer), "");
  const auto other = schedule(newer, counter_.now + std::chrono::days(14));
  auto record = call_to(must(file(cancellation())), CallOutcome::confirmed);
  record.serial_read_back = serial_of(newer).substr(26);
  must(say(record));
  EXPECT_EQ(schedule_state(other), "superseded_by_cancellation");
  EXPECT_EQ(revoked_as(newer), "cessation_of_operation");
}

// R90: revoking one certificate leaves other applications alone, but for one that asks for its very key.
TEST_P(Cancellation, OfOneCertificateTouchesOnlyItsKey) {
  const auto change = open_application(ApplicationKind::contact_change, ApplicationState::under_review);
  const auto other_key = open_application(ApplicationKind::reissue, ApplicationState::approved, "11");
  const auto same_key =
      open_application(ApplicationKind::continuation, ApplicationState::under_review, counter_.sr.csr.spki_sha256);
  const auto id = must(file(wish()));
  EXPECT_FALSE(suspended(change));
  must(call(id, CallOutcome::confirmed));
  EXPECT_EQ(state_of(change), "under_review");
  EXPECT_EQ(state_of(other_key), "approved");
  EXPECT_EQ(state_of(same_key), "cancelled");
}

// R89: the certificate ends while the check is open: the case closes, the contract goes on, no CRL entry, no mail.
TEST_P(Cancellation, ClosesWhenTheCertificateExpires) {
  counter_.now = certificate(counter_.sr.certificate).not_after - std::chrono::hours(1);
  const auto id = must(file(wish()));
  counter_.mails();
  counter_.now += std::chrono::hours(1) + Seconds(1);
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 1);
  EXPECT_EQ(state_of(id), "expired");
  EXPECT_EQ(counter_.rows("revocation"), 0);
  EXPECT_EQ(counter_.mails(), "");
  EXPECT_EQ(counter_.tasks(), "");
  EXPECT_EQ(contract_state(), "in_force");
}

// … and a call that comes in that second finds it so.
TEST_P(Cancellation, ACallAfterTheExpiryRevokesNothing) {
  counter_.now = certificate(counter_.sr.certificate).not_after;
  const auto id = must(file(wish()));
  counter_.now += Seconds(1);
  EXPECT_EQ(must(call(id, CallOutcome::confirmed)).state, ApplicationState::expired);
  EXPECT_EQ(counter_.rows("revocation"), 0);
}

// R74: another way was faster: the request is closed, nothing is revoked twice.
TEST_P(Cancellation, ClosesWhenAnotherWayWasFaster) {
  const auto id = must(file(wish()));
  must(claim(counter_.applicant()));
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "key_compromise");
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 1);
  EXPECT_EQ(state_of(id), "cancelled");
  EXPECT_EQ(counter_.rows("revocation"), 1);
}

// R92: a dated request waits for its date after the call, and may be taken back until then.
TEST_P(Cancellation, KeepsAWishedDate) {
  auto dated = wish();
  dated.wished_at = counter_.now + std::chrono::days(5);
  const auto id = must(file(dated));
  counter_.mails();
  EXPECT_EQ(must(call(id, CallOutcome::confirmed)).state, ApplicationState::confirmed);
  EXPECT_EQ(counter_.mails(), "revocation_scheduled -> registrant\nrevocation_scheduled -> technical\n");
  EXPECT_EQ(application_of(id).deadline_at, *dated.wished_at + std::chrono::hours(1));
  counter_.now = *dated.wished_at - Seconds(1);
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 0);
  EXPECT_TRUE(is_live());
  counter_.now = *dated.wished_at;
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 1);
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "cessation_of_operation");
  EXPECT_EQ(state_of(id), "done");
  EXPECT_EQ(schedule_state(counter_.read(
                [&](Store& store) { return store.certificates.schedules_of(counter_.sr.id).front().id; })),
            "done");
}

TEST_P(Cancellation, OfADatedRequestTakesItOffTheCalendar) {
  auto dated = wish();
  dated.wished_at = counter_.now + std::chrono::days(5);
  const auto id = must(file(dated));
  must(call(id, CallOutcome::confirmed));
  must(withdraw(id));
  counter_.now += std::chrono::days(6);
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 0);
  EXPECT_TRUE(is_live());
  EXPECT_EQ(counter_.read([&](Store& store) { return store.certificates.schedules_of(counter_.sr.id); }).front().state,
            ScheduleState::cancelled);
}

// R23: what was carried out is not carried out again.
TEST_P(Cancellation, TwiceChangesNothing) {
  const auto id = must(file(wish()));
  must(call(id, CallOutcome::confirmed));
  const auto before = counter_.snapshot();
  const auto again =
      counter_.as(counter_.engine(), [&](Work& work) { return execute_revocation(work, application_of(id)); });
  EXPECT_EQ(answer(again), "application.wrong_state");
  EXPECT_EQ(counter_.snapshot(), before);
}

INSTANTIATE_TEST_SUITE_P(Sql, Cancellation, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
