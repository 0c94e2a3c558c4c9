// The 24 hours: marks, two officers, the machine's decision, what is late (R16, R83, R102, R118, R121).
#include <gtest/gtest.h>

#include "job/watch_deadlines.h"
#include "support/failing_connection.h"
#include "support/revocation_story.h"
#include "usecase/execute_revocation.h"
#include "usecase/publish_crl.h"

namespace madoguchi {
namespace {

class Deadline : public RevocationStory {
 protected:
  int watch() const { return job::watch_deadlines(counter_.office(), counter_.now); }
  int watch_quietly() const {  // the second look at the same time finds nothing
    const int changed = watch();
    EXPECT_EQ(watch(), 0);
    return changed;
  }
  std::int64_t escalation() const {
    return counter_.read([](Store& store) { return store.tasks.open({}, 10).front().escalation; });
  }
  std::int64_t events(const std::string& action) const {
    auto connection = counter_.office().pool.lend();
    return connection->query("SELECT COUNT(*) FROM event WHERE action = $1", {action}).front().number(0);
  }
  Result<Application> send_back(const ApplicationId& id, const Actor& actor) const {
    return counter_.as(actor, [&](Work& work) {
      return return_decision(work, {.application = id, .version = application_of(id).version});
    });
  }
};

// R83: marks at 8, 16, 20 and 22 hours, each told once.
TEST_P(Deadline, TellsEachMarkOnce) {
  must(file(wish()));
  const auto received = counter_.now;
  std::int64_t mark = 0;
  for (const int hours : {8, 16, 20, 22}) {
    counter_.now = received + Seconds(hours * 3600 - 1);
    EXPECT_EQ(watch_quietly(), 0) << hours;
    counter_.now += Seconds(1);
    EXPECT_EQ(watch_quietly(), 1) << hours;
    EXPECT_EQ(escalation(), ++mark);
  }
  EXPECT_EQ(events("deadline.escalated"), 4);
  EXPECT_TRUE(is_live());
}

// R83, R102: from 22 h on two officers; they must be two; what they agree on is carried out.
TEST_P(Deadline, TwoOfficersMustBeTwo) {
  const auto id = must(file(wish()));
  counter_.now += std::chrono::hours(22) - Seconds(1);
  EXPECT_EQ(answer(propose(id, RevocationDecision::revoke, counter_.revoker())), "revocation.two_officers_later");
  counter_.now += Seconds(1);
  EXPECT_EQ(answer(propose(id, RevocationDecision::revoke, counter_.caller())), "application.wrong_role");
  EXPECT_EQ(answer(agree(id, counter_.second_revoker())), "application.wrong_state");
  must(propose(id, RevocationDecision::revoke, counter_.revoker()));
  EXPECT_EQ(answer(agree(id, counter_.revoker())), "application.needs_second_person");
  EXPECT_TRUE(is_live());
  EXPECT_EQ(must(agree(id, counter_.second_revoker())).state, ApplicationState::done);
  EXPECT_EQ(basis_of(id), "two_officers");
  EXPECT_EQ(counter_.tasks(), "");  // two have seen it: nothing to look over
}

// R83, R97, R121: rejected with a recorded doubt and a text for the customer, and only where no cause forbids it.
TEST_P(Deadline, TwoOfficersMayReject) {
  const auto id = must(file(wish()));
  counter_.now += std::chrono::hours(22);
  const auto reject = [&](std::optional<LegalCause> cause) {
    return counter_.as(counter_.revoker(), [&](Work& work) {
      return propose_decision(work, {.application = id,
                                     .version = application_of(id).version,
                                     .decision = RevocationDecision::reject,
                                     .reason = "声が別人だった",
                                     .customer_text = "ご本人の確認ができませんでした。",
                                     .legal_cause = cause});
    });
  };
  EXPECT_EQ(answer(reject({})), "/legal_cause=input.required");
  EXPECT_EQ(answer(reject(LegalCause::within_5_days)), "revocation.cause_forbids_rejection");
  must(reject(LegalCause::none));
  counter_.mails();
  const auto rejected = must(agree(id, counter_.second_revoker()));
  EXPECT_EQ(rejected.state, ApplicationState::rejected);
  EXPECT_EQ(rejected.customer_text, "ご本人の確認ができませんでした。");
  EXPECT_EQ(counter_.mails(), "application_rejected -> registrant\napplication_rejected -> technical\n");
  EXPECT_TRUE(is_live());
}

// R83: the second may disagree; the clock and the calls go on, and a late answer still confirms.
TEST_P(Deadline, AReturnedProposalStopsNothing) {
  const auto id = must(file(wish()));
  counter_.now += std::chrono::hours(22);
  must(propose(id, RevocationDecision::reject, counter_.revoker()));
  must(send_back(id, counter_.second_revoker()));
  EXPECT_EQ(state_of(id), "awaiting_call");
  must(propose(id, RevocationDecision::revoke, counter_.second_revoker()));
  EXPECT_EQ(must(call(id, CallOutcome::confirmed)).state, ApplicationState::done);
}

// R83: at 23½ h the machine does what a re-authenticated account under no hold has asked for; not a second before.
TEST_P(Deadline, TheMachineDecidesAtTheEnd) {
  const auto id = must(file(wish()));
  const auto received = counter_.now;
  counter_.now = received + std::chrono::hours(22);
  must(propose(id, RevocationDecision::reject, counter_.revoker()));
  watch();
  counter_.now = received + kMachineDecidesAfter - Seconds(1);
  EXPECT_EQ(watch_quietly(), 0);
  EXPECT_TRUE(is_live());
  counter_.now += Seconds(1);
  EXPECT_EQ(watch_quietly(), 1);
  EXPECT_EQ(state_of(id), "done");
  EXPECT_EQ(basis_of(id), "deadline");
  EXPECT_EQ(revoked_as(counter_.sr.certificate), "cessation_of_operation");
  EXPECT_EQ(counter_.tasks(), "look_over deadline\n");
}

// R16, R83: under a hold nothing is stopped, but only the call, the key or two officers confirm; the machine alarms.
TEST_P(Deadline, AHeldRequestIsAlarmedNotCarriedOut) {
  const auto id = must(file(wish(), counter_.under_hold(counter_.applicant())));
  must(call(id, CallOutcome::no_answer));
  EXPECT_EQ(answer(call(id, CallOutcome::confirmed, counter_.sr.applicant_number)), "revocation.held_needs_call");
  const auto received = application_of(id).filed_at;
  counter_.now = received + kMachineDecidesAfter;
  watch();
  EXPECT_EQ(watch(), 0);
  EXPECT_EQ(state_of(id), "awaiting_call");
  EXPECT_TRUE(is_live());
  EXPECT_NE(counter_.tasks().find("alarm no_decision\n"), std::string::npos);
  counter_.now = received + std::chrono::hours(24) + Seconds(1);
  watch();
  EXPECT_EQ(watch(), 0);
  EXPECT_NE(counter_.tasks().find("late\n"), std::string::npos);
  EXPECT_EQ(must(call(id, CallOutcome::confirmed)).state, ApplicationState::done);  // late, and done all the same
}

// R83: a line that a list has taken up is public when that list, or a later one, is out; its writing may fail.
TEST_P(Deadline, AListThatFailedIsLate) {
  const auto id = must(file(wish()));
  must(call(id, CallOutcome::confirmed));
  counter_.signer().fail_next = 1;
  const auto publish = [&] { return publish_crl(counter_.office(), counter_.authority(), 0, counter_.clock()); };
  EXPECT_THROW(publish(), Failure);
  counter_.now = application_of(id).deadline_at.value();
  watch();
  EXPECT_EQ(counter_.tasks().find("late"), std::string::npos);
  counter_.now += Seconds(1);
  watch();
  EXPECT_EQ(watch(), 0);
  EXPECT_NE(counter_.tasks().find("late not_published\n"), std::string::npos) << counter_.tasks();
  EXPECT_TRUE(publish());
  EXPECT_EQ(counter_.tasks().find("late"), std::string::npos) << counter_.tasks();
  EXPECT_EQ(watch(), 0);
}

// R83: a disabled account asks for nothing any more.
TEST_P(Deadline, ADisabledAccountHasNoStanding) {
  const auto id = must(file(wish()));
  must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
    auto account = TRY(work.store.accounts.get(*counter_.applicant().account));
    account.disabled_at = work.now;
    TRY(work.store.accounts.update(std::move(account)));
    return {};
  }));
  counter_.now += kMachineDecidesAfter;
  watch();
  EXPECT_EQ(state_of(id), "awaiting_call");
}

// R83, R118: the deadline counts to publication; nothing of it needs mail.
TEST_P(Deadline, CountsToPublication) {
  const auto id = must(file(wish()));
  must(call(id, CallOutcome::confirmed));
  counter_.now += std::chrono::hours(24) + Seconds(1);
  EXPECT_EQ(watch_quietly(), 1);
  EXPECT_NE(counter_.tasks().find("late not_published\n"), std::string::npos);
  const auto second = [&] {
    auto command = wish();
    command.contract = counter_.ev.id;
    command.certificate = counter_.ev.certificate;
    command.typed_dns_name = "www.example.jp";
    return must(file(command));
  }();
  auto record = call_to(second, CallOutcome::confirmed);
  record.number = counter_.ev.registrant_number;
  record.serial_read_back = serial_of(counter_.ev.certificate).substr(26);
  must(say(record));
  publish_crl(counter_.office(), counter_.authority(), 0, counter_.clock());
  const auto request = counter_.read([&](Store& store) { return must(store.applications.revocation(second)); });
  EXPECT_EQ(request.published_at, counter_.now);
  counter_.now += std::chrono::hours(25);
  EXPECT_EQ(watch(), 0);
  for (const auto& mail : counter_.all_mails()) EXPECT_EQ(mail.state, store::MailState::queued);  // none was ever sent
}

// R102: looked over by somebody who had no hand in it.
TEST_P(Deadline, IsLookedOverByAnother) {
  const auto id = must(file(wish()));
  must(call(id, CallOutcome::confirmed));
  const auto look_over = [&](const Actor& actor) {
    return counter_.as(actor, [&](Work& work) {
      return look_over_revocation(work, {.application = id, .version = application_of(id).version});
    });
  };
  const auto task = counter_.read([&](Store& store) { return store.tasks.open_of_application(id).front(); });
  EXPECT_EQ(task.due_at, parse_utc("2026-09-02T00:00:00Z"));  // Wednesday, 9:00 in Japan
  EXPECT_EQ(answer(look_over(counter_.caller())), "application.wrong_role");
  EXPECT_EQ(answer(look_over(counter_.approver())), "ok");
  EXPECT_EQ(counter_.tasks(), "");
  EXPECT_EQ(answer(look_over(counter_.approver())), "application.wrong_state");
}

// All or nothing, whichever statement of the execution fails.
TEST_P(Deadline, AFailureAnywhereLeavesAllOrNothing) {
  must(file(cancellation()));
  const auto id =
      counter_.read([&](Store& store) { return store.applications.of_contract(counter_.sr.id, true).front().id; });
  must(counter_.as(counter_.caller(), [&](Work& work) -> Result<void> {  // the call, without what follows on it
    auto request = TRY(work.store.applications.revocation(id));
    request.basis = RevocationBasis::call;
    work.store.applications.update_revocation(request);
    const auto application = TRY(work.store.applications.get(id));
    TRY(take_step(work, application, ApplicationAction::confirm));
    return {};
  }));
  const auto before = counter_.snapshot();
  int failed = 0;
  for (int n = 1;; ++n) {
    auto lent = counter_.office().pool.lend();
    sql::FailingConnection failing(*lent, n);
    const auto run = [&] {
      return transact_on(failing, counter_.office(), counter_.now, counter_.engine(),
                         [&](Work& work) { return execute_revocation(work, must(work.store.applications.get(id))); });
    };
    try {
      must(run());
    } catch (const sql::SqlFailure&) {
      ++failed;
      ASSERT_EQ(counter_.snapshot(), before) << "statement " << n;
      continue;
    }
    ASSERT_FALSE(failing.struck());
    break;
  }
  EXPECT_GT(failed, 20);
  EXPECT_EQ(state_of(id), "done");
  EXPECT_EQ(contract_state(), "cancelled");
  EXPECT_EQ(counter_.rows("revocation"), 1);
}

INSTANTIATE_TEST_SUITE_P(Sql, Deadline, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
