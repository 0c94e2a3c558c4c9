// Whose claim of a compromise needs no call, and that no open case costs the holder its 24 hours (R16, R62, R63, R83).
#include <gtest/gtest.h>

#include "job/watch_deadlines.h"
#include "support/revocation_story.h"
#include "usecase/bring_forward.h"
#include "usecase/dispute_hold.h"
#include "usecase/manage_accounts.h"
#include "usecase/staff_revocation.h"
#include "usecase/withdraw_application.h"

namespace madoguchi {
namespace {

class Standing : public RevocationStory {
 protected:
  /// The authority's own case about the same certificate, with five days, proposed by one officer.
  ApplicationId staff_case() const {
    const StaffRevocation finding{.certificate = counter_.sr.certificate,
                                  .reason = RevocationReason::privilege_withdrawn,
                                  .legal_cause = LegalCause::within_5_days,
                                  .reason_text = "フィッシングに使われている"};
    return must(
        counter_.as(counter_.revoker(), [&](Work& work) { return file_staff_revocation(work, finding, "staff"); }));
  }
  RevocationRequest request_of(const ApplicationId& id) const {
    return counter_.read([&](Store& store) { return must(store.applications.revocation(id)); });
  }
  Result<void> grant(const Actor& to, MembershipRole role) const {
    return counter_.as(counter_.reception(), [&](Work& work) {
      const auto version = must(work.store.accounts.get(*to.account)).version;
      return grant_membership(
          work, {.account = *to.account, .version = version, .customer = counter_.customer, .role = role});
    });
  }
  /// The stranger as it stands once the desk has made it an approver of the customer.
  Actor granted() const {
    auto actor = counter_.stranger();
    actor.mandates = counter_.read([&](Store& store) { return store.accounts.mandates(*actor.account, counter_.now); });
    return actor;
  }
  void reset_password(const Actor& of) const {
    must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
      auto account = TRY(work.store.accounts.get(*of.account));
      account.reset_at = work.now;
      TRY(work.store.accounts.update(std::move(account)));
      return {};
    }));
  }
  Result<Application> withdraw(const ApplicationId& id, const Actor& actor) const {
    return counter_.as(actor, [&](Work& work) {
      return withdraw_application(work, {.id = id, .version = application_of(id).version});
    });
  }
};

// R62, R83: a hijacker under hold files first; the owner's claim is carried out all the same, as the same case.
TEST_P(Standing, AClaimTakesOverAnotherThatWaits) {
  const auto first = must(claim(counter_.under_hold(counter_.applicant())));
  EXPECT_EQ(answer(claim(counter_.under_hold(counter_.approver_user()))), "application.already_open");
  const auto second = must(claim(counter_.approver_user()));
  EXPECT_EQ(second, first);
  EXPECT_EQ(state_of(first), "done");
  EXPECT_EQ(basis_of(first), "claim");
  EXPECT_TRUE(request_of(first).standing);
  EXPECT_EQ(request_of(first).claimant, counter_.approver_user().account);
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "key_compromise");
  EXPECT_EQ(counter_.tasks(), "look_over claim\n");
}

// R62, R105: neither does the authority's own case, with its five days, stand in the way.
TEST_P(Standing, AClaimTakesOverTheAuthoritysOwnCase) {
  const auto id = staff_case();
  EXPECT_EQ(must(claim(counter_.applicant())), id);
  EXPECT_EQ(state_of(id), "done");
  EXPECT_EQ(basis_of(id), "claim");
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "key_compromise");
  EXPECT_LE(*application_of(id).deadline_at, counter_.now + std::chrono::hours(24));
}

// R63, R102: without standing the stricter reason, cause and deadline hold; what was proposed was something else.
TEST_P(Standing, AClaimWithoutStandingTightensTheCase) {
  const auto id = staff_case();
  counter_.now += std::chrono::hours(1);
  counter_.mails();
  EXPECT_EQ(must(claim(counter_.under_hold(counter_.applicant()))), id);
  EXPECT_EQ(counter_.mails(), "application_accepted -> registrant\napplication_accepted -> technical\n");
  EXPECT_EQ(state_of(id), "under_review");
  EXPECT_EQ(counter_.tasks(), "decide_claim\n");
  const auto application = application_of(id);
  EXPECT_EQ(application.deadline_at, counter_.now + std::chrono::hours(24));
  EXPECT_EQ(application.legal_cause, LegalCause::within_24_hours);
  const auto request = request_of(id);
  EXPECT_EQ(request.reason, RevocationReason::key_compromise);
  EXPECT_EQ(request.spki_sha256, counter_.sr.csr.spki_sha256);
  EXPECT_FALSE(request.standing);
  EXPECT_NE(request.reason_text.find("秘密鍵が漏えいした"), std::string::npos);
  EXPECT_NE(request.reason_text.find("フィッシング"), std::string::npos);
  const auto before = counter_.snapshot();
  EXPECT_EQ(answer(claim(counter_.under_hold(counter_.approver_user()))), "application.already_open");
  EXPECT_EQ(counter_.snapshot(), before);
  must(propose(id, RevocationDecision::revoke, counter_.revoker()));
  must(agree(id, counter_.second_revoker()));
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "key_compromise");
}

// R83, R101: a case of the authority that the second officer returned still waits for somebody.
TEST_P(Standing, AReturnedCaseOfTheAuthorityKeepsATask) {
  const auto id = staff_case();
  must(counter_.as(counter_.second_revoker(), [&](Work& work) {
    return return_decision(work, {.application = id, .version = application_of(id).version, .note = "証拠が足りない"});
  }));
  EXPECT_EQ(counter_.tasks(), "decide_claim returned\n");
}

// R16, R63: whoever reads the mailbox can set a password; that alone ends no certificate.
TEST_P(Standing, NoneAfterAPasswordSetByMail) {
  reset_password(counter_.applicant());
  counter_.now += std::chrono::hours(72) - Seconds(1);
  const auto id = must(claim(counter_.applicant()));
  EXPECT_EQ(state_of(id), "under_review");
  EXPECT_EQ(application_of(id).deadline_at, counter_.now + std::chrono::hours(24));
  counter_.now += std::chrono::hours(24);
  job::watch_deadlines(counter_.office(), counter_.now);
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "") << "R83: the machine decides for those with standing only";
  EXPECT_EQ(must(claim(counter_.applicant())), id);
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "key_compromise");
}

// R63: nor does one officer, by making somebody the customer's own.
TEST_P(Standing, NoneForAMandateThatIsNew) {
  const auto foreign = counter_.add_certificate(counter_.other.id, counter_.sr.csr, counter_.now);
  counter_.mails();
  must(grant(counter_.stranger(), MembershipRole::approver));
  EXPECT_EQ(counter_.mails(),
            "membership_granted -> registrant\nmembership_granted -> technical\nsuspicious_activity -> account\n");
  const auto id = must(claim(granted()));
  EXPECT_EQ(state_of(id), "under_review");
  // Its own customer's is another matter, but reaches no further.
  must(counter_.as(granted(), [&](Work& work) {
    return submit_emergency(work, {.contract = counter_.other.id,
                                   .certificate = foreign,
                                   .reason_text = "秘密鍵が漏えいした",
                                   .understood = true});
  }));
  EXPECT_EQ(revoked_as(foreign), "key_compromise");
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "");
  counter_.now += std::chrono::hours(72);
  auto later = granted();
  later.reauthenticated_at = counter_.now;
  EXPECT_EQ(must(claim(later)), id);
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "key_compromise");
}

// R122: while it is not clear who speaks for the customer, nobody new does.
TEST_P(Standing, NobodyNewDuringADispute) {
  must(counter_.as(counter_.reception(), [&](Work& work) {
    return place_hold(work, {.contract = counter_.ev.id, .reason = "二人が代表者だと名乗っている"});
  }));
  const auto before = counter_.snapshot();
  EXPECT_EQ(answer(grant(counter_.stranger(), MembershipRole::viewer)), "account.customer_disputed");
  const auto opened = counter_.as(counter_.reception(), [&](Work& work) {
    return open_account(work, {.login_id = "newcomer",
                               .name = "見本 五郎",
                               .otp_address = MailAddress::parse("goro@login.example.jp").value(),
                               .customer = counter_.customer,
                               .role = MembershipRole::approver});
  });
  EXPECT_EQ(answer(opened), "account.customer_disputed");
  EXPECT_EQ(counter_.snapshot(), before);
}

// R6, R16, R88: a stolen session stops no revocation, and the one who asked for it hears of its end.
TEST_P(Standing, ARevocationIsTakenBackByItsOwnerOnly) {
  const auto id = must(file(wish()));
  counter_.mails();
  EXPECT_EQ(answer(withdraw(id, ExampleCounter::not_reauthenticated(counter_.applicant()))),
            "session.reauthenticate_needed");
  EXPECT_EQ(answer(withdraw(id, counter_.under_hold(counter_.applicant()))), "account.held");
  EXPECT_EQ(state_of(id), "awaiting_call");
  must(withdraw(id, counter_.approver_user()));
  EXPECT_EQ(counter_.mails(), "application_withdrawn -> account\napplication_withdrawn -> registrant\n");
}

// R16, R92: what the registrant confirmed by telephone was another day.
TEST_P(Standing, AHeldAccountBringsNothingForward) {
  auto dated = wish();
  dated.wished_at = counter_.now + std::chrono::days(5);
  const auto id = must(file(dated));
  must(call(id, CallOutcome::confirmed));
  const auto forward = [&](const Actor& actor) {
    return counter_.as(actor, [&](Work& work) {
      return bring_forward(work, {.application = id, .version = application_of(id).version});
    });
  };
  EXPECT_EQ(answer(forward(counter_.under_hold(counter_.applicant()))), "account.held");
  EXPECT_TRUE(is_live());
  must(forward(counter_.applicant()));
  EXPECT_FALSE(is_live());
}

INSTANTIATE_TEST_SUITE_P(Sql, Standing, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
