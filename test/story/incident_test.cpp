// Mass revocation (R105; rules 2.5): who is hit, by whose word, and what is left when it is done.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <thread>

#include "job/incidents.h"
#include "store/incident_table.h"
#include "support/each_statement.h"
#include "support/example_incident.h"
#include "support/example_reissue.h"
#include "support/test_database.h"
#include "usecase/change_party.h"
#include "usecase/publish_crl.h"
#include "usecase/replace_contact.h"

namespace madoguchi {
namespace {

class IncidentStory : public testing::TestWithParam<std::string> {
 protected:
  Certificate certificate(const CertificateId& id) const {
    return counter_.read([&](Store& store) { return must(store.certificates.get(id)); });
  }
  std::int64_t count(const std::string& query) const {
    return counter_.read(
        [&](Store& store) { return store.sql.query("SELECT COUNT(*) FROM " + query).front().number(0); });
  }
  std::string hits(const Incident& incident) const {
    std::set<std::string> serials;
    const auto items =
        must(counter_.as(counter_.auditor(), [&](Work& work) { return list_incident_items(work, incident.id, 0); }));
    for (const auto& item : items) serials.insert(std::string(to_text(item.action)) + " " + item.serial);
    std::string text;
    for (const auto& serial : serials) text += serial + "\n";
    return text;
  }
  /// Of an earlier incident.
  void leave_notices_unsent(std::int64_t count) const {
    must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
      for (std::int64_t i = 0; i < count; ++i) {
        queue_mail(work, {.address = "earlier@mail.example.jp", .name = "見本 太郎", .role = "account"},
                   "incident_revoked",
                   {{"count", "1"}, {"serials", ""}, {"reason", ""}, {"revoked_at", ""}, {"incident", ""}});
      }
      return {};
    }));
  }
  void send_one_notice() const {
    must(counter_.as(Actor::the_engine(), [](Work& work) -> Result<void> {
      const auto due = work.store.mails.claim_due(work.now, Seconds(60), 1);
      EXPECT_TRUE(work.store.mails.close(due.at(0).id, store::MailState::sent, "250 ok", work.now));
      return {};
    }));
  }
  std::string approve(const Actor& actor, const Incident& incident, const std::string& digest) const {
    return answer(
        counter_.as(actor, [&](Work& work) { return approve_incident(work, incident.id, incident.version, digest); }));
  }
  ExampleCounter counter_{GetParam()};
};

// R105: the cause decides reason and deadline (BR 4.9.1.1), and each way of saying whom finds its own.
TEST_P(IncidentStory, FindsWhoIsMeantAndChangesNothing) {
  add_copies(counter_, counter_.ev, 3);
  const auto ev = certificate(counter_.ev.certificate), sr = certificate(counter_.sr.certificate);
  const auto other = certificate(counter_.other.certificate);
  const auto certificates = [&] {
    return counter_.read([](Store& store) {
      return store.sql.query("SELECT COUNT(*), COUNT(revoked_at) FROM certificate").front().number(1);
    });
  };
  const auto plan_of = [&](std::vector<Criterion> criteria) {
    return planned_incident(counter_,
                            {.cause = IncidentCause::misuse, .finding = "見本", .criteria = std::move(criteria)});
  };
  const auto by_serial = plan_of({{CriterionKind::serial, sr.serial}, {CriterionKind::spki_sha256, other.spki_sha256}});
  EXPECT_EQ(by_serial.state, IncidentState::planned);
  EXPECT_EQ(by_serial.plan.items, 2);
  EXPECT_EQ(by_serial.plan.customers, 2);
  EXPECT_EQ(by_serial.reason, RevocationReason::privilege_withdrawn);
  EXPECT_EQ(by_serial.deadline_at, counter_.now + std::chrono::days(5));
  EXPECT_GT(by_serial.plan.addresses, 1);
  EXPECT_EQ(by_serial.plan.crl_entries, 2);
  EXPECT_EQ(plan_of({{CriterionKind::dns_name, "www.example.jp"}}).plan.items, 4);
  EXPECT_EQ(plan_of({{CriterionKind::organization, "例示工業株式会社"}}).plan.items, 1);
  EXPECT_EQ(plan_of({{CriterionKind::serial, std::string(32, '0')}}).plan.items, 0);
  const IncidentQuery query{.issued_from = ev.issued_at, .issued_until = ev.issued_at, .product = "ev_2_0"};
  EXPECT_EQ(
      planned_incident(counter_, {.cause = IncidentCause::weak_key, .finding = "見本", .query = query}).deadline_at,
      counter_.now + std::chrono::hours(24));
  EXPECT_EQ(certificates(), 0);
  EXPECT_EQ(counter_.rows("revocation"), 0);
  EXPECT_EQ(counter_.rows("blocked_key"), 0);
  EXPECT_EQ(counter_.mails(), "");
}

// R63, BR 6.1.1.3: whoever else has the key is hit too, and what was revoked for less is tightened (rules 2.4.2).
TEST_P(IncidentStory, ACompromisedKeyTakesAllItsCertificates) {
  const auto twin = counter_.add_certificate(counter_.sr.id, counter_.ev.csr, counter_.now - std::chrono::days(1));
  const auto former = counter_.add_certificate(counter_.sr.id, counter_.ev.csr, counter_.now - std::chrono::days(2));
  must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.certificates.revoke(TRY(work.store.certificates.get(former)), RevocationReason::superseded, work.now,
                                   work.now, {});
    return {};
  }));
  counter_.now += Seconds(60);
  const auto serial = certificate(counter_.ev.certificate).serial;
  const auto planned = planned_incident(
      counter_,
      {.cause = IncidentCause::key_compromise, .finding = "見本", .criteria = {{CriterionKind::serial, serial}}});
  EXPECT_EQ(planned.plan.items, 3);
  EXPECT_NE(hits(planned).find("tighten " + certificate(former).serial), std::string::npos);
  EXPECT_EQ(approve(counter_.revoker(), planned, planned.plan.digest), "ok");
  const auto issuer = certificate(former).issuer;
  store::ChangePosition seen{.number = counter_.read([&](Store& s) { return s.status.newest_change(issuer); }),
                             .serial = "g"};
  job::incidents(counter_.office(), counter_.now);
  const auto changed = counter_.read([&](Store& s) { return s.status.changed_after(issuer, seen, 10); });
  EXPECT_EQ(std::set(changed.begin(), changed.end()),
            (std::set{serial, certificate(twin).serial, certificate(former).serial}))
      << "OCSP would go on with the answers it keeps";
  for (const auto& id : {counter_.ev.certificate, twin, former}) {
    EXPECT_EQ(certificate(id).revocation_reason, RevocationReason::key_compromise);
  }
  EXPECT_LT(*certificate(former).revoked_at, counter_.now) << "the date never moves forward";
  EXPECT_EQ(counter_.rows("revocation"), 3);
  EXPECT_EQ(counter_.rows("blocked_key"), 1);
  EXPECT_EQ(count("event WHERE action IN ('certificate.revoked', 'certificate.tightened')"), 3);
  EXPECT_EQ(incident_at(counter_, planned.id).revoked, 3);
}

// R102: two people, and the second one's word is for exactly the plan that stands.
TEST_P(IncidentStory, OnlyASecondPersonApprovesAndOnlyThatPlan) {
  const OpenIncident command{.cause = IncidentCause::misuse,
                             .finding = "見本",
                             .criteria = {{CriterionKind::serial, certificate(counter_.sr.certificate).serial}}};
  EXPECT_EQ(answer(counter_.as(counter_.caller(), [&](Work& work) { return open_incident(work, command); })),
            "forbidden");
  EXPECT_EQ(answer(counter_.as(counter_.applicant(), [&](Work& work) { return open_incident(work, command); })),
            "forbidden");
  const auto opened = must(counter_.as(counter_.revoker(), [&](Work& work) { return open_incident(work, command); }));
  must(counter_.as(counter_.approver(), [&](Work& work) { return plan_incident(work, opened.id, opened.version); }));
  EXPECT_EQ(approve(counter_.second_revoker(), incident_at(counter_, opened.id), ""), "incident.wrong_state");
  job::incidents(counter_.office(), counter_.now);
  const auto planned = incident_at(counter_, opened.id);
  const auto before = counter_.snapshot();
  const auto& digest = planned.plan.digest;
  EXPECT_EQ(approve(counter_.revoker(), planned, digest), "application.needs_second_person");
  EXPECT_EQ(approve(counter_.approver(), planned, digest), "application.needs_second_person");
  EXPECT_EQ(approve(counter_.reviewer(), planned, digest), "forbidden");
  EXPECT_EQ(approve(counter_.auditor(), planned, digest), "forbidden");
  EXPECT_EQ(approve(counter_.second_revoker(), planned, digest.substr(1) + "0"), "incident.other_plan");
  counter_.now += kPlanLifetimeSeconds + Seconds(1);
  EXPECT_EQ(approve(counter_.second_revoker(), planned, digest), "incident.plan_too_old");
  EXPECT_EQ(counter_.snapshot(), before);
  EXPECT_EQ(job::incidents(counter_.office(), counter_.now), 0);
  must(counter_.as(counter_.approver(), [&](Work& work) { return plan_incident(work, planned.id, planned.version); }));
  job::incidents(counter_.office(), counter_.now);
  const auto again = incident_at(counter_, opened.id);
  EXPECT_NE(again.plan.digest, digest);
  EXPECT_EQ(approve(counter_.second_revoker(), again, digest), "incident.other_plan");
  EXPECT_EQ(approve(counter_.second_revoker(), again, again.plan.digest), "ok");
  EXPECT_EQ(approve(counter_.second_revoker(), again, again.plan.digest), "incident.wrong_state");
}

// R102, R105: who said what more is meant had a hand in the plan, and is not its second person; it stands in the file.
TEST_P(IncidentStory, WhoAddsValuesDoesNotApprove) {
  const auto planned = planned_incident(
      counter_,
      {.cause = IncidentCause::misuse, .finding = "見本", .criteria = {{CriterionKind::dns_name, "shop.example.jp"}}});
  const auto add = [&](const std::vector<Criterion>& values) {
    return counter_.as(counter_.revoker(),
                       [&](Work& work) { return add_to_incident(work, planned.id, planned.version, values); });
  };
  const auto before = counter_.snapshot();
  EXPECT_EQ(answer(add({})), "/criteria=incident.whom_required");
  EXPECT_EQ(counter_.snapshot(), before);
  const auto more = must(add({{CriterionKind::dns_name, "www.example.com"}}));
  EXPECT_EQ(count("event WHERE action = 'incident.values_added' AND subject_id = '" + planned.id.value +
                  "' AND body LIKE '%\"values\":1%' AND body LIKE '%\"values_digest\":\"%' AND body NOT LIKE "
                  "'%example.com%'"),
            1);
  must(counter_.as(counter_.reviewer(), [&](Work& work) { return plan_incident(work, more.id, more.version); }));
  job::incidents(counter_.office(), counter_.now);
  const auto again = incident_at(counter_, planned.id);
  EXPECT_EQ(again.plan.items, 2);
  EXPECT_EQ(approve(counter_.revoker(), again, again.plan.digest), "incident.own_values");
  const auto seen = must(counter_.as(counter_.revoker(), [&](Work& work) { return view_incident(work, again.id); }));
  const auto can = std::ranges::find(seen.can, "approve", &Can::action);
  EXPECT_FALSE(can->allowed);
  EXPECT_EQ(can->reason, "incident.own_values");
  EXPECT_EQ(approve(counter_.second_revoker(), again, again.plan.digest), "ok");
}

// One that cannot go on stops no other, the desk hears of it by the job's alarm, and it goes on once it can.
TEST_P(IncidentStory, AStuckOneStopsNoOther) {
  const auto good = approved_incident(counter_);
  const IncidentQuery query{.issued_from = counter_.now - std::chrono::days(365), .issued_until = counter_.now};
  const auto bad = must(counter_.as(counter_.reviewer(), [&](Work& work) {
    return open_incident(work, {.cause = IncidentCause::misuse, .finding = "見本", .query = query});
  }));
  must(counter_.as(counter_.reviewer(), [&](Work& work) { return plan_incident(work, bad.id, bad.version); }));
  const auto set_cursor = [&](const std::string& cursor) {
    counter_.read([&](Store& store) {
      return store.sql.execute(
          "UPDATE incident SET opened_at = 0, plan_stage = 'query', plan_cursor = $1 WHERE id = $2", {cursor, bad.id});
    });
  };
  set_cursor("damaged");  // it is the oldest, and each of its steps throws
  job::StuckIncidents stuck;
  EXPECT_THROW(job::incidents(counter_.office(), counter_.now, stuck), Failure);
  EXPECT_EQ(incident_at(counter_, good).state, IncidentState::executed);
  EXPECT_EQ(incident_at(counter_, bad.id).state, IncidentState::planning);
  set_cursor("");
  EXPECT_THROW(job::incidents(counter_.office(), counter_.now, stuck), Failure) << "it rests";
  EXPECT_EQ(incident_at(counter_, bad.id).state, IncidentState::planning);
  counter_.now += job::kStuckRestMin;
  EXPECT_GT(job::incidents(counter_.office(), counter_.now, stuck), 0);
  EXPECT_EQ(incident_at(counter_, bad.id).state, IncidentState::planned);
  EXPECT_EQ(stuck.count(), 0U);
}

TEST_P(IncidentStory, RefusesWhatCannotBeMeant) {
  const auto open = [&](OpenIncident command) {
    return answer(counter_.as(counter_.reviewer(), [&](Work& work) { return open_incident(work, command); }));
  };
  const auto before = counter_.snapshot();
  EXPECT_EQ(open({.finding = "見本"}), "/criteria=incident.whom_required");
  EXPECT_EQ(open({.finding = "", .criteria = {{CriterionKind::dns_name, "a.example"}}}), "/finding=input.required");
  EXPECT_EQ(open({.finding = "見本", .known_since = counter_.now + Seconds(1)}),
            "/known_since=revocation.known_in_future");
  EXPECT_EQ(open({.finding = "見本", .criteria = {{CriterionKind::serial, "4D"}}}),
            "/criteria/0=incident.bad_criterion");
  EXPECT_EQ(open({.finding = "見本", .criteria = std::vector<Criterion>(kCriteriaAtOnceMax + 1)}),
            "/criteria=incident.too_many_criteria");
  const IncidentQuery backwards{.issued_from = counter_.now, .issued_until = counter_.now - Seconds(1)};
  EXPECT_EQ(open({.finding = "見本", .query = backwards}), "/query/issued_until=incident.bad_period");
  const IncidentQuery unknown{.issued_from = counter_.now, .issued_until = counter_.now, .product = "none"};
  EXPECT_EQ(open({.finding = "見本", .query = unknown}), "/query/product=input.not_a_choice");
  EXPECT_EQ(counter_.snapshot(), before);
}

// R105, R57, R74: all of it: results, lists, one mail for each address, the calendar, the count, the published end.
TEST_P(IncidentStory, IsCarriedOutToItsEnd) {
  const auto copies = add_copies(counter_, counter_.ev, 30);
  add_copies(counter_, counter_.other, 5);
  const auto id = approved_incident(counter_);
  must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {  // meanwhile, by another way
    work.store.certificates.revoke(TRY(work.store.certificates.get(copies[7])), RevocationReason::superseded, work.now,
                                   work.now, {});
    return {};
  }));
  counter_.now += Seconds(1);
  job::incidents(counter_.office(), counter_.now, 2, 10);
  const auto halfway = incident_at(counter_, id);
  EXPECT_EQ(halfway.next_position, 21);
  EXPECT_EQ(time_left(halfway, counter_.now), Seconds(1));
  leave_notices_unsent(kNoticesAtOnce + 1);
  const auto run = [&] {
    while (job::incidents(counter_.office(), counter_.now, 10, 10) > 0) continue;
    return incident_at(counter_, id);
  };
  auto incident = run();
  EXPECT_EQ(incident.state, IncidentState::executed);
  EXPECT_EQ(incident.notices_queued, 0) << "a relay that does not keep up is buried";
  send_one_notice();
  incident = run();
  EXPECT_EQ(incident.plan.items, 38);
  EXPECT_EQ(incident.revoked, 37);
  EXPECT_EQ(incident.skipped, 1);
  EXPECT_EQ(count("incident_item WHERE result = 'revoked_before'"), 1);
  const auto skipped = must(counter_.as(
      counter_.auditor(), [&](Work& work) { return list_incident_items(work, id, 0, IncidentItems::skipped); }));
  ASSERT_EQ(skipped.size(), 1U);
  EXPECT_EQ(skipped.front().result, ItemResult::revoked_before);
  EXPECT_EQ(counter_.rows("revocation"), 38);
  EXPECT_EQ(count("event WHERE action = 'certificate.revoked'"), 37);
  EXPECT_EQ(incident.notices_queued, incident.plan.addresses);
  std::set<std::string> addresses;
  for (const auto& mail : counter_.all_mails()) {
    if (mail.mail_template != "incident_revoked" || mail.to_role == "account") continue;
    EXPECT_TRUE(addresses.insert(mail.to_address).second) << mail.to_address;
  }
  EXPECT_EQ(std::ssize(addresses), incident.plan.addresses);
  EXPECT_FALSE(incident.published_at);
  auto authority = counter_.authority();
  authority.issuer.crl_shards = 4;
  EXPECT_GE(publish_crls(counter_.office(), authority, counter_.clock()), 5);
  job::incidents(counter_.office(), counter_.now);
  incident = incident_at(counter_, id);
  EXPECT_EQ(incident.state, IncidentState::done);
  EXPECT_EQ(incident.published_at, counter_.now);
  EXPECT_TRUE(counter_.read([&](Store& store) { return store::IncidentTable(store.sql).hits(copies[0]); }));
}

// R33, R105: a corporation that got another name is found by what its certificates say, those from before by the old
// one.
TEST_P(IncidentStory, NamesAreThoseOfTheCertificates) {
  const std::string before = "例示工業株式会社", after = "例示工業ホールディングス株式会社";
  counter_.now += Seconds(60);
  must(counter_.as(counter_.reviewer(), [&](Work& work) -> Result<void> {
    const auto contract = TRY(work.store.contracts.get(counter_.other.id));
    const auto evidence = work.store.evidence.youngest(contract.id, "organization_identity", work.now).value();
    TRY(change_party(
        work, {.contract = contract.id, .version = contract.version, .organization = after, .evidence = evidence.id}));
    return {};
  }));
  counter_.now += Seconds(60);
  counter_.add_certificate(counter_.other.id, counter_.csr_for(counter_.other.id), counter_.now);
  const auto expect_each_by_its_name = [&] {
    for (const auto& name : {before, after}) {
      const auto planned = planned_incident(
          counter_,
          {.cause = IncidentCause::misuse, .finding = "見本", .criteria = {{CriterionKind::organization, name}}});
      EXPECT_EQ(planned.plan.items, 1) << name;
      EXPECT_EQ(hits(planned).find(certificate(counter_.other.certificate).serial) != std::string::npos,
                name == before);
    }
  };
  expect_each_by_its_name();
  // A database from before certificates kept it (migration 0013).
  std::ifstream file(migrations_folder() + "/0013_certificate_organization.sql");
  const std::string migration(std::istreambuf_iterator<char>(file), {});
  counter_.read([&](Store& store) {
    store.sql.script("DROP INDEX certificate_organization; ALTER TABLE certificate DROP COLUMN organization");
    store.sql.script(migration);
    return 0;
  });
  expect_each_by_its_name();
}

// R105: contacts that change between revocation and mail. An address is told while it stands for anything that was hit,
// whoever takes a contact's place is told, and what was tightened is named as what was revoked.
TEST_P(IncidentStory, TellsWhoIsContactWhenTheMailIsQueued) {
  const auto is_first = counter_.ev.id.value < counter_.sr.id.value;
  const auto &leaves = is_first ? counter_.ev : counter_.sr, &stays = is_first ? counter_.sr : counter_.ev;
  const auto set = [&](const ContractId& contract, ContactRole role, const std::string& mail) {
    must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
      const auto before = work.store.contacts.current(contract, role).value();
      auto after = before;
      after.mail = mail;
      TRY(replace_contact(work, before, after));
      return {};
    }));
  };
  set(leaves.id, ContactRole::registrant, "Shared@example.jp");
  set(stays.id, ContactRole::registrant, "shared@example.jp");
  set(counter_.other.id, ContactRole::technical, "leaves@example.com");
  must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.certificates.revoke(TRY(work.store.certificates.get(stays.certificate)), RevocationReason::superseded,
                                   work.now, work.now, {});
    return {};
  }));
  counter_.now += Seconds(60);
  const auto id = approved_incident(counter_, IncidentCause::key_compromise);
  ASSERT_EQ(job::incidents(counter_.office(), counter_.now, 1), 3);
  counter_.now += Seconds(60);
  set(leaves.id, ContactRole::registrant, "new@example.jp");
  set(counter_.other.id, ContactRole::technical, "comes@example.com");
  while (job::incidents(counter_.office(), counter_.now) > 0) counter_.now += kNoticesRestSeconds;
  std::map<std::string, std::string> told;
  for (const auto& mail : counter_.all_mails()) {
    if (mail.mail_template != "incident_revoked") continue;
    EXPECT_TRUE(told.emplace(mail.to_address, mail.body.value()).second) << mail.to_address;
  }
  EXPECT_NE(told["shared@example.jp"].find(certificate(stays.certificate).serial), std::string::npos)
      << told["shared@example.jp"];
  EXPECT_EQ(told["shared@example.jp"].find(certificate(leaves.certificate).serial), std::string::npos);
  EXPECT_NE(told["new@example.jp"].find(certificate(leaves.certificate).serial), std::string::npos);
  EXPECT_NE(told["comes@example.com"].find(certificate(counter_.other.certificate).serial), std::string::npos);
  EXPECT_FALSE(told.contains("leaves@example.com"));
  EXPECT_EQ(count("event WHERE action = 'incident.address_replaced'"), 1);
  EXPECT_EQ(incident_at(counter_, id).notices_queued, std::ssize(told));
  EXPECT_TRUE(incident_at(counter_, id).notices_done_at);
}

// Two nodes at once: no certificate twice, none left out.
TEST_P(IncidentStory, ConcurrentNodesRevokeEachOnce) {
  add_copies(counter_, counter_.ev, 200);
  const auto id = approved_incident(counter_);
  const auto node = [&] {
    for (int turn = 0; turn < 1000 && incident_at(counter_, id).state == IncidentState::approved; ++turn) {
      job::incidents(counter_.office(), counter_.now, 1, 3);
    }
  };
  std::thread one(node), two(node);
  one.join();
  two.join();
  const auto incident = incident_at(counter_, id);
  EXPECT_EQ(incident.revoked, 203);
  EXPECT_EQ(counter_.rows("revocation"), 203);
  EXPECT_EQ(count("event WHERE action = 'certificate.revoked'"), 203);
  EXPECT_EQ(count("incident_item WHERE result <> 'revoked'"), 0);
}
INSTANTIATE_TEST_SUITE_P(Sql, IncidentStory, testing::Values("sqlite", "postgres"));

class AtomicIncident : public testing::TestWithParam<FailingCase> {};

// House rule 10: each statement of a batch failing, before and after it.
TEST_P(AtomicIncident, ABatchIsAllOrNothing) {
  ExampleCounter counter(GetParam().backend);
  add_copies(counter, counter.ev, 3);
  const auto id = approved_incident(counter, IncidentCause::key_compromise);
  const auto batch = [&](Work& work) { return run_incident_batch(work, id, 100); };
  const auto tried = fail_each_statement(counter, Actor::the_engine(), GetParam().strike, batch);
  EXPECT_GT(tried.failed, 12);
  EXPECT_EQ(counter.rows("revocation"), 6);
  EXPECT_EQ(must(counter.as(Actor::the_engine(), batch)), 0);
  EXPECT_EQ(counter.rows("revocation"), 6);
}
INSTANTIATE_TEST_SUITE_P(Sql, AtomicIncident, testing::ValuesIn(kFailingCases), name_of);

}  // namespace
}  // namespace madoguchi
