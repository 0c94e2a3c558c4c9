// What an application rests on is asked again when it is approved and when it is carried out: what it stands on (R23,
// R55, R90), its key (rules 1.2.3), the records that were relied on and who wrote what (R102, R123).
#include <gtest/gtest.h>

#include "base/bytes.h"
#include "support/example_reissue.h"
#include "usecase/change_party.h"
#include "usecase/checklist.h"
#include "usecase/review_application.h"

namespace madoguchi {
namespace {

class GoingOn : public testing::TestWithParam<const char*> {
 protected:
  void execute(const std::string& statement, const std::vector<sql::Parameter>& parameters) const {
    counter_.read([&](Store& store) { return store.sql.execute(statement, parameters); });
  }
  void revoke(const CertificateId& id, RevocationReason reason) {
    must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
      work.store.certificates.revoke(work.store.certificates.get(id).value(), reason, work.now, work.now, {});
      return {};
    }));
  }
  std::size_t certificates(const ContractId& contract) const {
    return counter_.read([&](Store& store) { return store.certificates.of_contract(contract); }).size();
  }
  ReissueGrantId add_grant(const std::string& id) {
    const ReissueGrant grant{.id = {id},
                             .contract = counter_.sr.id,
                             .reason = "電話で依頼",
                             .opened_by = *counter_.reception().officer,
                             .opened_at = counter_.now,
                             .expires_at = counter_.now + std::chrono::days(14)};
    must(counter_.as(counter_.reception(), [&](Work& work) { return work.store.grants.add(grant); }));
    return grant.id;
  }
  EvidenceId add_evidence(const Actor& actor, const std::string& kind) {
    return must(counter_.as(actor, [&](Work& work) {
      return madoguchi::add_evidence(work, {.contract = counter_.ev.id, .kind = kind, .source = "登記情報"});
    }));
  }
  /// In a small house one person holds several roles; who approves must be another all the same.
  Actor with(Actor actor, Role role) const {
    actor.roles.push_back(role);
    return actor;
  }

  ExampleCounter counter_{GetParam()};
};

// R23: the old certificate was revoked for a breach after the approval: no other one instead, and both sides are told.
TEST_P(GoingOn, BreachStopsTheReplacement) {
  const auto id = approved_reissue(counter_, reissue_form(counter_, counter_.ev));
  counter_.now += Seconds(1);
  revoke(counter_.ev.certificate, RevocationReason::privilege_withdrawn);
  counter_.run_jobs();
  const auto halted = application_of(counter_, id);
  EXPECT_EQ(halted.state, ApplicationState::under_review);
  EXPECT_EQ(counter_.tasks(), "issue_halted reissue.certificate_revoked\n");
  EXPECT_EQ(halted.customer_text, counter_.office().catalogue.sentence(Language::ja, "reissue.certificate_revoked"));
  EXPECT_EQ(certificates(counter_.ev.id), 1U);
  pass_review(counter_, id);
  EXPECT_EQ(answer(approve(counter_, counter_.second_approver(), id)), "reissue.certificate_revoked");
  EXPECT_EQ(state_of(counter_, id), "reviewed");
  must(counter_.as(counter_.approver(), [&](Work& work) {
    return reject_application(work, {.id = id,
                                     .version = application_of(counter_, id).version,
                                     .customer_text = "失効した証明書の再発行はできません。",
                                     .decision_reason = "利用約款違反"});
  }));
}

// R90: what its holder had revoked meanwhile leaves the reissue alone.
TEST_P(GoingOn, OwnRevocationLeavesTheReissueAlone) {
  const auto id = approved_reissue(counter_, reissue_form(counter_, counter_.sr));
  counter_.now += Seconds(1);
  revoke(counter_.sr.certificate, RevocationReason::cessation_of_operation);
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "done");
}

// R23, R55, R56: a grant whose days ran out after the filing counts, one that the desk has closed does not; another in
// its place does, and is used up by the issue.
TEST_P(GoingOn, ClosedGrantStopsIt) {
  const auto renew_evidence = [&] {
    execute("UPDATE evidence SET collected_at = $1, valid_until = $2",
            {counter_.now - std::chrono::days(1), counter_.now + std::chrono::days(90)});
  };
  counter_.now += std::chrono::days(30);
  const auto grant = add_grant("grant");
  const auto id = must(file(counter_, reissue_form(counter_, counter_.sr)));
  counter_.now += std::chrono::days(15);
  renew_evidence();
  pass_review(counter_, id);
  must(approve(counter_, id));
  must(counter_.as(counter_.reception(), [&](Work& work) -> Result<void> {
    work.store.grants.close(grant, {}, work.now);
    return {};
  }));
  counter_.run_jobs();
  EXPECT_EQ(counter_.tasks(), "issue_halted reissue.window_over_contact_us days=25 count=1\n");
  pass_review(counter_, id);
  EXPECT_EQ(answer(approve(counter_, counter_.second_approver(), id)), "reissue.window_over_contact_us");
  add_grant("another");
  must(approve(counter_, counter_.second_approver(), id));
  counter_.run_jobs();
  EXPECT_EQ(state_of(counter_, id), "done");
  EXPECT_FALSE(counter_.read([&](Store& store) { return store.grants.unclosed_of(counter_.sr.id); }));
}

// Rules 1.2.3: a list that was imported after the filing stops the issue.
TEST_P(GoingOn, KeyListedSinceStopsIt) {
  const auto id = approved_reissue(counter_, reissue_form(counter_, counter_.ev));
  must(counter_.as(counter_.administrator(), [&](Work& work) -> Result<void> {
    const auto reissue = TRY(work.store.applications.reissue(id));
    work.store.certificates.add_weak_key(from_hex(reissue.spki_sha256).value(), "test");
    return {};
  }));
  counter_.run_jobs();
  EXPECT_EQ(counter_.tasks(), "issue_halted key.known_weak\n");
  EXPECT_EQ(certificates(counter_.ev.id), 1U);
}

// R102, R123: the approval rests on the records that were reviewed, not on one that the approver brings along.
TEST_P(GoingOn, ApprovalRestsOnTheReviewedRecords) {
  const auto id = must(file(counter_, reissue_form(counter_, counter_.ev)));
  pass_review(counter_, id);
  execute("UPDATE evidence SET valid_until = $1 WHERE contract_id = $2 AND kind = 'domain_control'",
          {counter_.now, counter_.ev.id});
  const auto approver = with(counter_.approver(), Role::reviewer);
  add_evidence(approver, "domain_control");
  EXPECT_EQ(answer(approve(counter_, approver, id)), "evidence.expired");
  must(counter_.as(counter_.approver(), [&](Work& work) {
    return return_to_review(
        work, {.id = id, .version = application_of(counter_, id).version, .internal_note = "確認記録が切れている"});
  }));
  pass_review(counter_, id);  // ticked with the younger record
  EXPECT_EQ(answer(approve(counter_, approver, id)), "application.needs_second_person");
  EXPECT_EQ(answer(approve(counter_, counter_.second_approver(), id)), "ok");
}

// R102: who wrote the name that the certificate will hold does not approve it.
TEST_P(GoingOn, WhoChangedThePartyDoesNotApprove) {
  const auto evidence = add_evidence(counter_.second_reviewer(), "organization_identity");
  const auto writer = with(counter_.approver(), Role::reviewer);
  must(counter_.as(writer, [&](Work& work) {
    const auto version = must(work.store.contracts.get(counter_.ev.id)).version;
    return change_party(work, {.contract = counter_.ev.id,
                               .version = version,
                               .organization = "見本商事ホールディングス株式会社",
                               .evidence = evidence});
  }));
  const auto id = must(file(counter_, reissue_form(counter_, counter_.ev)));
  pass_review(counter_, id);
  EXPECT_EQ(answer(approve(counter_, writer, id)), "application.needs_second_person");
  EXPECT_EQ(answer(approve(counter_, counter_.second_approver(), id)), "ok");
}

INSTANTIATE_TEST_SUITE_P(Sql, GoingOn, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
