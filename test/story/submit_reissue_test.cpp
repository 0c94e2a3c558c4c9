#include <gtest/gtest.h>

#include "support/example_reissue.h"
#include "usecase/accept_application.h"
#include "usecase/drafts.h"
#include "usecase/review_application.h"
#include "usecase/withdraw_application.h"

namespace madoguchi {
namespace {

class Reissue : public testing::TestWithParam<const char*> {
 protected:
  SubmitReissue form() const { return reissue_form(counter_, counter_.ev); }
  std::string filed(const SubmitReissue& form) const { return answer(file(counter_, form)); }
  template <typename Change>
  std::string filed_with(Change change) const {
    auto changed = form();
    change(changed);
    const auto before = counter_.snapshot();
    auto text = filed(changed);
    EXPECT_EQ(counter_.snapshot(), before) << text;  // what is refused changes nothing
    return text;
  }

  ExampleCounter counter_{GetParam()};
};

// R79, R94: accepted at once, a task for the review, a mail to the registrant.
TEST_P(Reissue, IsAcceptedAtOnce) {
  const auto id = must(file(counter_, form()));
  const auto application = application_of(counter_, id);
  EXPECT_EQ(application.state, ApplicationState::accepted);
  EXPECT_EQ(application.accepted_at, counter_.now);
  EXPECT_EQ(counter_.tasks(), "review\n");
  EXPECT_EQ(counter_.mails(), "application_accepted -> registrant\n");
}

// R96: a double click files once; another form under the same key is refused.
TEST_P(Reissue, DoublePostFilesOnce) {
  const auto same = form();
  const auto file_it = [&](const SubmitReissue& what) {
    return file_reissue(counter_.office(), counter_.now, counter_.applicant(), what, "one-key");
  };
  const auto first = must(file_it(same));
  EXPECT_EQ(must(file_it(same)), first);
  auto other = same;
  other.reason_text = "別の内容";
  EXPECT_EQ(answer(file_it(other)), "idempotency.other_request");
  EXPECT_EQ(counter_.rows("application"), 1);
}

// R95: one open application of a kind.
TEST_P(Reissue, OnlyOneIsOpen) {
  must(file(counter_, form()));
  EXPECT_EQ(filed(form()), "application.already_open");
}

// R47, R58, R61, R120: every missing or wrong field is named, all at once; nothing is preselected.
TEST_P(Reissue, NamesEveryFieldThatIsWrong) {
  EXPECT_EQ(filed_with([](SubmitReissue& f) {
              f.reason.reset();
              f.old_certificate_end.reset();
              f.agreement.reset();
              f.csr = "何か";
            }),
            "/reason=reissue.reason_required /old_certificate_end=reissue.end_required "
            "/agreement=reissue.agreement_required /csr=csr.no_block");
  EXPECT_EQ(filed_with([](SubmitReissue& f) { f.reason = ReissueReason::other; }),
            "/reason_text=reissue.reason_text_required");
  EXPECT_EQ(filed_with([](SubmitReissue& f) { f.reason = ReissueReason::ca_error; }), "/reason=input.not_a_choice");
  EXPECT_EQ(filed_with([](SubmitReissue& f) { f.reason = ReissueReason::unusable_certificate; }),
            "/old_certificate_end=reissue.immediate_only");
  EXPECT_EQ(filed_with([](SubmitReissue& f) {
              f.reason = ReissueReason::key_lost;
              f.old_certificate_end = OldCertificateEnd::immediate;
            }),
            "/key_exposure=reissue.key_exposure_required");
  EXPECT_EQ(filed_with([](SubmitReissue& f) { f.agreement->version = "2001-01"; }),
            "/agreement=reissue.agreement_changed");
  EXPECT_EQ(filed_with([&](SubmitReissue& f) { f.old_certificate = counter_.sr.certificate; }),
            "/old_certificate=certificate.not_found");
}

// R47, R63: a key that somebody else may have is no reissue.
TEST_P(Reissue, DivertsToTheEmergencyPath) {
  for (const auto exposure : {KeyExposure::yes, KeyExposure::unknown}) {
    EXPECT_EQ(filed_with([&](SubmitReissue& f) {
                f.reason = ReissueReason::key_lost;
                f.key_exposure = exposure;
                f.old_certificate_end = OldCertificateEnd::immediate;
              }),
              "reissue.use_emergency");
  }
  auto lost = form();
  lost.reason = ReissueReason::key_lost;
  lost.key_exposure = KeyExposure::no;
  lost.old_certificate_end = OldCertificateEnd::immediate;
  EXPECT_EQ(filed(lost), "ok");
}

// R48, R49: keys and names.
TEST_P(Reissue, RefusesKeysAndNamesThatDoNotFit) {
  EXPECT_EQ(filed_with([](SubmitReissue& f) { f.csr = make_csr({.dns_names = {"www.example.com"}}).pem; }),
            "/csr=csr.differs_common_name /csr=csr.differs_dns_names");
  EXPECT_EQ(filed_with([](SubmitReissue& f) { f.csr = make_csr({.key = "RSA-1024"}).pem; }), "/csr=key.rsa_size");
  EXPECT_EQ(filed_with([&](SubmitReissue& f) { f.csr = counter_.ev.csr.pem; }), "/csr=key.used_before");
  EXPECT_EQ(filed_with([&](SubmitReissue& f) {
              const auto& theirs = counter_.other.csr.private_key_pem;
              f.csr = make_csr({.reuse_private_key = theirs}).pem;
            }),
            "/csr=key.used_before");
  const auto pending = make_csr({.dns_names = {"shop.example.jp", "www.shop.example.jp"}});
  auto of_sr = reissue_form(counter_, counter_.sr);
  of_sr.csr = pending.pem;
  must(file(counter_, of_sr));
  EXPECT_EQ(filed_with([&](SubmitReissue& f) { f.csr = make_csr({.reuse_private_key = pending.private_key_pem}).pem; }),
            "/csr=key.asked_for");
}

// R48: a product may let a key serve again in its own contract, never one of another contract.
TEST_P(Reissue, TheSameKeyWhereTheProductAllowsIt) {
  counter_.policy.products.at("ev_2_0").reissue.same_key_allowed = true;
  EXPECT_EQ(filed_with([&](SubmitReissue& f) {
              f.csr = make_csr({.reuse_private_key = counter_.other.csr.private_key_pem}).pem;
            }),
            "/csr=key.used_before");
  auto same = form();
  same.csr = counter_.ev.csr.pem;
  EXPECT_EQ(filed(same), "ok");
}

// R48: a request that was never issued may come again.
TEST_P(Reissue, KeyOfAWithdrawnApplicationMayComeAgain) {
  const auto same = form();
  const auto id = must(file(counter_, same));
  must(counter_.as(counter_.applicant(), [&](Work& work) {
    return withdraw_application(work, {.id = id, .version = application_of(counter_, id).version});
  }));
  EXPECT_EQ(state_of(counter_, id), "withdrawn");
  EXPECT_EQ(counter_.tasks(), "");
  EXPECT_EQ(filed(same), "ok");
}

// R117: a private key is refused, kept nowhere, and blocked for good.
TEST_P(Reissue, PastedPrivateKeyIsBlocked) {
  const auto csr = counter_.csr_for(counter_.ev.id);
  auto careless = form();
  careless.csr = csr.private_key_pem + csr.pem;
  EXPECT_EQ(filed(careless), "/csr=csr.private_key");
  EXPECT_TRUE(counter_.read([&](Store& store) { return store.certificates.key_blocked(csr.spki_sha256); }));
  EXPECT_EQ(filed_with([&](SubmitReissue& f) { f.csr = csr.pem; }), "/csr=key.blocked");
  EXPECT_EQ(counter_.tasks(), "");
}

// R63, R117; rules 1.2.5: whoever can show the private key of a certificate in use can misuse it. It goes the way of
// every proof by key: revoked at once, everywhere, its owners told; nothing waits for a person.
TEST_P(Reissue, PastedPrivateKeyInUseIsRevoked) {
  const auto pending = form();
  must(file(counter_, pending));
  counter_.mails();
  auto careless = reissue_form(counter_, counter_.sr);
  careless.csr = pending.csr + counter_.ev.csr.private_key_pem;  // of another contract
  EXPECT_EQ(filed(careless), "/csr=csr.private_key");
  EXPECT_EQ(certificate_at(counter_, counter_.ev.certificate).revocation_reason, RevocationReason::key_compromise);
  EXPECT_FALSE(certificate_at(counter_, counter_.sr.certificate).revoked_at);
  EXPECT_EQ(counter_.mails(),
            "certificate_revoked -> billing\ncertificate_revoked -> registrant\ncertificate_revoked -> technical\n");
  EXPECT_EQ(filed(careless), "/csr=csr.private_key");  // once is enough
  EXPECT_EQ(counter_.mails(), "");
  EXPECT_EQ(counter_.tasks(), "review\n");
  EXPECT_EQ(counter_.rows("idempotency"), 1);
}

// R6, R7, R8, R16, R122: who may file at all.
TEST_P(Reissue, WhoMayFile) {
  const auto as = [&](const Actor& actor) { return answer(file(counter_, actor, form())); };
  EXPECT_EQ(as(counter_.viewer()), "application.not_allowed");
  EXPECT_EQ(as(counter_.stranger()), "contract.not_found");
  EXPECT_EQ(as(counter_.auditor()), "application.not_allowed");
  EXPECT_EQ(as(ExampleCounter::not_reauthenticated(counter_.applicant())), "session.reauthenticate_needed");
  EXPECT_EQ(as(counter_.under_hold(counter_.applicant())), "account.held");
  counter_.read([&](Store& store) {
    return store.sql.execute(
        "INSERT INTO dispute_hold (id, contract_id, reason, placed_by, placed_at, version) "
        "VALUES ('d', $1, '本社と支社の争い', 'x', $2, 1)",
        {counter_.ev.id, counter_.now});
  });
  EXPECT_EQ(as(counter_.applicant()), "reissue.disputed");
}

// R56: through 23:59:59 JST of day 25, by the date of submission; R53: afterwards a new application.
TEST_P(Reissue, WindowEndsWithDay25) {
  const auto issued = counter_.now - std::chrono::days(10);
  counter_.now = self_service_ends(issued, counter_.policy.products.at("ev_2_0").reissue);
  EXPECT_EQ(filed(form()), "reissue.window_over_new_application");
  counter_.now -= Seconds(1);
  EXPECT_EQ(filed(form()), "ok");
}

// R55: SR 3.0 afterwards by a one-time grant of the desk, or filed by it.
TEST_P(Reissue, GrantAndFilingOnBehalfOpenItAgain) {
  counter_.now += std::chrono::days(30);
  const auto late = reissue_form(counter_, counter_.sr);
  EXPECT_EQ(filed(late), "reissue.window_over_contact_us");
  const auto on_behalf = must(file(counter_, counter_.reception(), late));
  EXPECT_EQ(counter_.mails(), "application_filed_on_behalf -> registrant\n");  // R104
  must(counter_.as(counter_.applicant(), [&](Work& work) {
    return withdraw_application(work, {.id = on_behalf, .version = application_of(counter_, on_behalf).version});
  }));
  const ReissueGrant grant{.id = {"grant"},
                           .contract = counter_.sr.id,
                           .reason = "電話で依頼",
                           .opened_by = *counter_.reception().officer,
                           .opened_at = counter_.now,
                           .expires_at = counter_.now + std::chrono::days(14)};
  must(counter_.as(counter_.reception(), [&](Work& work) { return work.store.grants.add(grant); }));
  const auto id = must(file(counter_, late));
  EXPECT_EQ(must(counter_.read([&](Store& store) { return store.applications.reissue(id); })).grant, grant.id);
}

// R8: a second user of the customer approves before it reaches the desk; the first date stays (R56).
TEST_P(Reissue, WaitsForTheCustomersOwnApproval) {
  counter_.demand_second_approval();
  const auto id = must(file(counter_, form()));
  EXPECT_EQ(state_of(counter_, id), "awaiting_own_approval");
  EXPECT_EQ(counter_.tasks(), "");
  EXPECT_EQ(counter_.mails(), "own_approval_wanted -> account\n");
  const auto filed_at = counter_.now;
  counter_.now += std::chrono::hours(5);
  const auto approve_as = [&](const Actor& actor) {
    return answer(counter_.as(actor, [&](Work& work) {
      return approve_own(work, {.id = id, .version = application_of(counter_, id).version});
    }));
  };
  EXPECT_EQ(approve_as(counter_.applicant()), "application.wrong_role");
  EXPECT_EQ(approve_as(counter_.under_hold(counter_.approver_user())), "account.held");
  EXPECT_EQ(approve_as(counter_.approver_user()), "ok");
  const auto application = application_of(counter_, id);
  EXPECT_EQ(application.state, ApplicationState::accepted);
  EXPECT_EQ(application.filed_at, filed_at);
  EXPECT_EQ(application.accepted_at, counter_.now);
}

TEST_P(Reissue, OwnApprovalIsAnotherPersons) {
  counter_.demand_second_approval();
  const auto id = must(file(counter_, counter_.approver_user(), form()));
  EXPECT_EQ(counter_.mails(), "");  // the only approver filed it
  EXPECT_EQ(answer(counter_.as(counter_.approver_user(),
                               [&](Work& work) {
                                 return approve_own(work, {.id = id, .version = application_of(counter_, id).version});
                               })),
            "application.needs_second_person");
}

// R56, R94, R98: a correction keeps the first date, and is judged anew.
TEST_P(Reissue, CorrectionKeepsTheFirstDate) {
  const auto id = must(file(counter_, form()));
  const auto filed_at = counter_.now;
  auto application = must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return start_review(work, {.id = id, .version = application_of(counter_, id).version});
  }));
  application = must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return send_back(work, {.id = id, .version = application.version, .customer_text = "CSRを作り直してください。"});
  }));
  EXPECT_EQ(application.state, ApplicationState::sent_back);
  EXPECT_EQ(counter_.tasks(), "");
  counter_.mails();
  counter_.now += std::chrono::days(20);  // day 30: the window is over, the first date counts
  const auto resubmit = [&](const SubmitReissue& corrected, std::int64_t version) {
    return refile_reissue(counter_.office(), counter_.now, counter_.applicant(),
                          {.id = id, .version = version, .form = corrected});
  };
  auto bad = form();
  bad.csr = "";
  EXPECT_EQ(answer(resubmit(bad, application.version)), "/csr=csr.no_block");
  EXPECT_EQ(answer(resubmit(form(), application.version - 1)), "record.changed");
  must(counter_.as(counter_.applicant(), [&](Work& work) {
    return save_draft(work, {.name = {.contract = counter_.ev.id, .kind = ApplicationKind::reissue}, .content = "{}"});
  }));
  const auto again = must(resubmit(form(), application.version));
  EXPECT_EQ(counter_.rows("draft"), 0);  // it has served
  EXPECT_EQ(again.state, ApplicationState::accepted);
  EXPECT_EQ(again.filed_at, filed_at);
  EXPECT_NE(again.content_digest, application.content_digest);
  EXPECT_EQ(counter_.tasks(), "review resubmitted\n");
}

// Rules 7.4.6: a request is read for those who may file, and not endlessly; what is refused counts.
TEST_P(Reissue, RequestsAreReadForThoseWhoMayFile) {
  auto broken = form();
  broken.csr = "x";
  const auto attempts = counter_.rows("attempt");
  EXPECT_EQ(answer(file(counter_, counter_.viewer(), broken)), "application.not_allowed");
  EXPECT_EQ(answer(file(counter_, counter_.stranger(), broken)), "contract.not_found");
  EXPECT_EQ(counter_.rows("attempt"), attempts);
  for (int i = 0; i < kCsrsFiledMax; ++i) ASSERT_NE(filed(broken), "csr.too_many_inspections") << i;
  EXPECT_EQ(filed(broken), "csr.too_many_inspections");
  EXPECT_EQ(filed(form()), "csr.too_many_inspections");
  EXPECT_EQ(answer(file(counter_, counter_.approver_user(), form())), "ok");
}

// R79, R88: filed and withdrawn over and over, the registrant's mailbox would be flooded.
TEST_P(Reissue, FilingsOfOneContractAreLimited) {
  for (int i = 0; i < kFilingsPerDayMax; ++i) {
    const auto id = must(file(counter_, form()));
    must(counter_.as(counter_.applicant(), [&](Work& work) {
      return withdraw_application(work, {.id = id, .version = application_of(counter_, id).version});
    }));
  }
  counter_.mails();
  EXPECT_EQ(filed(form()), "application.too_many");
  EXPECT_EQ(counter_.mails(), "");
  counter_.now += std::chrono::days(1);
  EXPECT_EQ(filed(form()), "ok");
}

// R8: what the second user agreed to was another content; whoever corrected it does not agree to it, nor does an agent
// (R124). 受理 keeps its first date.
TEST_P(Reissue, CorrectionNeedsTheOwnApprovalAgain) {
  counter_.demand_second_approval();
  const auto id = must(file(counter_, form()));
  const auto approve_as = [&](const Actor& actor) {
    return answer(counter_.as(actor, [&](Work& work) {
      return approve_own(work, {.id = id, .version = application_of(counter_, id).version});
    }));
  };
  auto agent = counter_.approver_user();
  agent.account = counter_.stranger().account;
  agent.mandates.front().agent = true;
  EXPECT_EQ(approve_as(agent), "application.wrong_role");
  EXPECT_EQ(approve_as(counter_.approver_user()), "ok");
  const auto accepted_at = counter_.now;
  must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return start_review(work, {.id = id, .version = application_of(counter_, id).version});
  }));
  must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return send_back(
        work,
        {.id = id, .version = application_of(counter_, id).version, .customer_text = "CSRを作り直してください。"});
  }));
  counter_.mails();
  counter_.now += std::chrono::hours(1);
  const auto correct_as = [&](const Actor& actor) {
    return must(refile_reissue(counter_.office(), counter_.now, actor,
                               {.id = id, .version = application_of(counter_, id).version, .form = form()}));
  };
  const auto corrected = correct_as(counter_.approver_user());
  EXPECT_EQ(corrected.state, ApplicationState::awaiting_own_approval);
  EXPECT_EQ(corrected.answer_until, counter_.now + std::chrono::days(counter_.policy.correction_days));
  EXPECT_EQ(counter_.tasks(), "");
  EXPECT_EQ(counter_.mails(), "");  // the only approver corrected it
  EXPECT_EQ(approve_as(counter_.approver_user()), "application.needs_second_person");
  auto other = counter_.applicant();
  other.mandates.front().role = MembershipRole::approver;
  EXPECT_EQ(approve_as(other), "ok");  // filed it first, and sees what another made of it
  EXPECT_EQ(application_of(counter_, id).accepted_at, accepted_at);
  EXPECT_EQ(counter_.tasks(), "review resubmitted\n");
}

INSTANTIATE_TEST_SUITE_P(Sql, Reissue, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
