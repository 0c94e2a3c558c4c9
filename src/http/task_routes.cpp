#include "http/task_routes.h"

#include "domain/task_rules.h"
#include "http/can_json.h"
#include "http/conditional.h"
#include "http/desk_route.h"
#include "http/json_map.h"
#include "http/query.h"
#include "usecase/claim_task.h"
#include "usecase/finish_task.h"
#include "usecase/list_tasks.h"

namespace madoguchi::http {
namespace {

struct HolderLine {
  OfficerId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(HolderLine, (), (id, name))
struct ApplicationOfTask {
  ApplicationId id;
  std::string number;
  ApplicationKind kind{};
  ApplicationState state{};
};
BOOST_DESCRIBE_STRUCT(ApplicationOfTask, (), (id, number, kind, state))
struct ContractOfTask {
  ContractId id;
  std::string number;
  std::string common_name;
  std::string customer_name;
};
BOOST_DESCRIBE_STRUCT(ContractOfTask, (), (id, number, common_name, customer_name))
struct EnquiryOfTask {
  EnquiryId id;
  std::string number;
};
BOOST_DESCRIBE_STRUCT(EnquiryOfTask, (), (id, number))
struct TaskLine {
  TaskId id;
  TaskKind kind{};
  std::optional<std::string> detail;
  Time opened_at{};
  std::int64_t age_seconds = 0;
  std::optional<Time> due_at;
  std::optional<std::int64_t> seconds_left;  ///< of the legal clock; negative once it has run out
  std::int64_t escalation = 0;
  std::optional<ApplicationOfTask> application;
  std::optional<ContractOfTask> contract;
  std::optional<EnquiryOfTask> enquiry;
  std::optional<HolderLine> assigned_to;
  std::optional<HolderLine> claimed_by;
  std::optional<Time> claim_until;
  std::int64_t calls = 0;
  std::optional<Time> next_call_at;
  std::optional<Time> closed_at;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(TaskLine, (),
                      (id, kind, detail, opened_at, age_seconds, due_at, seconds_left, escalation, application,
                       contract, enquiry, assigned_to, claimed_by, claim_until, calls, next_call_at, closed_at, can))
struct TasksAnswer {
  std::vector<TaskLine> tasks;
  std::optional<std::string> next;
  std::optional<std::vector<CanLine>> can;  ///< of the work list
};
BOOST_DESCRIBE_STRUCT(TasksAnswer, (), (tasks, next, can))

struct AssignBody {
  std::optional<OfficerId> officer;
};
BOOST_DESCRIBE_STRUCT(AssignBody, (), (officer))
struct HandOverBody {
  OfficerId officer;
  std::optional<std::vector<TaskId>> tasks;
};
BOOST_DESCRIBE_STRUCT(HandOverBody, (), (officer, tasks))
struct HandedOverAnswer {
  std::vector<TaskId> tasks;
};
BOOST_DESCRIBE_STRUCT(HandedOverAnswer, (), (tasks))

TaskLine line_of(const TaskView& view, Time now, Language language, const Catalogue& catalogue) {
  const auto& line = view.line;
  const auto& task = line.task;
  TaskLine out{.id = task.id,
               .kind = task.kind,
               .opened_at = task.opened_at,
               .age_seconds = (now - task.opened_at).count(),
               .due_at = task.due_at,
               .escalation = task.escalation,
               .calls = line.tries,
               .next_call_at = line.next_call_at,
               .closed_at = task.closed_at,
               .can = can_lines(view.can, language, catalogue)};
  if (!task.detail.empty()) out.detail = task.detail;
  if (task.due_at) out.seconds_left = (*task.due_at - now).count();
  if (task.application && line.application_number) {
    out.application = ApplicationOfTask{.id = *task.application,
                                        .number = *line.application_number,
                                        .kind = *line.application_kind,
                                        .state = *line.application_state};
  }
  if (task.contract && line.contract_number) {
    out.contract = ContractOfTask{.id = *task.contract,
                                  .number = *line.contract_number,
                                  .common_name = line.common_name.value_or(""),
                                  .customer_name = line.customer_name.value_or("")};
  }
  if (task.enquiry) out.enquiry = EnquiryOfTask{.id = *task.enquiry, .number = line.enquiry_number.value_or("")};
  if (task.assigned_to) out.assigned_to = HolderLine{.id = *task.assigned_to, .name = line.assigned_name.value_or("")};
  if (view.claimed) {
    out.claimed_by = HolderLine{.id = *task.claimed_by, .name = line.claimed_name.value_or("")};
    out.claim_until = task.claim_until;
  }
  return out;
}

Response task_answer(const Counter& counter, const Request& request, const TaskView& view, Time now) {
  auto response = json_answer(200, line_of(view, now, request.language, counter.office.catalogue));
  response.add("ETag", etag(view.line.task.version));
  return response;
}

Result<Response> get_tasks(Counter& counter, const Request& request, const Actor& actor, Time now) {
  TRY(allow_query(request, {"kind", "holder", "clock", "due_before", "opened_before", "unreachable",
                            "callback_promised", "cursor", "limit"}));
  const auto holder = TRY(query_choice<store::WorkHolder>(request, "holder"));
  const auto kind = TRY(query_choice<TaskKind>(request, "kind"));
  const auto clock = TRY(query_choice<store::WorkClock>(request, "clock"));
  const auto due_before = TRY(query_time(request, "due_before"));
  const auto opened_before = TRY(query_time(request, "opened_before"));
  const auto unreachable = TRY(query_flag(request, "unreachable"));
  const auto callback_promised = TRY(query_flag(request, "callback_promised"));
  const auto limit = TRY(query_count(request, "limit", kTaskLimitDefault, store::kWorkListRowsMax));
  const ListTasks command{.kind = kind,
                          .holder = holder.value_or(store::WorkHolder::all),
                          .clock = clock,
                          .due_before = due_before,
                          .opened_before = opened_before,
                          .unreachable = unreachable,
                          .callback_promised = callback_promised,
                          .cursor = request.query_value("cursor").value_or(""),
                          .limit = limit};
  const auto page = TRY(look(counter.office, now, actor, [&](Work& work) { return list_tasks(work, command); }));
  TasksAnswer answer{.next = page.next};
  answer.can = can_lines(page.can, request.language, counter.office.catalogue);
  for (const auto& view : page.tasks) {
    answer.tasks.push_back(line_of(view, now, request.language, counter.office.catalogue));
  }
  return json_answer(200, answer);
}

Result<Response> get_task(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<TaskId>("id"));
  return task_answer(counter, request,
                     TRY(look(counter.office, now, actor, [&](Work& work) { return show_task(work, id); })), now);
}

Result<Response> get_tasks_of(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto views = TRY(look(counter.office, now, actor, [&](Work& work) { return tasks_of(work, id); }));
  TasksAnswer answer;
  for (const auto& view : views) answer.tasks.push_back(line_of(view, now, request.language, counter.office.catalogue));
  return json_answer(200, answer);
}

/// A use case that changes the task, and how the task stands then.
template <typename UseCase>
Result<Response> change_task(Counter& counter, const Request& request, const Actor& actor, Time now, UseCase use_case) {
  const auto id = TRY(request.id<TaskId>("id"));
  const auto change = [&](Work& work) -> Result<TaskView> {
    TRY(use_case(work, id));
    return show_task(work, id);
  };
  const auto view = TRY(transact(counter.office, now, actor, change));
  return task_answer(counter, request, view, now);
}

Result<Response> post_claim(Counter& counter, const Request& request, const Actor& actor, Time now) {
  return change_task(counter, request, actor, now, [](Work& work, const TaskId& id) { return claim_task(work, id); });
}
Result<Response> post_release(Counter& counter, const Request& request, const Actor& actor, Time now) {
  return change_task(counter, request, actor, now, [](Work& work, const TaskId& id) { return release_task(work, id); });
}
Result<Response> post_finish(Counter& counter, const Request& request, const Actor& actor, Time now) {
  return change_task(counter, request, actor, now, [](Work& work, const TaskId& id) { return finish_task(work, id); });
}
Result<Response> post_assign(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto version = TRY(require_if_match(request));
  const auto body = TRY(read_json<AssignBody>(request.body));
  return change_task(counter, request, actor, now, [&](Work& work, const TaskId& id) {
    return assign_task(work, {.id = id, .version = version, .to = body.officer});
  });
}

Result<Response> post_hand_over(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<HandOverBody>(request.body));
  const HandOver command{.to = body.officer, .tasks = body.tasks.value_or(std::vector<TaskId>{})};
  auto moved = TRY(transact(counter.office, now, actor, [&](Work& work) { return hand_over(work, command); }));
  return json_answer(200, HandedOverAnswer{.tasks = std::move(moved)});
}

}  // namespace

void add_desk_task_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/tasks", desk_route(counter, get_tasks));
  router.add(Method::get, "/api/v1/tasks/{id}", desk_route(counter, get_task));
  router.add(Method::get, "/api/v1/applications/{id}/tasks", desk_route(counter, get_tasks_of));
  router.add(Method::post, "/api/v1/tasks/{id}/claim", desk_route(counter, post_claim));
  router.add(Method::post, "/api/v1/tasks/{id}/release", desk_route(counter, post_release));
  router.add(Method::post, "/api/v1/tasks/{id}/finish", desk_route(counter, post_finish));
  router.add(Method::post, "/api/v1/tasks/{id}/assign", desk_route(counter, post_assign));
  router.add(Method::post, "/api/v1/tasks/hand-over", desk_route(counter, post_hand_over));
}

}  // namespace madoguchi::http
