#include <gtest/gtest.h>

#include <algorithm>

#include "support/example_api.h"
#include "usecase/change_address.h"
#include "usecase/checklist.h"
#include "usecase/dispute_hold.h"
#include "usecase/list_evidence.h"
#include "usecase/reissue_grant.h"
#include "usecase/review_application.h"
#include "usecase/submit_reissue.h"
#include "usecase/verified_number.h"

namespace madoguchi {
namespace {

const std::string kSha256(64, 'a');

/// What the desk does with one contract: grants, holds, numbers, evidence (R54, R55, R103, R119, R122, R123).
class DeskContractStory : public testing::TestWithParam<const char*> {
 protected:
  SubmitReissue form(const ExampleContract& contract, const ExampleCsr& csr) {
    return {.contract = contract.id,
            .old_certificate = contract.certificate,
            .reason = ReissueReason::server_failure,
            .old_certificate_end = OldCertificateEnd::immediate,
            .csr = csr.pem,
            .agreement = ShownAgreement{.version = counter_.policy.agreement.version,
                                        .text_sha256 = counter_.policy.agreement.text_sha256}};
  }
  Result<ApplicationId> file(const Actor& actor, const ExampleContract& contract) {
    const auto csr = counter_.csr_for(contract.id);
    return file_reissue(counter_.office(), counter_.now, actor, form(contract, csr), "key " + std::to_string(++filed_));
  }
  auto grant(const Actor& actor, const ContractId& contract, const std::string& reason = "電話での依頼") {
    return counter_.as(actor,
                       [&](Work& work) { return open_reissue_grant(work, {.contract = contract, .reason = reason}); });
  }
  auto hold(const Actor& actor) {
    return counter_.as(actor, [&](Work& work) {
      return place_hold(work, {.contract = counter_.ev.id, .reason = "本社と支店の主張が食い違う"});
    });
  }
  auto propose(const Actor& actor, const DisputeHold& hold, const std::string& sha256 = kSha256) {
    return counter_.as(actor, [&](Work& work) {
      return propose_lift(
          work, {.id = hold.id, .version = hold.version, .document = "代表者の念書", .document_sha256 = sha256});
    });
  }
  auto decide(const Actor& actor, const DisputeHold& hold, bool agreed = true) {
    return counter_.as(actor, [&](Work& work) {
      return decide_lift(work, {.id = hold.id, .version = hold.version, .agreed = agreed});
    });
  }
  auto number(const Actor& actor, const AddVerifiedNumber& command) {
    return counter_.as(actor, [&](Work& work) { return add_verified_number(work, command); });
  }
  AddVerifiedNumber found(NumberSubject subject, const std::string& phone) {
    return {.contract = counter_.ev.id,
            .subject = subject,
            .phone = phone,
            .source = NumberSource::independent_directory,
            .found_in = "電話帳データベース"};
  }

  ExampleCounter counter_{GetParam()};
  int filed_ = 0;
};

// R54, R55: outside the window a reissue of SR 3.0 needs a grant of the desk, good once, for 30 days.
TEST_P(DeskContractStory, AGrantOpensOneReissueOutsideTheWindow) {
  counter_.now += std::chrono::days(40);
  EXPECT_EQ(answer(file(counter_.applicant(), counter_.sr)), "reissue.window_over_contact_us");
  for (const auto& actor : {counter_.approver(), counter_.caller(), counter_.revoker(), counter_.administrator(),
                            counter_.auditor(), counter_.applicant()}) {
    EXPECT_EQ(answer(grant(actor, counter_.sr.id)), "forbidden");
  }
  EXPECT_EQ(answer(grant(counter_.reception(), counter_.sr.id, " ")), "/reason=input.required");
  EXPECT_EQ(answer(grant(counter_.reception(), counter_.ev.id)), "grant.new_application_instead") << "R53";
  EXPECT_EQ(counter_.mails(), "");
  const auto opened = must(grant(counter_.reception(), counter_.sr.id));
  EXPECT_EQ(counter_.mails(), "grant_opened -> registrant\ngrant_opened -> technical\n");
  EXPECT_EQ(answer(grant(counter_.reviewer(), counter_.sr.id)), "grant.already_open");
  EXPECT_EQ(answer(file(counter_.applicant(), counter_.sr)), "ok");
  EXPECT_EQ(opened.expires_at, counter_.now + std::chrono::days(30));
}

TEST_P(DeskContractStory, AGrantEndsWithItsTimeOrWhenTakenBack) {
  counter_.now += std::chrono::days(40);
  const auto first = must(grant(counter_.reception(), counter_.sr.id));
  counter_.now = first.expires_at;
  EXPECT_EQ(answer(file(counter_.applicant(), counter_.sr)), "reissue.window_over_contact_us");
  const auto second = must(grant(counter_.reviewer(), counter_.sr.id));
  const auto close = [&](const Actor& actor, const ReissueGrantId& id) {
    return answer(counter_.as(actor, [&](Work& work) { return close_reissue_grant(work, counter_.sr.id, id); }));
  };
  EXPECT_EQ(close(counter_.auditor(), second.id), "forbidden");
  EXPECT_EQ(close(counter_.reception(), first.id), "grant.closed");
  EXPECT_EQ(close(counter_.reception(), ReissueGrantId{"x"}), "grant.not_found");
  EXPECT_EQ(close(counter_.reception(), second.id), "ok");
  EXPECT_EQ(close(counter_.reception(), second.id), "grant.closed");
  EXPECT_EQ(answer(file(counter_.applicant(), counter_.sr)), "reissue.window_over_contact_us");
  const auto all =
      must(counter_.as(counter_.auditor(), [&](Work& work) { return list_reissue_grants(work, counter_.sr.id); }));
  ASSERT_EQ(all.grants.size(), 2U);
  EXPECT_EQ(all.grants.front().grant.id, second.id);
}

// R122: a hold freezes issue and the address for codes; the clock of a revocation is no matter of it. Two people lift.
TEST_P(DeskContractStory, AHoldFreezesUntilTwoPeopleLiftIt) {
  EXPECT_EQ(answer(hold(counter_.auditor())), "forbidden");
  EXPECT_EQ(answer(hold(counter_.administrator())), "forbidden");
  EXPECT_EQ(answer(hold(counter_.applicant())), "forbidden");
  auto placed = must(hold(counter_.caller()));
  EXPECT_EQ(answer(hold(counter_.reviewer())), "hold.already_placed");
  EXPECT_EQ(answer(file(counter_.applicant(), counter_.ev)), "reissue.disputed");
  EXPECT_EQ(answer(file(counter_.applicant(), counter_.sr)), "ok") << "another contract of the customer goes on";
  const auto address = MailAddress::parse("new@login.example.jp").value();
  EXPECT_EQ(answer(counter_.as(counter_.applicant(),
                               [&](Work& work) {
                                 return request_address_change(work, {.new_address = address, .client = "192.0.2.1"});
                               })),
            "account.disputed");
  EXPECT_EQ(answer(grant(counter_.reception(), counter_.ev.id)), "grant.new_application_instead");

  EXPECT_EQ(answer(decide(counter_.approver(), placed)), "hold.no_proposal");
  EXPECT_EQ(answer(propose(counter_.caller(), placed)), "forbidden");
  EXPECT_EQ(answer(propose(counter_.reviewer(), placed, "abc")), "/document_sha256=evidence.bad_digest");
  auto proposed = must(propose(counter_.reviewer(), placed));
  EXPECT_EQ(answer(propose(counter_.approver(), placed)), "record.changed");
  EXPECT_EQ(answer(propose(counter_.approver(), proposed)), "hold.lift_already_proposed");
  EXPECT_EQ(answer(decide(counter_.reviewer(), proposed)), "application.needs_second_person");
  EXPECT_EQ(answer(file(counter_.applicant(), counter_.ev)), "reissue.disputed");
  const auto returned = must(decide(counter_.approver(), proposed, false));
  EXPECT_FALSE(returned.lift_document);
  proposed = must(propose(counter_.reviewer(), returned));
  const auto lifted = must(decide(counter_.approver(), proposed));
  EXPECT_EQ(lifted.lifted_by, counter_.approver().officer);
  EXPECT_EQ(lifted.lift_document, kSha256 + " 代表者の念書");
  EXPECT_EQ(answer(decide(counter_.second_approver(), lifted)), "hold.lifted");
  EXPECT_EQ(answer(file(counter_.applicant(), counter_.ev)), "ok");
  std::string actions;
  for (const auto& event : counter_.read([&](Store& store) { return store.events.of_subject(placed.id.value, 10); })) {
    actions = event.action + "\n" + actions;
  }
  EXPECT_EQ(std::ranges::count(actions, '\n'), 5);
}

// R119: where a number was found, by whom; the applicant's word is no source, and whoever calls has no hand in it.
TEST_P(DeskContractStory, NumbersComeFromSourcesOfTheirOwn) {
  auto ours = found(NumberSubject::organization, "03-0000-2000");
  for (const auto& actor : {counter_.reception(), counter_.approver(), counter_.caller(), counter_.administrator(),
                            counter_.auditor(), counter_.applicant()}) {
    EXPECT_EQ(answer(number(actor, ours)), "forbidden");
  }
  auto both = counter_.reviewer();
  both.roles.push_back(Role::caller);
  EXPECT_EQ(answer(number(both, ours)), "number.caller_may_not") << "R102";
  ours.found_in = "";
  EXPECT_EQ(answer(number(counter_.reviewer(), ours)), "/found_in=input.required");
  ours.found_in = "番号案内";
  const auto added = must(number(counter_.reviewer(), ours));
  EXPECT_EQ(added.phone, "+81300002000");
  EXPECT_EQ(added.source, "independent_directory: 番号案内");
  EXPECT_EQ(added.verified_by, *counter_.reviewer().officer);
  EXPECT_EQ(answer(number(counter_.reviewer(), ours)), "/phone=number.already_on_file");
  EXPECT_EQ(answer(number(counter_.reviewer(), found(NumberSubject::registrant, "090-1000-0000"))),
            "/phone=contact.registrant_no_mobile")
      << "R39";
  EXPECT_EQ(answer(number(counter_.reviewer(), found(NumberSubject::registrant, "0990-000000"))).substr(0, 7),
            "/phone=");
  auto asked = found(NumberSubject::organization, "03-0000-2001");
  asked.source = NumberSource::through_main_number;
  EXPECT_EQ(answer(number(counter_.reviewer(), asked)), "/source=number.no_main_number") << "itself";
  asked.subject = NumberSubject::registrant;
  EXPECT_EQ(answer(number(counter_.reviewer(), asked)), "ok");
}

// R40, R80: what is put on file after a request was received never confirms it; what ended after it still does.
TEST_P(DeskContractStory, ANumberConfirmsOnlyWhatCameAfterIt) {
  const Time received_at = counter_.now;
  const auto late = must(number(counter_.reviewer(), found(NumberSubject::registrant, "03-0000-3000")));
  EXPECT_FALSE(stood_on_file(late, received_at));
  counter_.now += Seconds(1);
  EXPECT_TRUE(stood_on_file(late, counter_.now));
  const auto end = [&](const Actor& actor, const ContractId& contract, const VerifiedNumberId& id) {
    return answer(counter_.as(actor, [&](Work& work) { return end_verified_number(work, contract, id); }));
  };
  EXPECT_EQ(end(counter_.caller(), counter_.ev.id, counter_.ev.registrant_number), "forbidden");
  EXPECT_EQ(end(counter_.reviewer(), counter_.sr.id, counter_.ev.registrant_number), "number.not_found");
  EXPECT_EQ(end(counter_.reviewer(), counter_.ev.id, counter_.ev.registrant_number), "ok");
  EXPECT_EQ(end(counter_.reviewer(), counter_.ev.id, counter_.ev.registrant_number), "number.ended");
  const auto ended =
      must(counter_.read([&](Store& store) { return store.contacts.number(counter_.ev.registrant_number); }));
  EXPECT_TRUE(stood_on_file(ended, received_at));
  counter_.now += Seconds(1);
  EXPECT_FALSE(stood_on_file(ended, counter_.now));
}

// R123: with its source, time and age limit; the approver sees in advance what will not last until the issue.
TEST_P(DeskContractStory, EvidenceTellsItsAgeAndItsEndInAdvance) {
  const auto list = [&] {
    return must(counter_.as(counter_.approver(), [&](Work& work) { return list_evidence(work, counter_.ev.id); }))
        .evidence;
  };
  const auto before = list().size();
  const auto add = [&](const Actor& actor, AddEvidence command) {
    command.contract = counter_.ev.id;
    return counter_.as(actor, [&](Work& work) { return add_evidence(work, command); });
  };
  EXPECT_EQ(answer(add(counter_.auditor(), {.kind = "authority", .source = "x"})), "forbidden");
  EXPECT_EQ(answer(add(counter_.approver(), {.kind = "authority", .source = "x"})), "forbidden") << "four eyes (R102)";
  EXPECT_EQ(answer(add(counter_.reviewer(), {.kind = "hearsay", .source = "x"})), "/kind=evidence.no_such_kind");
  EXPECT_EQ(answer(add(counter_.reviewer(), {.kind = "authority", .source = ""})), "/source=input.required");
  EXPECT_EQ(
      answer(add(counter_.reviewer(), {.kind = "authority", .source = "x", .collected_at = counter_.now + Seconds(1)})),
      "/collected_at=evidence.in_future");
  const auto id = must(add(
      counter_.reviewer(),
      {.kind = "contact_verification", .source = "本社代表電話", .collected_at = counter_.now - std::chrono::days(2)}));
  const auto view_now = [&] {
    const auto all = list();
    return *std::ranges::find(all, id, [](const EvidenceView& one) { return one.evidence.id; });
  };
  ASSERT_EQ(list().size(), before + 1);
  const auto view = view_now();
  EXPECT_EQ(view.evidence.valid_until, view.evidence.collected_at + std::chrono::days(30)) << "never longer";
  EXPECT_EQ(view.age_days, 2);
  EXPECT_EQ(view.collected_by, "審査 一");
  EXPECT_TRUE(view.good);
  EXPECT_FALSE(view.expires_before_issue);
  counter_.now = view.evidence.valid_until - std::chrono::hours(1);
  EXPECT_TRUE(view_now().good);
  EXPECT_TRUE(view_now().expires_before_issue);
  counter_.now += std::chrono::hours(1);
  EXPECT_FALSE(view_now().good);
  EXPECT_FALSE(view_now().expires_before_issue);
}

// R127: foresight by the calendar: Friday's work is issued by the end of Monday, or of the first working day after it.
TEST_P(DeskContractStory, TheExpectedIssueSkipsWeekendsAndHolidays) {
  const auto expected = [&](const char* now) {
    return format_jst(expected_issue_at(counter_.policy.calendar, parse_utc(now).value()));
  };
  EXPECT_EQ(expected("2026-09-01T01:00:00Z"), "2026-09-02 17:00 JST");
  EXPECT_EQ(expected("2026-09-04T01:00:00Z"), "2026-09-07 17:00 JST") << "Friday";
  EXPECT_EQ(expected("2026-09-18T01:00:00Z"), "2026-09-24 17:00 JST") << "three holidays in a row";
}

TEST_P(DeskContractStory, OverHttp) {
  test::ExampleApi api(counter_);
  const auto base = "/api/v1/contracts/" + counter_.sr.id.value;
  const auto reason = CanonicalJson().text("reason", "電話での依頼").print();
  counter_.now += std::chrono::days(40);
  // Grants
  EXPECT_EQ(api.post(counter_.reception(), base + "/grants", reason).code(), "http.idempotency_key_required");
  const http::Headers key = {{"Idempotency-Key", "k1"}};
  const auto made = api.post(counter_.reception(), base + "/grants", reason, key);
  EXPECT_EQ(made.status, 201);
  EXPECT_EQ(api.post(counter_.reception(), base + "/grants", reason, key).text("/id"), made.text("/id")) << "R96";
  const auto grants = api.get(counter_.reception(), base + "/grants");
  EXPECT_EQ(grants.size("/grants"), 1U);
  EXPECT_EQ(grants.text("/can/0/reason"), "grant.already_open");
  const auto close = base + "/grants/" + made.text("/id") + "/close";
  EXPECT_EQ(api.post(counter_.reception(), close, "").told(), "204");
  EXPECT_EQ(api.post(counter_.reception(), close, "").told(), "409 grant.closed");
  EXPECT_EQ(api.get(counter_.reception(), base + "/grants").text("/grants/0/can/0/reason"), "grant.closed");
  // Holds
  const auto held = api.post(counter_.reception(), base + "/holds", reason);
  EXPECT_EQ(held.status, 201);
  EXPECT_EQ(api.post(counter_.reception(), base + "/holds", reason).told(), "409 hold.already_placed");
  EXPECT_EQ(api.get(counter_.reception(), base + "/holds").text("/can/0/reason"), "hold.already_placed");
  const auto hold_path = "/api/v1/holds/" + held.text("/id");
  const auto document = CanonicalJson().text("document", "代表者の念書").text("document_sha256", kSha256).print();
  EXPECT_EQ(api.post(counter_.reviewer(), hold_path + "/propose-lift", document).status, 428);
  const auto proposed = api.post(counter_.reviewer(), hold_path + "/propose-lift", document, {{"If-Match", held.etag}});
  EXPECT_EQ(proposed.status, 200);
  EXPECT_EQ(api.post(counter_.approver(), hold_path + "/lift", "", {{"If-Match", held.etag}}).told(),
            "412 record.changed");
  const auto returned = api.post(counter_.approver(), hold_path + "/return-lift", "", {{"If-Match", proposed.etag}});
  EXPECT_EQ(returned.status, 200);
  const auto again =
      api.post(counter_.reviewer(), hold_path + "/propose-lift", document, {{"If-Match", returned.etag}});
  EXPECT_EQ(api.post(counter_.reviewer(), hold_path + "/lift", "", {{"If-Match", again.etag}}).told(),
            "403 application.needs_second_person");
  EXPECT_EQ(api.post(counter_.approver(), hold_path + "/lift", "", {{"If-Match", again.etag}}).status, 200);
  EXPECT_EQ(api.get(counter_.auditor(), base + "/holds").size("/holds"), 1U);
  // Numbers
  const auto number = [](const std::string& source) {
    return CanonicalJson()
        .text("subject", "organization")
        .text("phone", "03-0000-4000")
        .text("source", source)
        .text("found_in", "番号案内")
        .print();
  };
  EXPECT_EQ(api.post(counter_.reviewer(), base + "/numbers", number("applicant_said"), key).told(),
            "400 input.invalid /source=json.not_a_choice");
  const auto on_file = api.post(counter_.reviewer(), base + "/numbers", number("government_registry"), key);
  EXPECT_EQ(on_file.status, 201);
  EXPECT_EQ(api.get(counter_.caller(), base + "/numbers").size("/numbers"), 4U);
  EXPECT_EQ(api.get(counter_.auditor(), base + "/numbers").told(), "403 forbidden") << "R117";
  EXPECT_EQ(api.post(counter_.reviewer(), base + "/numbers/" + on_file.text("/id") + "/end", "").status, 204);
  EXPECT_EQ(api.post(counter_.reviewer(), base + "/numbers/" + on_file.text("/id") + "/end", "").told(),
            "409 number.ended");
  // Evidence
  const auto evidence = CanonicalJson().text("kind", "authority").text("source", "本社代表電話").print();
  EXPECT_EQ(api.post(counter_.reviewer(), base + "/evidence", evidence, {{"Idempotency-Key", "k2"}}).status, 201);
  EXPECT_TRUE(api.get(counter_.approver(), base + "/evidence").has("/evidence/0/collected_by/name"));
  // The checklist of a review
  const auto application = must(file(counter_.reception(), counter_.sr));
  const auto checklist = "/api/v1/applications/" + application.value + "/checklist";
  const auto before = api.get(counter_.reviewer(), checklist);
  EXPECT_EQ(before.size("/items"), 3U);
  EXPECT_EQ(before.text("/can/0/reason"), "application.not_under_review");
  const auto tick = CanonicalJson().text("item", "request_matches_contract").print();
  const auto post = [&](const std::string& verb, const std::string& etag) {
    return api.post(counter_.reviewer(), checklist + "/" + verb, tick, {{"If-Match", etag}});
  };
  EXPECT_EQ(post("tick", before.etag).told(), "409 application.not_under_review");
  EXPECT_EQ(post("untick", before.etag).told(), "409 application.not_under_review");
  must(counter_.as(counter_.reviewer(), [&](Work& work) {
    const auto version = must(work.store.applications.get(application)).version;
    return start_review(work, {.id = application, .version = version});
  }));
  EXPECT_EQ(post("tick", before.etag).told(), "412 record.changed") << "R23: it may say something else by now";
  const auto under_review = api.get(counter_.reviewer(), checklist);
  EXPECT_EQ(under_review.text("/can/0/reason"), "");
  const auto ticked = post("tick", under_review.etag);
  EXPECT_EQ(ticked.etag, under_review.etag) << "a tick is no other content: nobody else's screen is stale by it";
  EXPECT_EQ(post("untick", before.etag).told(), "412 record.changed");
  EXPECT_EQ(post("untick", ticked.etag).status, 200);
}

INSTANTIATE_TEST_SUITE_P(Sql, DeskContractStory, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
