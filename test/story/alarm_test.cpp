// What the machine cannot do, and what has run late, waits for a person in the work list, and leaves it by itself.
#include <gtest/gtest.h>

#include "job/watch_deadlines.h"
#include "pki/key_check.h"
#include "support/example_reissue.h"
#include "usecase/claim_task.h"
#include "usecase/execute_revocation.h"
#include "usecase/finish_task.h"
#include "usecase/import_keys.h"
#include "usecase/job_alarm.h"
#include "usecase/staff_revocation.h"

namespace madoguchi {
namespace {

class Alarm : public testing::TestWithParam<const char*> {
 protected:
  void note(bool failing) const { note_job(counter_.office(), counter_.now, "publish_crl", failing); }
  int watch() const { return job::watch_deadlines(counter_.office(), counter_.now); }

  ExampleCounter counter_{GetParam()};
};

// R70: a job that keeps failing is a task, once, and none when it works again.
TEST_P(Alarm, AJobThatKeepsFailingIsATaskUntilItWorks) {
  note(false);
  EXPECT_EQ(counter_.rows("task"), 0);
  note(true);
  note(true);
  EXPECT_EQ(counter_.tasks(), "alarm job.failing publish_crl\n");
  note(false);
  EXPECT_EQ(counter_.tasks(), "");
  EXPECT_EQ(counter_.rows("task"), 1);
}

// R121: the review found a legal cause; a reissue that is still open after its deadline is late, once, until it ends.
TEST_P(Alarm, AReissueWithALegalCauseIsLateAfterItsDeadline) {
  auto form = reissue_form(counter_, counter_.ev);
  form.old_certificate_end = OldCertificateEnd::immediate;
  const auto id = must(file(counter_, form));
  pass_review(counter_, id, LegalCause::within_5_days);
  const auto deadline = application_of(counter_, id).deadline_at.value();
  counter_.now = deadline;
  watch();
  EXPECT_EQ(counter_.tasks(), "approve\n");
  counter_.now = deadline + Seconds(1);
  EXPECT_EQ(watch(), 1);
  EXPECT_EQ(watch(), 0);
  EXPECT_EQ(counter_.tasks(), "approve\nlate\n");
  must(approve(counter_, id));
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "done");
  EXPECT_EQ(counter_.tasks(), "");
}

// R83: `late not_published` goes when the CRL is out.
TEST_P(Alarm, LateForPublicationEndsWithThePublication) {
  auto form = reissue_form(counter_, counter_.ev);
  form.old_certificate_end = OldCertificateEnd::immediate;
  const auto id = must(file(counter_, form));
  pass_review(counter_, id, LegalCause::within_24_hours);
  must(approve(counter_, id));
  const auto deadline = application_of(counter_, id).deadline_at.value();
  must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {  // revoked, and no CRL written since
    const auto certificate = TRY(work.store.certificates.get(counter_.ev.certificate));
    work.store.certificates.revoke(certificate, RevocationReason::superseded, work.now, work.now, id);
    return {};
  }));
  counter_.now = deadline + Seconds(1);
  watch();
  EXPECT_NE(counter_.tasks().find("late not_published\n"), std::string::npos) << counter_.tasks();
  counter_.run_jobs();
  EXPECT_EQ(counter_.tasks().find("late"), std::string::npos) << counter_.tasks();
}

// A task about a bad key ends when its certificate does.
TEST_P(Alarm, AClaimAboutACertificateEndsWithIt) {
  std::istringstream list(counter_.ev.csr.spki_sha256 + "\n");
  must(import_weak_keys(counter_.office(), counter_.now, list, "list"));
  must(find_weak_certificates(counter_.office(), counter_.now));
  EXPECT_EQ(watch(), 0);
  EXPECT_NE(counter_.tasks(), "");
  must(counter_.as(counter_.engine(),
                   [&](Work& work) { return revoke_compromised_key(work, counter_.ev.csr.spki_sha256, "weak"); }));
  EXPECT_EQ(watch(), 1);
  EXPECT_EQ(counter_.tasks(), "");
}

// R71: a schedule whose certificate ends before its date is closed when the certificate ends.
TEST_P(Alarm, AScheduleEndsWithItsCertificate) {
  const auto certificate = certificate_at(counter_, counter_.ev.certificate);
  counter_.now = certificate.not_after - std::chrono::days(5);
  must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
    const Application application{.id = new_id<ApplicationId>(work.random()),
                                  .number = "A-1",
                                  .kind = ApplicationKind::reissue,
                                  .contract = counter_.ev.id,
                                  .state = ApplicationState::done,
                                  .filed_at = work.now,
                                  .closed_at = work.now};
    TRY(work.store.applications.add(application));
    work.store.certificates.add_schedule({.id = new_id<ScheduledRevocationId>(work.random()),
                                          .certificate = certificate.id,
                                          .application = application.id,
                                          .due_at = work.now + kDeferredRevocationSeconds});
    return {};
  }));
  counter_.now = certificate.not_after;
  counter_.run_jobs();
  EXPECT_EQ(schedules_of(counter_, counter_.ev.id).substr(0, 7), "pending");
  counter_.now = certificate.not_after + Seconds(1);
  counter_.run_jobs();
  EXPECT_EQ(schedules_of(counter_, counter_.ev.id).substr(0, 14), "expired_before");
  EXPECT_FALSE(certificate_at(counter_, counter_.ev.certificate).revoked_at);
}

// R63, R105: a second bad key of one contract does not wait for the first; the same one is asked for once.
TEST_P(Alarm, EachCertificateHasItsOwnEmergency) {
  const auto second =
      counter_.add_certificate(counter_.ev.id, counter_.csr_for(counter_.ev.id), counter_.now - Seconds(60));
  const auto revoke = [&](const CertificateId& certificate, const std::string& key) {
    const StaffRevocation command{.certificate = certificate,
                                  .reason = RevocationReason::superseded,
                                  .legal_cause = LegalCause::within_5_days,
                                  .reason_text = "一覧による"};
    return answer(
        counter_.as(counter_.revoker(), [&](Work& work) { return file_staff_revocation(work, command, key); }));
  };
  EXPECT_EQ(revoke(counter_.ev.certificate, "first"), "ok");
  EXPECT_EQ(revoke(second, "second"), "ok");
  EXPECT_EQ(revoke(second, "third"), "application.already_open");
}

// R101, R108: what no use case can know to be settled is ended by whoever looked after it.
TEST_P(Alarm, WhoeverLookedAfterItEndsIt) {
  const auto open = [&](TaskKind kind, std::string detail) {
    return must(counter_.as(counter_.engine(), [&](Work& work) -> Result<TaskId> {
      const Task task{.id = new_id<TaskId>(work.random()),
                      .kind = kind,
                      .contract = counter_.ev.id,
                      .detail = std::move(detail),
                      .opened_at = work.now};
      work.store.tasks.add(task);
      return task.id;
    }));
  };
  const auto finish = [&](const Actor& actor, const TaskId& id) {
    return answer(counter_.as(actor, [&](Work& work) { return finish_task(work, id); }));
  };
  const auto claim = [&](const Actor& actor, const TaskId& id) {
    must(counter_.as(actor, [&](Work& work) { return claim_task(work, id); }));
  };
  const auto mail = open(TaskKind::mail_failed, "registrant reissue_done");
  EXPECT_EQ(finish(counter_.reception(), mail), "task.not_claimed");
  claim(counter_.reception(), mail);
  EXPECT_EQ(finish(counter_.caller(), mail), "task.not_claimed");
  EXPECT_EQ(finish(counter_.reception(), mail), "ok");
  EXPECT_EQ(finish(counter_.reception(), mail), "task.closed");
  const auto review = open(TaskKind::review, "");
  claim(counter_.reviewer(), review);
  EXPECT_EQ(finish(counter_.reviewer(), review), "task.ends_by_itself");
  const auto job = open(TaskKind::alarm, "job.failing send_mail");
  claim(counter_.administrator(), job);
  EXPECT_EQ(finish(counter_.administrator(), job), "task.ends_by_itself");
}

INSTANTIATE_TEST_SUITE_P(Sql, Alarm, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
