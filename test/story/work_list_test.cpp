#include <gtest/gtest.h>

#include <thread>

#include "domain/task_rules.h"
#include "support/example_api.h"
#include "usecase/claim_task.h"
#include "usecase/list_tasks.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

/// The desk's work list and who has taken what (R101).
class WorkListStory : public testing::TestWithParam<const char*> {
 protected:
  TaskId open(TaskKind kind, const std::optional<Time>& due_at, const std::optional<ApplicationId>& application = {}) {
    return must(counter_.as(ExampleCounter::engine(), [&](Work& work) -> Result<TaskId> {
      const Task task{.id = new_id<TaskId>(work.random()),
                      .kind = kind,
                      .application = application,
                      .contract = counter_.ev.id,
                      .opened_at = work.now,
                      .due_at = due_at};
      work.store.tasks.add(task);
      return task.id;
    }));
  }
  ApplicationId revocation(const std::optional<LegalCause>& cause = {}) {
    return must(counter_.as(counter_.applicant(), [&](Work& work) -> Result<ApplicationId> {
      const auto id = new_id<ApplicationId>(work.random());
      const auto added = work.store.applications.add({.id = id,
                                                      .number = new_receipt_number(work.random()),
                                                      .kind = ApplicationKind::revocation,
                                                      .contract = counter_.ev.id,
                                                      .state = ApplicationState::awaiting_call,
                                                      .filed_by_account = work.actor.account,
                                                      .filed_at = work.now,
                                                      .legal_cause = cause,
                                                      .content_digest = "none",
                                                      .policy_version = work.policy().version});
      if (!added) return std::unexpected(added.error());
      return id;
    }));
  }
  void call(const ApplicationId& application, const Actor& caller, const std::optional<Time>& next_try_at) {
    must(counter_.as(caller, [&](Work& work) -> Result<void> {
      work.store.sql.execute(
          "INSERT INTO call_record (id, application_id, verified_number_id, phone, officer_id, at, outcome, person, "
          "note, "
          "next_try_at) VALUES ($1, $2, $3, '+81300001000', $4, $5, 'no_answer', '', '', $6)",
          {new_id<CallRecordId>(work.random()), application, counter_.ev.registrant_number, *caller.officer, work.now,
           next_try_at});
      return {};
    }));
  }
  TaskPage list(const Actor& actor, const ListTasks& command = {}) {
    return must(counter_.as(actor, [&](Work& work) { return list_tasks(work, command); }));
  }
  static std::vector<TaskId> ids(const TaskPage& page) {
    std::vector<TaskId> found;
    for (const auto& view : page.tasks) found.push_back(view.line.task.id);
    return found;
  }
  std::string claim(const Actor& actor, const TaskId& id) {
    return answer(counter_.as(actor, [&](Work& work) { return claim_task(work, id); }));
  }
  std::string assign(const Actor& actor, const TaskId& id, const std::optional<OfficerId>& to) {
    return answer(counter_.as(actor, [&](Work& work) -> Result<store::WorkLine> {
      const auto task = TRY(work.store.tasks.get(id));
      return assign_task(work, {.id = id, .version = task.version, .to = to});
    }));
  }

  ExampleCounter counter_{GetParam()};
};

TEST_P(WorkListStory, ComesByDeadlineThenAgePageByPage) {
  const auto old = open(TaskKind::review, {});
  counter_.now += std::chrono::hours(1);
  const auto young = open(TaskKind::review, {});
  const auto tomorrow = open(TaskKind::call, counter_.now + std::chrono::hours(23));
  const auto soon = open(TaskKind::call, counter_.now + std::chrono::hours(2));
  EXPECT_EQ(ids(list(counter_.reviewer())), (std::vector{soon, tomorrow, old, young}));
  ListTasks command{.limit = 3};
  auto page = list(counter_.reviewer(), command);
  EXPECT_EQ(ids(page), (std::vector{soon, tomorrow, old}));
  ASSERT_TRUE(page.next);
  command.cursor = *page.next;
  page = list(counter_.reviewer(), command);
  EXPECT_EQ(ids(page), std::vector{young});
  EXPECT_FALSE(page.next);
  command.cursor = "AAAA";
  EXPECT_EQ(answer(counter_.as(counter_.reviewer(), [&](Work& work) { return list_tasks(work, command); })),
            "?cursor=cursor.invalid");
  EXPECT_EQ(answer(counter_.as(counter_.applicant(), [](Work& work) { return list_tasks(work, {}); })), "forbidden");
}

TEST_P(WorkListStory, FiltersByKindHolderClockAndCalls) {
  const auto review = open(TaskKind::review, {});
  const auto application = revocation();
  const auto day = open(TaskKind::call, counter_.now + std::chrono::hours(24), application);
  const auto me = counter_.caller();
  EXPECT_EQ(ids(list(me, {.kind = TaskKind::review})), std::vector{review});
  EXPECT_EQ(ids(list(me, {.clock = store::WorkClock::within_24_hours})), std::vector{day});
  EXPECT_EQ(ids(list(me, {.due_before = counter_.now + std::chrono::hours(24)})), std::vector<TaskId>{});
  EXPECT_EQ(ids(list(me, {.opened_before = counter_.now})), std::vector<TaskId>{});
  EXPECT_EQ(ids(list(me, {.unreachable = true})), std::vector<TaskId>{});
  call(application, me, {});
  EXPECT_EQ(ids(list(me, {.unreachable = true})), std::vector{day});
  EXPECT_EQ(ids(list(me, {.callback_promised = true})), std::vector<TaskId>{});
  counter_.now += std::chrono::minutes(10);
  call(application, me, counter_.now + std::chrono::hours(3));
  const auto promised = list(me, {.callback_promised = true});
  ASSERT_EQ(ids(promised), std::vector{day});
  EXPECT_EQ(promised.tasks.front().line.next_call_at, counter_.now + std::chrono::hours(3));
  EXPECT_EQ(promised.tasks.front().line.tries, 2);
  EXPECT_EQ(ids(list(me, {.holder = store::WorkHolder::mine})), std::vector<TaskId>{});
  EXPECT_EQ(claim(me, day), "ok");
  EXPECT_EQ(ids(list(me, {.holder = store::WorkHolder::claimed})), std::vector{day});
  EXPECT_EQ(ids(list(me, {.holder = store::WorkHolder::unassigned})), std::vector{review});
  EXPECT_EQ(assign(counter_.reception(), review, counter_.reviewer().officer), "ok");
  EXPECT_EQ(ids(list(counter_.reviewer(), {.holder = store::WorkHolder::assigned})), std::vector{review});
  EXPECT_EQ(ids(list(counter_.reviewer(), {.holder = store::WorkHolder::unassigned})), std::vector<TaskId>{});
  counter_.now += kClaimSeconds;
  EXPECT_EQ(ids(list(me, {.holder = store::WorkHolder::unassigned})), std::vector{day}) << "the claim has run out";
}

TEST_P(WorkListStory, KnowsTheFiveDayClock) {
  const auto slow = open(TaskKind::call, counter_.now + std::chrono::days(5), revocation(LegalCause::within_5_days));
  EXPECT_EQ(ids(list(counter_.caller(), {.clock = store::WorkClock::within_5_days})), std::vector{slow});
  EXPECT_EQ(ids(list(counter_.caller(), {.clock = store::WorkClock::within_24_hours})), std::vector<TaskId>{});
}

// R101: a claim names its holder, is renewed, given back, and runs out.
TEST_P(WorkListStory, ClaimsNameTheirHolderAndRunOut) {
  const auto id = open(TaskKind::review, {});
  EXPECT_EQ(claim(counter_.reviewer(), id), "ok");
  const auto refused = counter_.as(counter_.second_reviewer(), [&](Work& work) { return claim_task(work, id); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "task.claimed");
  EXPECT_EQ(refused.error().params.front().second, "審査 一");
  counter_.now += kClaimSeconds - Seconds(1);
  EXPECT_EQ(claim(counter_.second_reviewer(), id), "task.claimed");
  EXPECT_EQ(claim(counter_.reviewer(), id), "ok") << "renewed";
  counter_.now += kClaimSeconds - Seconds(1);
  EXPECT_EQ(claim(counter_.second_reviewer(), id), "task.claimed");
  counter_.now += Seconds(1);
  EXPECT_EQ(claim(counter_.second_reviewer(), id), "ok") << "nobody renewed it";
  EXPECT_EQ(answer(counter_.as(counter_.reviewer(), [&](Work& work) { return release_task(work, id); })),
            "task.not_claimed");
  EXPECT_EQ(answer(counter_.as(counter_.second_reviewer(), [&](Work& work) { return release_task(work, id); })), "ok");
  EXPECT_EQ(claim(counter_.reviewer(), id), "ok");
  counter_.read([&](Store& store) { return store.tasks.close(id, counter_.now); });
  EXPECT_EQ(claim(counter_.reviewer(), id), "task.closed");
  EXPECT_EQ(claim(counter_.reviewer(), TaskId{std::string(26, 'a')}), "task.not_found");
}

// R100: each kind of work needs its role; an auditor and a subscriber work on nothing.
TEST_P(WorkListStory, EachKindNeedsItsRole) {
  const std::map<TaskKind, std::string> expected = {
      {TaskKind::review, "reviewer"},
      {TaskKind::approve, "approver"},
      {TaskKind::call, "caller"},
      {TaskKind::second_decision, "revoker"},
      {TaskKind::decide_claim, "revoker"},
      {TaskKind::look_over, "revoker"},
      {TaskKind::enquiry, "reception reviewer"},
      {TaskKind::issue_halted, "reviewer"},
      {TaskKind::late, "reception reviewer approver caller revoker administrator"},
      {TaskKind::mail_failed, "reception reviewer caller"},
      {TaskKind::mailbox_recovery, "approver caller"},
      {TaskKind::alarm, "reception reviewer approver caller revoker administrator"},
  };
  ASSERT_EQ(expected.size(), Names<TaskKind>::values.size());
  for (const auto& [kind, roles] : expected) {
    const auto id = open(kind, {});
    std::string able;
    for (const auto& actor : {counter_.reception(), counter_.reviewer(), counter_.approver(), counter_.caller(),
                              counter_.revoker(), counter_.administrator(), counter_.auditor(), counter_.applicant()}) {
      const auto claimed = claim(actor, id);
      if (claimed != "ok") {
        EXPECT_EQ(claimed, "task.wrong_role");
        continue;
      }
      able += (able.empty() ? "" : " ") + std::string(to_text(actor.roles.front()));
      must(counter_.as(actor, [&](Work& work) { return release_task(work, id); }));
    }
    EXPECT_EQ(able, roles) << to_text(kind);
  }
}

TEST_P(WorkListStory, AssigningIsForReceptionAndAdministratorAndToWhoMayDoIt) {
  const auto id = open(TaskKind::review, {});
  const auto to = counter_.reviewer().officer;
  EXPECT_EQ(assign(counter_.second_reviewer(), id, to), "forbidden");
  EXPECT_EQ(assign(counter_.auditor(), id, to), "forbidden");
  EXPECT_EQ(assign(counter_.reception(), id, counter_.caller().officer), "/officer=task.wrong_role");
  EXPECT_EQ(assign(counter_.reception(), id, OfficerId{"nobody"}), "/officer=officer.not_found");
  EXPECT_EQ(claim(counter_.second_reviewer(), id), "ok");
  EXPECT_EQ(assign(counter_.reception(), id, to), "task.claimed") << "not under the hands of somebody";
  EXPECT_EQ(assign(counter_.administrator(), id, to), "ok") << "but the administrator may";
  EXPECT_EQ(claim(counter_.second_reviewer(), id), "task.assigned");
  EXPECT_EQ(claim(counter_.reviewer(), id), "ok");
  EXPECT_EQ(answer(counter_.as(counter_.reception(),
                               [&](Work& work) { return assign_task(work, {.id = id, .version = 1, .to = to}); })),
            "task.claimed");
  must(counter_.as(counter_.reviewer(), [&](Work& work) { return release_task(work, id); }));
  EXPECT_EQ(answer(counter_.as(counter_.reception(),
                               [&](Work& work) { return assign_task(work, {.id = id, .version = 1}); })),
            "record.changed");
  EXPECT_EQ(assign(counter_.reception(), id, {}), "ok");
  EXPECT_EQ(claim(counter_.second_reviewer(), id), "ok");
}

// No clock waits for one person: what is due within four hours anybody of the role takes.
TEST_P(WorkListStory, UrgentTasksMayBeTakenFromAnAbsentAssignee) {
  const auto id = open(TaskKind::call, counter_.now + std::chrono::hours(24));
  EXPECT_EQ(assign(counter_.reception(), id, counter_.caller().officer), "ok");
  EXPECT_EQ(claim(counter_.second_caller(), id), "task.assigned");
  counter_.now += std::chrono::hours(20);
  EXPECT_EQ(claim(counter_.second_caller(), id), "ok");
}

// R101: at the end of a shift, open clocks, promised callbacks and claims pass to named people.
TEST_P(WorkListStory, HandOverMovesClaimsAssignmentsAndPromisedCalls) {
  const auto me = counter_.caller();
  const auto claimed = open(TaskKind::mail_failed, {});
  const auto assigned = open(TaskKind::call, counter_.now + std::chrono::hours(24));
  const auto application = revocation();
  const auto promised = open(TaskKind::call, counter_.now + std::chrono::hours(24), application);
  const auto of_others = open(TaskKind::call, {});
  EXPECT_EQ(claim(me, claimed), "ok");
  EXPECT_EQ(assign(counter_.reception(), assigned, me.officer), "ok");
  call(application, me, counter_.now + std::chrono::hours(2));
  const auto to = [&](const Actor& actor, const std::vector<TaskId>& tasks = {}) {
    return counter_.as(me, [&](Work& work) { return hand_over(work, {.to = *actor.officer, .tasks = tasks}); });
  };
  EXPECT_EQ(answer(to(me)), "/officer=hand_over.to_oneself");
  const auto wrong = to(counter_.reception());
  EXPECT_EQ(answer(wrong), "hand_over.wrong_role");
  EXPECT_EQ(wrong.error().params.front().second, "call");
  EXPECT_EQ(answer(to(counter_.second_caller(), {of_others})), "/tasks=hand_over.not_yours");
  EXPECT_EQ(must(to(counter_.reception(), {claimed})), std::vector{claimed});
  const auto moved = must(to(counter_.second_caller()));
  EXPECT_EQ(moved.size(), 2U);
  EXPECT_EQ(ids(list(counter_.second_caller(), {.holder = store::WorkHolder::mine})).size(), 2U);
  EXPECT_EQ(ids(list(counter_.reception(), {.holder = store::WorkHolder::mine})), std::vector{claimed});
  EXPECT_TRUE(ids(list(me, {.holder = store::WorkHolder::mine})).empty());
  const auto events = counter_.read([&](Store& store) { return store.events.of_subject(promised.value, 10); });
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events.front().action, "task.handed_over");
}

// R117: an administrator and an auditor see that there is a customer, not who.
TEST_P(WorkListStory, MasksTheCustomerForThoseWhoDoNoCasework) {
  open(TaskKind::review, {});
  const auto name = [&](const Actor& actor) { return list(actor).tasks.front().line.customer_name.value(); };
  EXPECT_EQ(name(counter_.reviewer()), "株式会社見本商事");
  EXPECT_EQ(name(counter_.auditor()), "株***");
  EXPECT_EQ(name(counter_.administrator()), "株***");
}

TEST_P(WorkListStory, ConcurrentClaimsHaveOneWinner) {
  for (int round = 0; round < 10; ++round) {
    const auto id = open(TaskKind::review, {});
    std::string first, second;
    {
      std::jthread one([&] { first = claim(counter_.reviewer(), id); });
      std::jthread two([&] { second = claim(counter_.second_reviewer(), id); });
    }
    const auto outcome = std::minmax(first, second);
    EXPECT_EQ(outcome.first, "ok");
    EXPECT_EQ(outcome.second, "task.claimed");
  }
}

TEST_P(WorkListStory, OverHttp) {
  const auto id = open(TaskKind::review, counter_.now + std::chrono::hours(5));
  test::ExampleApi api(counter_);
  const auto reviewer = counter_.reviewer(), second = counter_.second_reviewer(), reception = counter_.reception();
  EXPECT_EQ(api.get(reviewer, "/api/v1/tasks?kind=review&holder=unassigned&limit=10").size("/tasks"), 1U);
  EXPECT_EQ(api.get(reviewer, "/api/v1/tasks?unreachable=true").size("/tasks"), 0U);
  EXPECT_EQ(api.get(reviewer, "/api/v1/tasks?kind=nothing").told(), "400 input.invalid ?kind=input.not_a_choice");
  EXPECT_EQ(api.get(reviewer, "/api/v1/tasks?limit=0").told(), "400 input.invalid ?limit=input.not_a_choice");
  EXPECT_EQ(api.get(reviewer, "/api/v1/tasks?colour=red").told(), "400 input.invalid ?colour=http.query_unknown");
  EXPECT_EQ(api.get(counter_.applicant(), "/api/v1/session").status, 200);
  const auto path = "/api/v1/tasks/" + id.value;
  EXPECT_EQ(api.get(reviewer, path).json.at("seconds_left").as_int64(), 18000);
  EXPECT_EQ(api.post(reviewer, path + "/claim", "").status, 200);
  const auto refused = api.post(second, path + "/claim", "");
  EXPECT_EQ(refused.told(), "409 task.claimed");
  EXPECT_EQ(refused.text("/params/officer"), "審査 一");
  EXPECT_EQ(api.post(second, path + "/release", "").told(), "409 task.not_claimed");
  EXPECT_EQ(api.post(reviewer, path + "/release", "").status, 200);
  const auto seen = api.get(reception, path).etag;
  const auto to = CanonicalJson().text("officer", counter_.reviewer().officer->value).print();
  EXPECT_EQ(api.post(reception, path + "/assign", to).status, 428);
  EXPECT_EQ(api.post(reception, path + "/assign", to, {{"If-Match", seen}}).status, 200);
  EXPECT_EQ(api.post(reception, path + "/assign", to, {{"If-Match", seen}}).told(), "412 record.changed");
  const auto over = CanonicalJson().text("officer", second.officer->value).print();
  EXPECT_EQ(api.post(reviewer, "/api/v1/tasks/hand-over", over).size("/tasks"), 1U);
  EXPECT_EQ(api.get(second, "/api/v1/tasks?holder=mine").size("/tasks"), 1U);
  EXPECT_EQ(api.get(reviewer, "/api/v1/tasks/none").status, 404);
}

INSTANTIATE_TEST_SUITE_P(Sql, WorkListStory, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
