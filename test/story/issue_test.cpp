#include <gtest/gtest.h>

#include <utility>

#include "job/issue_due.h"
#include "job/watch_deadlines.h"
#include "pki/ca_certificate.h"
#include "support/example_reissue.h"
#include "usecase/issue_certificate.h"
#include "usecase/review_application.h"
#include "usecase/withdraw_application.h"

namespace madoguchi {
namespace {

using std::chrono::days;
using std::chrono::hours;

class Issue : public testing::TestWithParam<const char*> {
 protected:
  SubmitReissue form(OldCertificateEnd end = OldCertificateEnd::deferred) const {
    auto made = reissue_form(counter_, counter_.ev);
    made.old_certificate_end = end;
    return made;
  }
  Certificate old() const { return certificate_at(counter_, counter_.ev.certificate); }
  void execute(const std::string& statement, const std::vector<sql::Parameter>& parameters) const {
    counter_.read([&](Store& store) { return store.sql.execute(statement, parameters); });
  }
  /// A revocation for another reason, as a revocation application would record it.
  void revoke(const CertificateId& id, RevocationReason reason) {
    must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
      work.store.certificates.revoke(work.store.certificates.get(id).value(), reason, work.now, work.now, {});
      return {};
    }));
  }
  std::string note_of_last_step(const ApplicationId& id) const {
    return counter_.read([&](Store& store) { return store.applications.steps(id); }).back().internal_note.value_or("");
  }

  ExampleCounter counter_{GetParam()};
};

// R46, R59, R67, R70, R87, R113: 後日失効 from the approval to the CRL; nothing for the billing contact, for it is
// free.
TEST_P(Issue, DeferredRevokesTheOldOneFourteenDaysLater) {
  const auto id = approved_reissue(counter_, form());
  EXPECT_EQ(counter_.tasks(), "");
  counter_.mails();
  counter_.run_jobs();
  const auto issued = certificate_of(counter_, id);
  EXPECT_EQ(state_of(counter_, id), "done");
  EXPECT_TRUE(pki::is_signed_by(issued.der, counter_.authority().certificate_der));
  EXPECT_EQ(issued.not_after, old().not_after);  // R68
  EXPECT_EQ(issued.window_certificate, counter_.ev.certificate);
  EXPECT_TRUE(issued.counted);
  EXPECT_EQ(counter_.mails(),
            "certificate_reissued_deferred -> registrant\ncertificate_reissued_deferred -> technical\n");
  const auto due = counter_.now + days(14);
  EXPECT_EQ(schedules_of(counter_, counter_.ev.id), "pending " + format_utc(due) + "\n");

  counter_.now = due - Seconds(1);
  counter_.run_jobs();
  EXPECT_FALSE(old().revoked_at);
  counter_.mails();
  counter_.now = due;
  counter_.run_jobs();
  EXPECT_EQ(old().revoked_at, due);
  EXPECT_EQ(old().revocation_reason, RevocationReason::superseded);
  EXPECT_EQ(crl_of(counter_), old().serial + " 4\n");
  EXPECT_EQ(counter_.mails(), "certificate_revoked -> registrant\ncertificate_revoked -> technical\n");
  EXPECT_FALSE(certificate_of(counter_, id).revoked_at);
  EXPECT_EQ(certificate_of(counter_, id).organization, "株式会社見本商事") << "what was signed says so";
  EXPECT_EQ(counter_.run_jobs(), 0);  // once
}

// R69: reminders 7, 3 and 1 days before, each once; a service that slept sends only the latest.
TEST_P(Issue, RemindsBeforeTheRevocation) {
  approved_reissue(counter_, form());
  counter_.run_jobs();
  const auto due = counter_.now + days(14);
  const auto reminders_at = [&](Time when) {
    counter_.now = when;
    counter_.mails();
    counter_.run_jobs();
    counter_.run_jobs();
    return counter_.mails();
  };
  const std::string both = "revocation_reminder -> registrant\nrevocation_reminder -> technical\n";
  EXPECT_EQ(reminders_at(due - days(7) - Seconds(1)), "");
  EXPECT_EQ(reminders_at(due - days(7)), both);
  EXPECT_EQ(reminders_at(due - days(6)), "");
  EXPECT_EQ(reminders_at(due - hours(20)), both);  // slept over the third day: the last one only
  EXPECT_EQ(reminders_at(due - hours(1)), "");
}

// R60: 即日失効, both in one transaction.
TEST_P(Issue, ImmediateRevokesWithTheIssue) {
  const auto id = approved_reissue(counter_, form(OldCertificateEnd::immediate));
  counter_.mails();
  EXPECT_FALSE(old().revoked_at);  // not on the day of applying
  counter_.run_jobs();
  EXPECT_EQ(old().revoked_at, certificate_of(counter_, id).issued_at);
  EXPECT_EQ(schedules_of(counter_, counter_.ev.id), "");
  EXPECT_EQ(crl_of(counter_), old().serial + " 4\n");
  EXPECT_EQ(counter_.mails(),
            "certificate_reissued_immediate -> registrant\ncertificate_reissued_immediate -> technical\n");
}

// R52, R53, R57: the issued one counts; the next is a new application.
TEST_P(Issue, SecondReissueIsANewApplication) {
  approved_reissue(counter_, form(OldCertificateEnd::immediate));
  counter_.run_jobs();
  auto second = form();
  second.old_certificate =
      counter_.read([&](Store& store) { return store.certificates.of_contract(counter_.ev.id).back().id; });
  EXPECT_EQ(answer(file(counter_, second)), "reissue.count_used_new_application");
}

// R102: the approver has no other hand in it; the approval binds to what was shown.
TEST_P(Issue, NeedsASecondPersonWhoSawExactlyThis) {
  const auto id = must(file(counter_, form()));
  pass_review(counter_, id);
  auto both = counter_.reviewer();
  both.roles.push_back(Role::approver);
  EXPECT_EQ(answer(approve(counter_, both, id)), "application.needs_second_person");
  EXPECT_EQ(answer(approve(counter_, counter_.reviewer(), id)), "application.wrong_role");
  execute("UPDATE contract SET organization = '別の会社' WHERE id = $1", {counter_.ev.id});
  EXPECT_EQ(answer(approve(counter_, id)), "record.changed");
  EXPECT_EQ(counter_.rows("issuance"), 0);
}

// R102, R23: an edit after the approval voids it.
TEST_P(Issue, EditAfterTheApprovalVoidsIt) {
  const auto id = approved_reissue(counter_, form());
  execute("UPDATE contract SET organization = '別の会社' WHERE id = $1", {counter_.ev.id});
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "under_review");
  EXPECT_EQ(note_of_last_step(id), "issuance.content_changed");
  EXPECT_EQ(counter_.tasks(), "issue_halted issuance.content_changed\n");
  EXPECT_TRUE(counter_.signer().signed_digests().size() <= 1);  // a CRL, no certificate
  EXPECT_EQ(counter_.read([&](Store& store) { return store.certificates.of_contract(counter_.ev.id); }).size(), 1U);
}

// R123: evidence that runs out between approval and signature stops it.
TEST_P(Issue, EvidenceIsLookedAtAgainAtSigning) {
  const auto id = approved_reissue(counter_, form());
  execute("UPDATE evidence SET valid_until = $1 WHERE contract_id = $2 AND kind = 'domain_control'",
          {counter_.now, counter_.ev.id});
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "under_review");
  EXPECT_EQ(counter_.tasks(), "issue_halted evidence.expired kinds=domain_control\n");

  // R102: reviewed anew, it is approved by who approved it before. To say yes is no hand in what is approved.
  execute("UPDATE evidence SET valid_until = $1 WHERE contract_id = $2 AND kind = 'domain_control'",
          {counter_.now + days(30), counter_.ev.id});
  pass_review(counter_, id);
  EXPECT_EQ(answer(approve(counter_, id)), "ok");
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "done");
  EXPECT_EQ(counter_.tasks(), "");
}

// R63: a key that was blocked since stops it.
TEST_P(Issue, BlockedKeyStopsIt) {
  const auto id = approved_reissue(counter_, form());
  const auto spki = must(counter_.read([&](Store& store) { return store.applications.reissue(id); })).spki_sha256;
  must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
    work.store.certificates.block_key(spki, "test", work.now);
    return {};
  }));
  counter_.run_jobs();
  EXPECT_EQ(counter_.tasks(), "issue_halted key.blocked\n");
}

// R63: blocked while the signer has it: the certificate is on file, and revoked, whether the looking for the key's
// certificates came before the intent was there, or after.
TEST_P(Issue, AKeyBlockedWhileItIsSignedLivesNowhere) {
  const auto id = approved_reissue(counter_, form());
  const auto spki = must(counter_.read([&](Store& store) { return store.applications.reissue(id); })).spki_sha256;
  const auto is_new = [&] { return counter_.read([](Store& s) { return s.certificates.has_new_blocked_keys(); }); };
  counter_.signer().before_signing = [&] {
    must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
      work.store.certificates.block_key(spki, "test", work.now);
      return {};
    }));
    job::watch_deadlines(counter_.office(), counter_.now);
    EXPECT_TRUE(is_new()) << "a certificate may come of the intent";
    execute("UPDATE blocked_key SET looked_for = $1", {1});  // as one does who looked before the intent was there
    execute("UPDATE contract SET organization = $1", {"見本ホールディングス株式会社"});  // R33, meanwhile
  };
  EXPECT_EQ(job::issue_due(counter_.office(), counter_.authority(), counter_.now), 1);
  counter_.signer().before_signing = {};
  EXPECT_FALSE(certificate_of(counter_, id).revoked_at);
  EXPECT_GE(job::watch_deadlines(counter_.office(), counter_.now), 1);
  EXPECT_EQ(certificate_of(counter_, id).revocation_reason, RevocationReason::key_compromise);
  EXPECT_FALSE(is_new()) << "each turn would look for it again";
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 0);
}

// R120, BR 9.6.3: no agreement on record, no certificate.
TEST_P(Issue, NeedsTheAgreement) {
  const auto id = approved_reissue(counter_, form());
  execute("DELETE FROM agreement_acceptance WHERE application_id = $1", {id});
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "under_review");
  EXPECT_EQ(counter_.tasks(), "issue_halted reissue.agreement_missing\n");
  EXPECT_EQ(counter_.read([&](Store& store) { return store.certificates.of_contract(counter_.ev.id); }).size(), 1U);
}

// BR 4.3.1.2: what the lint refuses goes back to a person with the rule's id.
TEST_P(Issue, LintRefusalNamesTheRule) {
  execute("UPDATE contract SET state_or_province = NULL, locality = NULL WHERE id = $1", {counter_.sr.id});
  const auto id = approved_reissue(counter_, reissue_form(counter_, counter_.sr));
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "under_review");
  EXPECT_NE(counter_.tasks().find("issue_halted lint.failed rules="), std::string::npos) << counter_.tasks();
}

// R122: a dispute freezes the issue; R90: so does an accepted 解約. Both go on where they stopped.
TEST_P(Issue, WaitsWhileDisputedOrSuspended) {
  const auto id = approved_reissue(counter_, form());
  execute(
      "INSERT INTO dispute_hold (id, contract_id, reason, placed_by, placed_at, version) VALUES ('d', $1, '', 'x', $2, "
      "1)",
      {counter_.ev.id, counter_.now});
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "approved");
  execute("UPDATE dispute_hold SET lifted_at = $1 WHERE id = 'd'", {counter_.now});
  execute("UPDATE application SET suspended_at = $1 WHERE id = $2", {counter_.now, id});
  counter_.now += kIssueWaitSeconds;
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "approved");
  execute("UPDATE application SET suspended_at = NULL WHERE id = $1", {id});
  counter_.now += kIssueWaitSeconds;
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "done");
}

// R77: the signer has signed, and its answer is lost. Nobody can say what became of it: its serial is listed as revoked
// and never used again, the approval is carried out with another; one certificate comes of it.
TEST_P(Issue, AnAnswerOfTheSignerIsLost) {
  const auto id = approved_reissue(counter_, form());
  bool broken = false;
  counter_.signer().after_signing = [&] {
    if (std::exchange(broken, true)) return;         // the CRL that lists it is signed next
    EXPECT_EQ(state_of(counter_, id), "executing");  // 発行中, until it is known
    throw Failure("the line to the signer broke");
  };
  counter_.run_jobs();
  counter_.signer().after_signing = {};
  EXPECT_EQ(state_of(counter_, id), "approved");
  const auto lost = counter_.read([&](Store& store) { return store.issuances.of_application(id); }).front();
  EXPECT_EQ(lost.state, IssuanceState::lost);
  counter_.now += hours(1);
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "done");
  EXPECT_NE(certificate_of(counter_, id).serial, lost.serial.value());
  EXPECT_NE(crl_of(counter_).find(lost.serial.value()), std::string::npos);
  EXPECT_EQ(counter_.read([&](Store& store) { return store.certificates.of_contract(counter_.ev.id); }).size(), 2U);
}

// R64: withdrawable until the engine begins.
TEST_P(Issue, WithdrawnBeforeItBegan) {
  const auto id = approved_reissue(counter_, form());
  must(counter_.as(counter_.applicant(), [&](Work& work) {
    return withdraw_application(work, {.id = id, .version = application_of(counter_, id).version});
  }));
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "withdrawn");
  EXPECT_EQ(counter_.read([&](Store& store) { return store.issuances.of_application(id); }).front().state,
            IssuanceState::closed);
}

// R71: a certificate that expires before its date: no entry in the CRL, no mail.
TEST_P(Issue, OldOneExpiresBeforeItsDate) {
  counter_.now = old().not_after - days(5);
  auto late = reissue_form(counter_, counter_.sr);
  const auto id = must(file(counter_, counter_.reception(), late));
  execute("UPDATE evidence SET collected_at = $1, valid_until = $2", {counter_.now - days(1), counter_.now + days(90)});
  pass_review(counter_, id);
  must(approve(counter_, id));
  counter_.run_jobs();
  const auto due = counter_.now + days(14);
  EXPECT_EQ(schedules_of(counter_, counter_.sr.id), "pending " + format_utc(due) + "\n");
  counter_.mails();
  counter_.now = due;
  counter_.run_jobs();
  EXPECT_EQ(schedules_of(counter_, counter_.sr.id), "expired_before " + format_utc(due) + "\n");
  EXPECT_EQ(crl_of(counter_), "");
  EXPECT_EQ(counter_.mails(), "");  // neither a reminder nor 失効
}

// R72: each generation keeps its own date; at most two live unless staff allow.
TEST_P(Issue, EachGenerationKeepsItsOwnDate) {
  const auto first = approved_reissue(counter_, reissue_form(counter_, counter_.sr));
  counter_.run_jobs();
  const auto first_due = counter_.now + days(14);
  counter_.now += days(2);
  auto second = reissue_form(counter_, counter_.sr);
  second.old_certificate = certificate_of(counter_, first).id;
  EXPECT_EQ(answer(file(counter_, second)), "reissue.count_used_contact_us");
  const auto id = must(file(counter_, counter_.reception(), second));  // staff allow a third
  pass_review(counter_, id);
  must(approve(counter_, id));
  counter_.run_jobs();
  EXPECT_EQ(schedules_of(counter_, counter_.sr.id),
            "pending " + format_utc(first_due) + "\npending " + format_utc(counter_.now + days(14)) + "\n");
  counter_.now = first_due;
  counter_.run_jobs();
  EXPECT_EQ(certificate_at(counter_, counter_.sr.certificate).revoked_at, first_due);
  EXPECT_FALSE(certificate_of(counter_, first).revoked_at);
}

TEST_P(Issue, ThirdLiveGenerationIsRefused) {
  counter_.policy.products.at("sr_3_0").reissue.self_service_max = 5;
  const auto first = approved_reissue(counter_, reissue_form(counter_, counter_.sr));
  counter_.run_jobs();
  auto second = reissue_form(counter_, counter_.sr);
  second.old_certificate = certificate_of(counter_, first).id;
  EXPECT_EQ(answer(file(counter_, second)), "/old_certificate_end=reissue.too_many_generations");
  auto replaced = reissue_form(counter_, counter_.sr);
  EXPECT_EQ(answer(file(counter_, replaced)), "reissue.already_replaced");
  second.old_certificate_end = OldCertificateEnd::immediate;
  EXPECT_EQ(answer(file(counter_, second)), "ok");
}

// R74: revoked for another reason before its date.
TEST_P(Issue, OldOneIsRevokedBeforeItsDate) {
  approved_reissue(counter_, form());
  counter_.run_jobs();
  const auto due = counter_.now + days(14);
  counter_.now += days(3);
  revoke(counter_.ev.certificate, RevocationReason::key_compromise);
  counter_.now = due;
  counter_.mails();
  counter_.run_jobs();
  EXPECT_EQ(schedules_of(counter_, counter_.ev.id), "revoked_before " + format_utc(due) + "\n");
  EXPECT_EQ(old().revocation_reason, RevocationReason::key_compromise);
  EXPECT_EQ(crl_of(counter_), old().serial + " 1\n");
  EXPECT_EQ(counter_.mails(), "");
}

// R75: approved, but the old one expired meanwhile: no revocation; issued, because contract time is left.
TEST_P(Issue, OldOneExpiredBeforeTheIssue) {
  counter_.now = old().not_after - hours(1);
  auto late = reissue_form(counter_, counter_.sr);
  late.old_certificate_end = OldCertificateEnd::immediate;
  const auto id = must(file(counter_, counter_.reception(), late));
  execute("UPDATE evidence SET collected_at = $1, valid_until = $2", {counter_.now - days(1), counter_.now + days(90)});
  pass_review(counter_, id);
  must(approve(counter_, id));
  counter_.mails();
  counter_.now += hours(2);
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "done");
  EXPECT_FALSE(certificate_at(counter_, counter_.sr.certificate).revoked_at);
  EXPECT_EQ(crl_of(counter_), "");
  EXPECT_EQ(counter_.mails(), "certificate_issued -> registrant\ncertificate_issued -> technical\n");
  EXPECT_GT(certificate_of(counter_, id).not_after, counter_.now + days(30));
}

// R75: no contract time is left: rejected, with the way to the renewal.
TEST_P(Issue, ContractEndedBeforeTheIssue) {
  const auto id = approved_reissue(counter_, form());
  execute("UPDATE contract SET state = 'expired' WHERE id = $1", {counter_.ev.id});
  counter_.mails();
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "cancelled");
  EXPECT_EQ(counter_.mails(), "application_rejected -> registrant\napplication_rejected -> technical\n");
}

// R57, R68: 継続発行 in the last 30 days: free of the count, a new window, the former one lives on.
TEST_P(Issue, ContinuationOpensANewWindow) {
  const auto continuation = [&] { return continuation_form(counter_, counter_.ev.id, counter_.ev.certificate); };
  EXPECT_EQ(answer(file(counter_, continuation())), "continuation.too_early");
  counter_.now = old().not_after - days(20);
  execute("UPDATE evidence SET collected_at = $1, valid_until = $2", {counter_.now - days(1), counter_.now + days(90)});
  const auto id = approved_reissue(counter_, continuation());
  counter_.mails();
  counter_.run_jobs();
  const auto issued = certificate_of(counter_, id);
  EXPECT_EQ(issued.window_certificate, issued.id);
  EXPECT_FALSE(issued.counted);
  EXPECT_GT(issued.not_after, old().not_after);
  EXPECT_FALSE(old().revoked_at);
  EXPECT_EQ(schedules_of(counter_, counter_.ev.id), "");
  EXPECT_EQ(counter_.mails(), "certificate_continued -> registrant\ncertificate_continued -> technical\n");
  EXPECT_EQ(answer(file(counter_, continuation())), "continuation.already_continued");
  auto again = reissue_form(counter_, counter_.ev);  // R57: the new window
  again.old_certificate = issued.id;
  again.old_certificate_end = OldCertificateEnd::immediate;
  EXPECT_EQ(answer(file(counter_, again)), "ok");
}

// R59, R121: a legal cause forbids 後日失効 and sets the deadline; the clock outlives the application.
TEST_P(Issue, LegalCauseForbidsDeferredAndSetsTheDeadline) {
  const auto id = must(file(counter_, form()));
  auto application = must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return start_review(work, {.id = id, .version = application_of(counter_, id).version});
  }));
  const auto pass = [&](std::optional<LegalCause> cause) {
    return answer(counter_.as(counter_.reviewer(), [&](Work& work) {
      return pass_review(work, PassReview{.id = id, .version = application.version, .legal_cause = cause});
    }));
  };
  EXPECT_EQ(pass({}), "/legal_cause=reissue.legal_cause_required");
  EXPECT_EQ(pass(LegalCause::within_24_hours), "reissue.legal_cause_forbids_deferred");
  EXPECT_EQ(pass(LegalCause::none), "checklist.incomplete");
  application = must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return send_back(work, {.id = id,
                            .version = application.version,
                            .customer_text = "即日失効を選んでください。",
                            .legal_cause = LegalCause::within_24_hours});
  }));
  EXPECT_EQ(application.deadline_at, counter_.now + hours(24));
  must(counter_.as(counter_.applicant(),
                   [&](Work& work) { return withdraw_application(work, {.id = id, .version = application.version}); }));
  EXPECT_EQ(counter_.tasks(), "alarm legal_cause " + application.number + "\n");
}

// R98: a correction that does not come ends the application, with a mail before.
TEST_P(Issue, CorrectionsExpireWithAMailBefore) {
  const auto id = must(file(counter_, form()));
  const auto application = must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return start_review(work, {.id = id, .version = application_of(counter_, id).version});
  }));
  must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return send_back(work, {.id = id, .version = application.version, .customer_text = "直してください。"});
  }));
  const auto mails_at = [&](Time when) {
    counter_.now = when;
    counter_.mails();
    counter_.run_jobs();
    return counter_.mails();
  };
  const auto until = counter_.now + days(counter_.policy.correction_days);
  EXPECT_EQ(mails_at(until - days(7) - Seconds(1)), "");
  EXPECT_EQ(mails_at(until - days(7)), "draft_expiring -> registrant\ndraft_expiring -> technical\n");
  EXPECT_EQ(mails_at(until), "");
  EXPECT_EQ(mails_at(until + Seconds(1)), "application_expired -> registrant\napplication_expired -> technical\n");
  EXPECT_EQ(state_of(counter_, id), "expired");
}

INSTANTIATE_TEST_SUITE_P(Sql, Issue, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
