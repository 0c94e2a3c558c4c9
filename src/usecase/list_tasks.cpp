#include "usecase/list_tasks.h"

#include "domain/task_rules.h"
#include "usecase/can_line.h"
#include "usecase/claim_task.h"
#include "usecase/finish_task.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

std::string cursor_of(const Task& last) {
  const auto due = last.due_at ? to_unix(*last.due_at) : store::kNoDeadline;
  const auto text = std::to_string(due) + '.' + std::to_string(to_unix(last.opened_at)) + '.' + last.id.value;
  return to_base32(view_of(text));
}

/// The number before the next dot, which is taken off; absent unless it is digits.
std::optional<std::int64_t> take_number(std::string_view& text) {
  constexpr std::size_t kDigitsMax = 19;
  const auto dot = text.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot >= kDigitsMax + 1) return {};
  std::int64_t number = 0;
  for (const char c : text.substr(0, dot)) {
    if (c < '0' || c > '9' || number > store::kNoDeadline) return {};
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(dot + 1);
  return number;
}

Result<store::WorkCursor> parse_cursor(const std::string& cursor) {
  const auto bytes = from_base32(cursor);
  if (!bytes) return refuse_field("?cursor", "cursor.invalid");
  auto text = text_of(*bytes);
  const auto due = take_number(text);
  const auto opened = due ? take_number(text) : std::nullopt;
  if (!opened || !is_id_text(text)) return refuse_field("?cursor", "cursor.invalid");
  return store::WorkCursor{.due_at = *due, .opened_at = from_unix(*opened), .id = std::string(text)};
}

TaskView view_of(const Work& work, store::WorkLine line) {
  const auto& task = line.task;
  TaskView view{.claimed = claimed_at(task, work.now),
                .can = {can_line("claim", may_claim(work, line)), can_line("release", may_release(work, line)),
                        can_line("assign", may_assign(work, line)), can_line("finish", may_finish(work, line))}};
  if (line.customer_name && !may_read_personal_data(work.actor)) line.customer_name = masked_text(*line.customer_name);
  view.line = std::move(line);
  return view;
}

}  // namespace

Result<TaskPage> list_tasks(Work& work, const ListTasks& command) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  if (command.limit < 1 || command.limit > store::kWorkListRowsMax) return refuse_field("?limit", "input.not_a_choice");
  store::WorkSearch search{.kind = command.kind,
                           .holder = command.holder,
                           .me = *work.actor.officer,
                           .clock = command.clock,
                           .due_before = command.due_before,
                           .opened_before = command.opened_before,
                           .unreachable = command.unreachable,
                           .callback_promised = command.callback_promised,
                           .now = work.now,
                           .rows_max = command.limit + 1};
  if (!command.cursor.empty()) search.after = TRY(parse_cursor(command.cursor));
  auto lines = work.store.work_list.page(search);
  TaskPage page;
  if (std::ssize(lines) > command.limit) {
    lines.pop_back();
    page.next = cursor_of(lines.back().task);
  }
  for (auto& line : lines) page.tasks.push_back(view_of(work, std::move(line)));
  page.can.push_back(can_line("hand-over", may_hand_over(work)));
  return page;
}

Result<std::vector<TaskView>> tasks_of(Work& work, const ApplicationId& application) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  TRY(visible_application(work, application));
  std::vector<TaskView> views;
  for (const auto& task : work.store.tasks.open_of_application(application)) {
    views.push_back(view_of(work, TRY(work.store.work_list.get(task.id))));
  }
  return views;
}

Result<TaskView> show_task(Work& work, const TaskId& id) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  return view_of(work, TRY(work.store.work_list.get(id)));
}

}  // namespace madoguchi
