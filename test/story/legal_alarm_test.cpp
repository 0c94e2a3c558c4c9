// A legal clock that outlives its application: neither the customer nor one officer wipes it (R33, R83, R121).
#include <gtest/gtest.h>

#include "job/watch_deadlines.h"
#include "support/example_incident.h"
#include "support/example_reissue.h"
#include "usecase/claim_task.h"
#include "usecase/finish_task.h"
#include "usecase/review_application.h"
#include "usecase/staff_revocation.h"
#include "usecase/withdraw_application.h"

namespace madoguchi {
namespace {

class LegalAlarm : public testing::TestWithParam<const char*> {
 protected:
  Application sent_back_within_24_hours(const ApplicationId& id) const {
    const auto reviewed = must(counter_.as(counter_.reviewer(), [&](Work& work) {
      return start_review(work, {.id = id, .version = application_of(counter_, id).version});
    }));
    return must(counter_.as(counter_.reviewer(), [&](Work& work) {
      return send_back(work, {.id = id,
                              .version = reviewed.version,
                              .customer_text = "即日失効を選んでください。",
                              .legal_cause = LegalCause::within_24_hours});
    }));
  }
  Task alarm() const {
    const auto open = counter_.read([](Store& store) { return store.tasks.open(TaskKind::alarm, 10); });
    if (open.size() != 1) throw Failure("one alarm was expected: " + counter_.tasks());
    return open.front();
  }
  std::string finish(const Actor& actor) const {
    return answer(counter_.as(actor, [&](Work& work) -> Result<store::WorkLine> {
      const auto id = alarm().id;
      TRY(claim_task(work, id));
      return finish_task(work, id);
    }));
  }
  void name_wrong() const {
    must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
      work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                            .kind = TaskKind::alarm,
                            .contract = counter_.ev.id,
                            .detail = "certificate.name_wrong " + counter_.ev.certificate.value,
                            .opened_at = work.now,
                            .due_at = work.now + std::chrono::days(5)});
      return {};
    }));
  }
  ExampleCounter counter_{GetParam()};
};

// R121: the customer corrects what was sent back, and takes it back: the 24 hours go on, until somebody revokes.
TEST_P(LegalAlarm, TheCustomerCannotWipeIt) {
  auto form = reissue_form(counter_, counter_.ev);
  const auto id = must(file(counter_, form));
  const auto sent_back = sent_back_within_24_hours(id);
  const auto deadline = counter_.now + std::chrono::hours(24);
  form.old_certificate_end = OldCertificateEnd::immediate;
  const auto resubmitted = must(refile_reissue(counter_.office(), counter_.now, counter_.applicant(),
                                               {.id = id, .version = sent_back.version, .form = form}));
  EXPECT_EQ(resubmitted.deadline_at, deadline);
  must(counter_.as(counter_.applicant(),
                   [&](Work& work) { return withdraw_application(work, {.id = id, .version = resubmitted.version}); }));
  EXPECT_EQ(alarm().detail, "legal_cause " + sent_back.number);
  EXPECT_EQ(alarm().due_at, deadline);
  EXPECT_EQ(finish(counter_.reviewer()), "task.ends_by_itself");
  must(counter_.as(counter_.revoker(), [&](Work& work) {
    return file_staff_revocation(work,
                                 {.certificate = counter_.ev.certificate,
                                  .reason = RevocationReason::privilege_withdrawn,
                                  .legal_cause = LegalCause::within_24_hours,
                                  .reason_text = "誤った内容の証明書"},
                                 "key");
  }));
  EXPECT_EQ(finish(counter_.reviewer()), "ok");
}

// R33, R83: a due alarm speaks up at the marks of its last day, and is late once they are over.
TEST_P(LegalAlarm, EscalatesAndIsLate) {
  name_wrong();
  counter_.now += std::chrono::days(4) + std::chrono::hours(8) - Seconds(1);
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 0);
  counter_.now += Seconds(1);
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 1);
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 0);
  EXPECT_EQ(alarm().escalation, 1);
  EXPECT_EQ(finish(counter_.reviewer()), "task.ends_by_itself");
  counter_.now += std::chrono::hours(16) + Seconds(1);
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 1);
  EXPECT_EQ(alarm().escalation, 5);
  EXPECT_NE(counter_.tasks().find("late certificate.name_wrong"), std::string::npos) << counter_.tasks();
}

// Its subject has moved on: the machine closes it.
TEST_P(LegalAlarm, EndsWithTheCertificate) {
  name_wrong();
  must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
    const auto one = TRY(work.store.certificates.get(counter_.ev.certificate));
    work.store.certificates.revoke(one, RevocationReason::superseded, work.now, work.now, {});
    return {};
  }));
  counter_.now += std::chrono::days(4) + std::chrono::hours(8);
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 1);
  EXPECT_EQ(counter_.tasks(), "");
}

// R83, R105: an incident that nobody decides speaks up at its marks and is late; one officer ends it, others hear of
// it.
TEST_P(LegalAlarm, OfAnIncidentBeforeItsApproval) {
  const auto planned = planned_incident(
      counter_, {.cause = IncidentCause::key_compromise,
                 .finding = "見本",
                 .criteria = {{CriterionKind::serial, certificate_at(counter_, counter_.ev.certificate).serial}}});
  const auto watch_at = [&](Seconds before_deadline) {
    counter_.now = planned.deadline_at - before_deadline;
    return job::watch_deadlines(counter_.office(), counter_.now);
  };
  EXPECT_EQ(watch_at(std::chrono::hours(16) + Seconds(1)), 0);
  EXPECT_EQ(watch_at(std::chrono::hours(16)), 1);
  EXPECT_EQ(watch_at(std::chrono::hours(16)), 0);
  EXPECT_EQ(counter_.tasks(), "alarm incident.undecided " + planned.id.value + "\n");
  EXPECT_EQ(watch_at(-Seconds(1)), 1);
  EXPECT_EQ(counter_.tasks(),
            "alarm incident.undecided " + planned.id.value + "\nlate incident.undecided " + planned.id.value + "\n");
  must(counter_.as(counter_.revoker(),
                   [&](Work& work) { return withdraw_incident(work, planned.id, planned.version); }));
  const auto open = counter_.read([](Store& store) { return store.tasks.open({}, 10); });
  ASSERT_EQ(open.size(), 1U) << counter_.tasks();
  EXPECT_TRUE(open.front().detail.starts_with("incident.withdrawn " + planned.id.value));
  const auto finish = [&](const Actor& actor) {
    return answer(counter_.as(actor, [&](Work& work) -> Result<store::WorkLine> {
      TRY(claim_task(work, open.front().id));
      return finish_task(work, open.front().id);
    }));
  };
  EXPECT_EQ(finish(counter_.revoker()), "task.ends_by_itself") << "who withdrew it";
  EXPECT_EQ(finish(counter_.second_revoker()), "ok");
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 0);
}

INSTANTIATE_TEST_SUITE_P(Sql, LegalAlarm, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
