#include "job/revoke_due.h"
#include "support/each_statement.h"
#include "support/example_reissue.h"
#include "support/revocation_story.h"
#include "usecase/execute_revocation.h"
#include "usecase/publish_crl.h"
#include "usecase/revoke_scheduled.h"
#include "usecase/watch_revocation.h"

namespace madoguchi {
namespace {

/// Each statement of what revokes fails once: revoked with everything that belongs to it, or not at all.
class AtomicRevoke : public RevocationCounter, public testing::WithParamInterface<FailingCase> {
 protected:
  AtomicRevoke() : RevocationCounter(GetParam().backend) {}
  template <typename Body>
  FailedEach fail_each(const Actor& actor, const Body& body) const {
    const auto tried = fail_each_statement(counter_, actor, GetParam().strike, body);
    EXPECT_EQ(tried.done_unheard, GetParam().strike == Strike::after);
    return tried;
  }
  std::int64_t events(const std::string& action) const {
    return counter_.read([&](Store& store) {
      return store.sql.query("SELECT COUNT(*) FROM event WHERE action = $1", {action}).front().number(0);
    });
  }
};

// R79, R96: filed and accepted, with its task, clock and mail.
TEST_P(AtomicRevoke, FilingIsAllOrNothing) {
  const auto submit = [&](Work& work) { return submit_revocation(work, wish()); };
  EXPECT_GT(fail_each(counter_.applicant(), submit).failed, 10);
  EXPECT_EQ(counter_.rows("revocation_request"), 1);
  EXPECT_EQ(counter_.tasks().starts_with("call"), true) << counter_.tasks();
  EXPECT_EQ(answer(counter_.as(counter_.applicant(), submit)), "application.already_open");
}

// R80, R81, R87, R102: the call, and all that follows on it in the same transaction.
TEST_P(AtomicRevoke, ConfirmedCallRevokesOrLeavesNoTrace) {
  const auto id = must(file(wish()));
  const auto record = call_to(id, CallOutcome::confirmed);
  const auto confirm = [&](Work& work) { return record_call(work, record); };
  EXPECT_GT(fail_each(counter_.caller(), confirm).failed, 20);
  EXPECT_EQ(state_of(id), "done");
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "cessation_of_operation");
  EXPECT_EQ(counter_.rows("call_record"), 1);
  EXPECT_EQ(counter_.rows("revocation"), 1);
  EXPECT_EQ(events("certificate.revoked"), 1);
  EXPECT_FALSE(counter_.as(counter_.caller(), confirm));  // the retry of one who heard nothing
  EXPECT_EQ(counter_.rows("call_record"), 1);
  EXPECT_EQ(counter_.rows("revocation"), 1);
}

// R78, R90: 解約 with an open reissue: revoked, ended and cancelled together.
TEST_P(AtomicRevoke, CancellationEndsAllOrNothing) {
  const auto reissue = approved_reissue(counter_, reissue_form(counter_, counter_.sr));
  const auto id = must(file(cancellation()));
  const auto record = call_to(id, CallOutcome::confirmed);
  const auto confirm = [&](Work& work) { return record_call(work, record); };
  EXPECT_GT(fail_each(counter_.caller(), confirm).failed, 30);
  EXPECT_EQ(state_of(id), "done");
  EXPECT_EQ(state_of(reissue), "cancelled");
  EXPECT_EQ(contract_state(), "cancelled");
  EXPECT_EQ(counter_.rows("revocation"), 1);
  counter_.run_jobs();
  EXPECT_EQ(counter_.rows("certificate"), 3);  // nothing was issued any more
}

// R83: two officers at 22 hours.
TEST_P(AtomicRevoke, DecisionOfTwoIsAllOrNothing) {
  const auto id = must(file(wish()));
  counter_.now += std::chrono::hours(22);
  must(propose(id, RevocationDecision::revoke, counter_.revoker()));
  const auto version = application_of(id).version;
  const auto agreed = [&](Work& work) { return agree_decision(work, {.application = id, .version = version}); };
  EXPECT_GT(fail_each(counter_.second_revoker(), agreed).failed, 20);
  EXPECT_EQ(state_of(id), "done");
  EXPECT_EQ(counter_.rows("revocation"), 1);
}

// R83: the machine at 23½ hours; R70: once.
TEST_P(AtomicRevoke, DecisionOfTheMachineIsAllOrNothing) {
  const auto id = must(file(wish()));
  counter_.now += std::chrono::minutes(23 * 60 + 30);
  const auto watch = [&](Work& work) { return watch_revocation(work, id); };
  EXPECT_GT(fail_each(counter_.engine(), watch).failed, 20);
  EXPECT_EQ(state_of(id), "done");
  EXPECT_EQ(basis_of(id), "deadline");
  must(counter_.as(counter_.engine(), watch));
  EXPECT_EQ(counter_.rows("revocation"), 1);
}

// R63: a key that is known to others: all its certificates, and the block for good.
TEST_P(AtomicRevoke, CompromisedKeyIsBlockedWithItsCertificates) {
  const auto spki = certificate(counter_.sr.certificate).spki_sha256;
  const auto revoke = [&](Work& work) { return revoke_compromised_key(work, spki, "test"); };
  EXPECT_GT(fail_each(counter_.engine(), revoke).failed, 10);
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "key_compromise");
  EXPECT_EQ(counter_.rows("blocked_key"), 1);
  EXPECT_EQ(must(counter_.as(counter_.engine(), revoke)), 0);
  EXPECT_EQ(counter_.rows("revocation"), 1);
}

// R59, R70: 後日失効 on its day.
TEST_P(AtomicRevoke, ScheduledRevocationIsAllOrNothing) {
  approved_reissue(counter_, reissue_form(counter_, counter_.sr));
  counter_.run_jobs();
  const auto schedule =
      counter_.read([&](Store& store) { return store.certificates.schedules_of(counter_.sr.id).front(); });
  counter_.now = schedule.due_at;
  const auto revoke = [&](Work& work) { return revoke_scheduled(work, schedule); };
  EXPECT_GT(fail_each(counter_.engine(), revoke).failed, 8);
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "superseded");
  must(counter_.as(counter_.engine(), revoke));
  EXPECT_EQ(counter_.rows("revocation"), 1);
  EXPECT_EQ(events("certificate.revoked"), 1);
}

// R70: the job of it, from the claim on: whatever fails, the next turn after its lease does it, once.
TEST_P(AtomicRevoke, JobRevokesOnceWhicheverStatementFails) {
  approved_reissue(counter_, reissue_form(counter_, counter_.sr));
  counter_.run_jobs();
  counter_.now += std::chrono::days(14);
  int n = 1;
  for (bool struck = true; struck; ++n) {
    SCOPED_TRACE("statement " + std::to_string(n));
    FailingOffice failing(counter_, n, GetParam().strike);
    try {
      job::revoke_due(failing.office(), counter_.now);
    } catch (const sql::SqlFailure&) {
      EXPECT_TRUE(failing.struck());
    }
    struck = failing.struck();
    EXPECT_EQ(counter_.rows("revocation"), revoked_as(counter_.sr.certificate) == "superseded" ? 1 : 0);
    EXPECT_EQ(events("certificate.revoked"), counter_.rows("revocation"));
    counter_.now += std::chrono::hours(1);
  }
  EXPECT_GT(n, 15);
  EXPECT_EQ(counter_.rows("revocation"), 1);
  counter_.run_jobs();
  EXPECT_EQ(crl_of(counter_), serial_of(counter_.sr.certificate) + " 4\n");
}

// R70, rules 1.11: publication. Whatever fails, the file that is out is whole, lists what the former one listed, and
// the next turn lists everything.
TEST_P(AtomicRevoke, PublicationMendsItselfWhicheverStatementFails) {
  const auto publish = [&](const Office& office) {
    return publish_crl(office, counter_.authority(), 0, counter_.clock());
  };
  publish(counter_.office());
  const auto id = must(file(wish()));
  must(call(id, CallOutcome::confirmed));
  const std::string listed = serial_of(counter_.sr.certificate) + " 5\n";
  int n = 1;
  for (bool struck = true; struck; ++n) {
    SCOPED_TRACE("statement " + std::to_string(n));
    FailingOffice failing(counter_, n, GetParam().strike);
    try {
      publish(failing.office());
    } catch (const sql::SqlFailure&) {
      EXPECT_TRUE(failing.struck());
    }
    struck = failing.struck();
    const auto out = crl_of(counter_);
    EXPECT_TRUE(out.empty() || out == listed) << out;
    const auto request = counter_.read([&](Store& store) { return must(store.applications.revocation(id)); });
    EXPECT_TRUE(!request.published_at || out == listed);
    counter_.now += std::chrono::hours(13);  // the regular one is due again, and every lease is over
    publish(counter_.office());
    EXPECT_EQ(crl_of(counter_), listed);
    counter_.now += std::chrono::hours(13);
  }
  EXPECT_GT(n, 12);
  const auto twice = counter_.read([](Store& store) {
    return store.sql.query("SELECT COUNT(*) FROM event WHERE action LIKE 'revocation.published%'").front().number(0);
  });
  EXPECT_EQ(twice, 1);
}

INSTANTIATE_TEST_SUITE_P(Sql, AtomicRevoke, testing::ValuesIn(kFailingCases), name_of);

}  // namespace
}  // namespace madoguchi
