// 緊急失効: claims, proofs by key, revocation by the authority, problem reports (R62, R63, R88, R105, R117).
#include <gtest/gtest.h>

#include "job/watch_deadlines.h"
#include "support/revocation_story.h"
#include "usecase/attempt_limit.h"
#include "usecase/decide_report.h"
#include "usecase/enquiry.h"
#include "usecase/problem_report.h"
#include "usecase/prove_by_key.h"
#include "usecase/staff_revocation.h"
#include "usecase/withdraw_application.h"

namespace madoguchi {
namespace {

class Compromise : public RevocationStory {
 protected:
  /// Certificates with the key of `sr`: another of the customer's contracts, and one of another customer.
  void SetUp() override {
    same_customer_ = counter_.add_certificate(counter_.ev.id, counter_.sr.csr, counter_.now);
    stranger_ = counter_.add_certificate(counter_.other.id, counter_.sr.csr, counter_.now);
  }
  bool key_blocked() const {
    return counter_.read([&](Store& store) { return store.certificates.key_blocked(counter_.sr.csr.spki_sha256); });
  }
  std::string reasons() const {
    return revoked_as(counter_.sr.certificate) + "/" + revoked_as(same_customer_) + "/" + revoked_as(stranger_);
  }
  KeyProof sign(const std::string& private_key_pem) const { return sign(private_key_pem, counter_.sr.certificate); }
  KeyProof sign(const std::string& private_key_pem, const CertificateId& id) const {
    const auto challenge =
        must(counter_.as(nobody(), [&](Work& work) { return make_key_challenge(work, serial_of(id)); }));
    return {.challenge = challenge.text, .signature = sign_with(private_key_pem, challenge.text)};
  }
  Result<void> prove(const KeyProof& proof) const {
    return counter_.as(nobody(), [&](Work& work) { return prove_compromise(work, proof); });
  }
  static Actor nobody() { return Actor{.kind = ActorKind::subscriber}; }
  CertificateId same_customer_, stranger_;
};

// R63: an account with standing: the claimant's own certificates with that key, at once; nobody else's, no block.
TEST_P(Compromise, AClaimWithStandingIsCarriedOutAtOnce) {
  const auto id = must(claim(counter_.applicant()));
  EXPECT_EQ(state_of(id), "done");
  EXPECT_EQ(basis_of(id), "claim");
  EXPECT_EQ(reasons(), "key_compromise/key_compromise/");
  EXPECT_FALSE(key_blocked());
  EXPECT_EQ(revoked_as(counter_.ev.certificate), "");
}

// R63: "compromise" on the ordinary form goes the emergency's way.
TEST_P(Compromise, TheOrdinaryFormIsDiverted) {
  auto command = wish();
  command.reason = RevocationReason::key_compromise;
  const auto id = must(file(command));
  EXPECT_EQ(application_of(id).kind, ApplicationKind::emergency_revocation);
  EXPECT_EQ(state_of(id), "done");
}

// R16, R63: without standing two officers decide within 24 h; R88: the customer cannot take it back.
TEST_P(Compromise, AClaimWithoutStandingWaitsForTwoOfficers) {
  const auto id = must(claim(counter_.under_hold(counter_.applicant())));
  EXPECT_EQ(state_of(id), "under_review");
  EXPECT_EQ(counter_.tasks(), "decide_claim\n");
  EXPECT_EQ(reasons(), "//");
  const auto withdrawn = counter_.as(counter_.applicant(), [&](Work& work) {
    return withdraw_application(work, {.id = id, .version = application_of(id).version});
  });
  EXPECT_EQ(answer(withdrawn), "application.wrong_state");
  must(propose(id, RevocationDecision::revoke, counter_.revoker()));
  EXPECT_EQ(answer(agree(id, counter_.revoker())), "application.needs_second_person");
  must(agree(id, counter_.second_revoker()));
  EXPECT_EQ(reasons(), "key_compromise/key_compromise/");
  EXPECT_FALSE(key_blocked());
}

TEST_P(Compromise, AClaimWithoutThePasswordHasNoStanding) {
  const auto id = must(claim(ExampleCounter::not_reauthenticated(counter_.applicant())));
  EXPECT_EQ(state_of(id), "under_review");
  counter_.now += std::chrono::hours(24) + Seconds(1);
  job::watch_deadlines(counter_.office(), counter_.now);
  EXPECT_EQ(reasons(), "//");
  EXPECT_NE(counter_.tasks().find("alarm no_decision\n"), std::string::npos);
}

// R63: evidence of our own counts as proof: everybody's certificates, and the key is blocked for good.
TEST_P(Compromise, StaffEvidenceHitsEveryCustomer) {
  const auto id = must(claim(counter_.under_hold(counter_.applicant())));
  must(propose(id, RevocationDecision::revoke, counter_.revoker(), "公開リポジトリに鍵があった"));
  must(agree(id, counter_.second_revoker()));
  EXPECT_EQ(basis_of(id), "staff_evidence");
  EXPECT_EQ(reasons(), "key_compromise/key_compromise/key_compromise");
  EXPECT_TRUE(key_blocked());
}

// R63, BR 6.1.1.3 (4), rules 2.4.3: a signature over our text, from anybody.
TEST_P(Compromise, AProofByKeyHitsEveryCustomerAndBlocksTheKey) {
  counter_.mails();
  must(prove(sign(counter_.sr.csr.private_key_pem)));
  EXPECT_EQ(reasons(), "key_compromise/key_compromise/key_compromise");
  EXPECT_TRUE(key_blocked());
  EXPECT_EQ(revoked_as(counter_.ev.certificate), "");
  const auto before = counter_.rows("revocation");
  must(prove(sign(counter_.sr.csr.private_key_pem)));  // twice is as once
  EXPECT_EQ(counter_.rows("revocation"), before);
}

TEST_P(Compromise, AWrongProofProvesNothing) {
  const auto before = counter_.snapshot();
  auto proof = sign(counter_.ev.csr.private_key_pem);  // another key
  EXPECT_EQ(answer(prove(proof)), "/signature=key_proof.wrong");
  proof = sign(counter_.sr.csr.private_key_pem);
  proof.signature.clear();
  EXPECT_EQ(answer(prove(proof)), "/signature=key_proof.wrong");
  proof = sign(counter_.sr.csr.private_key_pem);
  proof.challenge[proof.challenge.size() - 1] ^= 1;
  EXPECT_EQ(answer(prove(proof)), "/challenge=key_proof.challenge_unknown");
  EXPECT_EQ(answer(prove({.challenge = "madoguchi-key-proof"})), "/challenge=key_proof.challenge_unknown");
  EXPECT_EQ(counter_.snapshot(), before);
  proof = sign(counter_.sr.csr.private_key_pem);
  counter_.now += kChallengeSeconds + Seconds(1);
  EXPECT_EQ(answer(prove(proof)), "/challenge=key_proof.challenge_expired");
}

// R63: the proof decides the claim that waits.
TEST_P(Compromise, AProofEndsTheOpenClaim) {
  const auto id = must(claim(counter_.under_hold(counter_.applicant())));
  must(prove(sign(counter_.sr.csr.private_key_pem)));
  EXPECT_EQ(state_of(id), "done");
  EXPECT_EQ(basis_of(id), "substitute_key");
  EXPECT_EQ(reasons(), "key_compromise/key_compromise/key_compromise");
}

// R117: a private key that was pasted is proof itself; nothing of it is kept.
TEST_P(Compromise, AnUnwrappedKeyIsProof) {
  const auto paste = [&](const std::string& text) {
    return prove_compromise_by_private_key(counter_.office(), counter_.now, nobody(), text);
  };
  EXPECT_EQ(answer(paste("-----BEGIN CERTIFICATE-----")), "/private_key=key_proof.no_key");
  must(paste(counter_.sr.csr.private_key_pem));
  EXPECT_EQ(reasons(), "key_compromise/key_compromise/key_compromise");
  EXPECT_TRUE(key_blocked());
  const auto unknown = counter_.csr_for(counter_.sr.id);
  EXPECT_EQ(answer(paste(unknown.private_key_pem)), "/private_key=key_proof.key_unknown");
  EXPECT_TRUE(counter_.read([&](Store& store) { return store.certificates.key_blocked(unknown.spki_sha256); }));
}

// Rules 2.4.2: an earlier revocation is tightened to keyCompromise, never back.
TEST_P(Compromise, TightensAnEarlierRevocation) {
  must(call(must(file(wish())), CallOutcome::confirmed));
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "cessation_of_operation");
  const auto revoked_at = certificate(counter_.sr.certificate).revoked_at;
  counter_.now += std::chrono::hours(2);
  must(prove(sign(counter_.sr.csr.private_key_pem)));
  EXPECT_EQ(reasons(), "key_compromise/key_compromise/key_compromise");
  EXPECT_EQ(certificate(counter_.sr.certificate).revoked_at, revoked_at);
}

// R83: the key in place of the call, for an ordinary request: its reason stays, nothing is blocked.
TEST_P(Compromise, TheKeyMayStandInForTheCall) {
  const auto old_proof = sign(counter_.sr.csr.private_key_pem);
  counter_.now += Seconds(1);
  const auto id = must(file(wish(), counter_.under_hold(counter_.applicant())));
  const auto prove_it = [&](const KeyProof& proof) {
    return counter_.as(counter_.applicant(), [&](Work& work) {
      return prove_request(work, {.application = id, .version = application_of(id).version, .proof = proof});
    });
  };
  EXPECT_EQ(answer(prove_it(old_proof)), "/challenge=key_proof.challenge_expired");  // older than the request
  EXPECT_EQ(answer(prove_it(sign(counter_.ev.csr.private_key_pem, counter_.ev.certificate))),
            "/challenge=key_proof.other_certificate");
  EXPECT_EQ(must(prove_it(sign(counter_.sr.csr.private_key_pem))).state, ApplicationState::done);
  EXPECT_EQ(basis_of(id), "substitute_key");
  EXPECT_EQ(reasons(), "cessation_of_operation//");
  EXPECT_FALSE(key_blocked());
}

// A certificate that came to be while its key was being proved bad does not live on.
TEST_P(Compromise, ABlockedKeyLivesNowhere) {
  must(prove(sign(counter_.sr.csr.private_key_pem)));
  const auto late = counter_.add_certificate(counter_.other.id, counter_.sr.csr, counter_.now);
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 1);
  EXPECT_EQ(revoked_as(late), "key_compromise");
}

// R105: the authority's own: two officers, no customer, 24 hours or 5 days.
TEST_P(Compromise, TheAuthorityRevokesByTwoOfficers) {
  const StaffRevocation finding{.certificate = counter_.ev.certificate,
                                .reason = RevocationReason::privilege_withdrawn,
                                .legal_cause = LegalCause::within_5_days,
                                .known_since = counter_.now - std::chrono::hours(1),
                                .reason_text = "フィッシングに使われている"};
  const auto post = [&](const Actor& actor, const StaffRevocation& command) {
    return counter_.as(actor, [&](Work& work) { return file_staff_revocation(work, command, "k"); });
  };
  EXPECT_EQ(answer(post(counter_.reviewer(), finding)), "forbidden");
  EXPECT_EQ(answer(post(counter_.applicant(), finding)), "forbidden");
  EXPECT_EQ(answer(post(counter_.revoker(), {.certificate = counter_.ev.certificate,
                                             .reason = RevocationReason::unspecified,
                                             .legal_cause = LegalCause::none})),
            "/reason=revocation.staff_reason_needed /legal_cause=revocation.staff_cause_needed "
            "/reason_text=input.required");
  auto slow = finding;  // BR 4.9.1.1 (3)
  slow.reason = RevocationReason::key_compromise;
  EXPECT_EQ(answer(post(counter_.revoker(), slow)), "/legal_cause=revocation.compromise_within_24_hours");
  const auto id = must(post(counter_.revoker(), finding));
  EXPECT_EQ(state_of(id), "awaiting_second");
  EXPECT_EQ(application_of(id).deadline_at, counter_.now - std::chrono::hours(1) + std::chrono::days(5));
  EXPECT_EQ(answer(agree(id, counter_.revoker())), "application.needs_second_person");
  counter_.now += std::chrono::hours(30);
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 0);  // the marks are those of its last day
  must(agree(id, counter_.second_revoker()));
  EXPECT_EQ(revoked_as(counter_.ev.certificate), "privilege_withdrawn");
  EXPECT_EQ(revoked_as(same_customer_), "");
}

// R105, BR 4.9.5: from anybody; reporter and subscriber hear of it within 24 h, else it is late.
TEST_P(Compromise, AProblemReportIsAnsweredToBoth) {
  const ProblemReport report{.serials = {serial_of(counter_.sr.certificate)},
                             .text = "このサイトは偽物です",
                             .reporter_mail = "finder@example.net",
                             .client = "192.0.2.7"};
  const auto post = [&](const ProblemReport& command) {
    return counter_.as(nobody(), [&](Work& work) { return submit_problem_report(work, command); });
  };
  EXPECT_EQ(answer(post({})), "/serials=input.required /text=input.required /reporter_mail=mail_address.malformed");
  const auto number = must(post(report)).number;
  EXPECT_EQ(counter_.mails(), "problem_report_received -> reporter\n");
  EXPECT_EQ(counter_.tasks(), "enquiry problem_report\n");
  const auto enquiry = counter_.read([&](Store& store) { return store.enquiries.find_by_number(number).value(); });
  EXPECT_EQ(enquiry.contract, counter_.sr.id);
  counter_.now += std::chrono::hours(24) + Seconds(1);
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 1);
  EXPECT_EQ(job::watch_deadlines(counter_.office(), counter_.now), 0);
  EXPECT_EQ(counter_.tasks(), "enquiry problem_report\nlate problem_report\n");
  const auto reply = [&] {
    return counter_.as(counter_.reviewer(), [&](Work& work) {
      return send_preliminary_report(work, {.enquiry = enquiry.id, .version = enquiry.version, .text = "調査中です"});
    });
  };
  must(reply());
  EXPECT_EQ(counter_.mails(),
            "problem_report_preliminary -> reporter\nproblem_report_subscriber -> registrant\n"
            "problem_report_subscriber -> technical\n");
  EXPECT_EQ(answer(reply()), "record.changed");
  // R63: the report itself is decided by two, and by nobody alone.
  const auto now = [&] { return counter_.read([&](Store& store) { return must(store.enquiries.get(enquiry.id)); }); };
  const auto step = [&](const Actor& actor, auto what) {
    return answer(counter_.as(actor, [&](Work& work) { return what(work, now().version); }));
  };
  const auto close = [&](Work& work, std::int64_t version) {
    return close_enquiry(work, {.id = enquiry.id, .version = version});
  };
  const auto agree = [&](Work& work, std::int64_t version) {
    return agree_no_cause(work, {.enquiry = enquiry.id, .version = version});
  };
  const auto give_back = [&](Work& work, std::int64_t version) {
    return return_no_cause(work, {.enquiry = enquiry.id, .version = version});
  };
  std::string finding;
  const auto no_cause = [&](Work& work, std::int64_t version) {
    return propose_no_cause(work, {.enquiry = enquiry.id, .version = version, .finding = finding});
  };
  EXPECT_EQ(counter_.tasks(), "enquiry problem_report\nlate problem_report\n");
  EXPECT_EQ(step(counter_.reviewer(), close), "problem_report.undecided");
  EXPECT_EQ(step(counter_.reviewer(), agree), "problem_report.not_proposed");
  EXPECT_EQ(step(counter_.reception(), no_cause), "forbidden");
  EXPECT_EQ(step(counter_.reviewer(), no_cause), "/finding=input.required");
  finding = "偽物ではなく、契約者本人のサイトだった";
  EXPECT_EQ(step(counter_.reviewer(), no_cause), "ok");
  EXPECT_EQ(step(counter_.revoker(), no_cause), "problem_report.proposed");
  EXPECT_EQ(step(counter_.reviewer(), agree), "application.needs_second_person");
  EXPECT_EQ(step(counter_.revoker(), give_back), "ok");
  EXPECT_EQ(step(counter_.revoker(), no_cause), "ok");
  EXPECT_EQ(counter_.tasks(), "enquiry problem_report\nlate problem_report\n");
  EXPECT_EQ(step(counter_.second_reviewer(), agree), "ok");
  EXPECT_EQ(now().decision, ReportDecision::no_cause);
  EXPECT_TRUE(now().closed_at);
  EXPECT_EQ(counter_.tasks(), "");
  EXPECT_EQ(step(counter_.reviewer(), no_cause), "problem_report.decided");
}

// R105: a revocation that names the report decides it, and is about its contract; what is owed the reporter stays owed.
TEST_P(Compromise, ARevocationDecidesTheReportThatItNames) {
  must(counter_.as(nobody(), [&](Work& work) {
    return submit_problem_report(work, {.serials = {serial_of(counter_.sr.certificate)},
                                        .text = "偽物です",
                                        .reporter_mail = "finder@example.net",
                                        .client = "192.0.2.7"});
  }));
  const auto report = counter_.read([](Store& store) { return store.enquiries.page({}).front(); });
  const auto revoke = [&](const CertificateId& certificate) {
    return answer(counter_.as(counter_.revoker(), [&](Work& work) {
      return file_staff_revocation(work,
                                   {.certificate = certificate,
                                    .reason = RevocationReason::privilege_withdrawn,
                                    .legal_cause = LegalCause::within_24_hours,
                                    .reason_text = "偽物だった",
                                    .problem_report = report.id},
                                   "key-" + certificate.value);
    }));
  };
  EXPECT_EQ(revoke(counter_.other.certificate), "/problem_report=enquiry.not_found");
  EXPECT_EQ(revoke(counter_.sr.certificate), "ok");
  EXPECT_EQ(counter_.tasks(), "enquiry problem_report\nsecond_decision\n");
  must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return send_preliminary_report(work, {.enquiry = report.id, .version = report.version + 1, .text = "失効します"});
  }));
  EXPECT_EQ(counter_.tasks(), "second_decision\n");
}

// Rules 7.4.6: open to all is not open to a flood.
TEST_P(Compromise, ProblemReportsAreLimited) {
  ProblemReport report{.serials = {"00"}, .text = "x", .reporter_mail = "finder@example.net", .client = "192.0.2.7"};
  const auto post = [&] {
    return counter_.as(nobody(), [&](Work& work) { return submit_problem_report(work, report); });
  };
  for (int i = 0; i < 5; ++i) must(post());
  EXPECT_EQ(answer(post()), "problem_report.too_many");
  report.reporter_mail = "another@example.net";
  EXPECT_EQ(answer(post()), "ok");
}

// BR 4.9.3: nobody closes the intake for others; over the total nothing is left out but the receipt.
TEST_P(Compromise, TheIntakeOfReportsStaysOpen) {
  must(counter_.as(nobody(), [](Work& work) -> Result<void> {
    const Limit all{.bucket = {.kind = "problem_report/all"}, .max = 500, .window = std::chrono::hours(1)};
    count_try(work, std::vector<Limit>(500, all));
    return {};
  }));
  const ProblemReport report{.serials = {serial_of(counter_.sr.certificate)},
                             .text = "偽物です",
                             .reporter_mail = "finder@example.net",
                             .client = "192.0.2.7"};
  must(counter_.as(nobody(), [&](Work& work) { return submit_problem_report(work, report); }));
  EXPECT_EQ(counter_.mails(), "");
  EXPECT_EQ(counter_.tasks(), "enquiry problem_report\n");
}

// R105: each enquiry that a report makes is a try of its place.
TEST_P(Compromise, EachEnquiryOfAReportCounts) {
  ProblemReport report{.serials = {serial_of(counter_.sr.certificate), serial_of(counter_.ev.certificate),
                                   serial_of(counter_.other.certificate), "00"},
                       .text = "x",
                       .reporter_mail = "a@example.net",
                       .client = "192.0.2.7"};
  const auto post = [&] {
    return counter_.as(nobody(), [&](Work& work) { return submit_problem_report(work, report); });
  };
  for (int i = 0; i < 3; ++i) must(post());
  EXPECT_EQ(answer(post()), "problem_report.too_many");
  report.client = "192.0.2.8";
  EXPECT_EQ(answer(post()), "ok");
}

// R117: keys that nobody has cost no more than a few rows, once; one of ours among them is found.
TEST_P(Compromise, AFloodOfKeysBlocksAFew) {
  std::vector<std::string> keys;
  for (int i = 0; i < 20; ++i) keys.push_back(counter_.csr_for(counter_.sr.id).private_key_pem);
  keys.push_back(counter_.sr.csr.private_key_pem);
  std::vector<OutsideText> texts;
  for (const auto& key : keys) texts.push_back({.pointer = "/serials", .text = key});
  const auto paste = [&] {
    const auto refused = refuse_private_keys(counter_.office(), counter_.now, nobody(), texts);
    return refused ? 0U : refused.error().fields.size();
  };
  const auto blocked = counter_.rows("blocked_key");
  EXPECT_EQ(paste(), keys.size());
  EXPECT_EQ(counter_.rows("blocked_key"), blocked + 17);
  EXPECT_EQ(reasons(), "key_compromise/key_compromise/key_compromise");
  const auto before = counter_.snapshot();
  EXPECT_EQ(paste(), keys.size());
  EXPECT_EQ(counter_.snapshot(), before) << "shown again, nothing is new";
}

INSTANTIATE_TEST_SUITE_P(Sql, Compromise, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
