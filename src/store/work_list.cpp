#include "store/work_list.h"

#include "store/task_row.h"

namespace madoguchi::store {
namespace {

#define WORK_SELECT \
  "SELECT " TASK_COLUMNS_OF("t.") ", a.number, a.kind, a.state, a.legal_cause, c.number, c.common_name, u.name, "     \
  "e.number, oa.name, oc.name, "                                                                                      \
  "(SELECT COUNT(*) FROM call_record r WHERE r.application_id = t.application_id), "                                  \
  "(SELECT r.next_try_at FROM call_record r WHERE r.application_id = t.application_id ORDER BY r.at DESC, r.id DESC " \
  "LIMIT 1) "                                                                                                         \
  "FROM task t LEFT JOIN application a ON a.id = t.application_id LEFT JOIN contract c ON c.id = t.contract_id "      \
  "LEFT JOIN customer u ON u.id = c.customer_id LEFT JOIN enquiry e ON e.id = t.enquiry_id "                          \
  "LEFT JOIN officer oa ON oa.id = t.assigned_to LEFT JOIN officer oc ON oc.id = t.claimed_by "

WorkLine read(const sql::Row& row) {
  return {.task = read_task(row),
          .application_number = row.maybe_text(14),
          .application_kind = maybe_name_at<ApplicationKind>(row, 15),
          .application_state = maybe_name_at<ApplicationState>(row, 16),
          .legal_cause = maybe_name_at<LegalCause>(row, 17),
          .contract_number = row.maybe_text(18),
          .common_name = row.maybe_text(19),
          .customer_name = row.maybe_text(20),
          .enquiry_number = row.maybe_text(21),
          .assigned_name = row.maybe_text(22),
          .claimed_name = row.maybe_text(23),
          .tries = row.number(24),
          .next_call_at = row.maybe_time(25)};
}

/// Conditions and their parameters, numbered as they come.
struct Where {
  std::string text = "t.closed_at IS NULL";
  std::vector<sql::Parameter> parameters{};
  std::string next(sql::Parameter parameter) {
    parameters.push_back(std::move(parameter));
    return "$" + std::to_string(parameters.size());
  }
  void also(const std::string& condition) { text += " AND " + condition; }
};

void add_holder(Where& where, const WorkSearch& search) {
  const auto claimed = [&] {
    const auto me = where.next(search.me);
    return "(t.claimed_by = " + me + " AND t.claim_until > " + where.next(search.now) + ")";
  };
  switch (search.holder) {
    case WorkHolder::mine: {
      const auto mine = claimed();
      where.also("(" + mine + " OR t.assigned_to = " + where.next(search.me) + ")");
      return;
    }
    case WorkHolder::assigned:
      return where.also("t.assigned_to = " + where.next(search.me));
    case WorkHolder::claimed:
      return where.also(claimed());
    case WorkHolder::unassigned:
      return where.also(
          "t.assigned_to IS NULL AND (t.claimed_by IS NULL OR t.claim_until <= " + where.next(search.now) + ")");
    case WorkHolder::all:
      return;
  }
}

}  // namespace

std::vector<WorkLine> WorkList::page(const WorkSearch& search) {
  Where where;
  if (search.kind) where.also("t.kind = " + where.next(to_text(*search.kind)));
  add_holder(where, search);
  if (search.clock == WorkClock::within_5_days) where.also("t.due_at IS NOT NULL AND a.legal_cause = 'within_5_days'");
  if (search.clock == WorkClock::within_24_hours) {
    where.also("t.due_at IS NOT NULL AND (a.legal_cause IS NULL OR a.legal_cause <> 'within_5_days')");
  }
  if (search.due_before) where.also("t.due_at < " + where.next(*search.due_before));
  if (search.opened_before) where.also("t.opened_at < " + where.next(*search.opened_before));
  if (search.unreachable) {
    where.also("t.kind = 'call' AND EXISTS (SELECT 1 FROM call_record r WHERE r.application_id = t.application_id)");
  }
  if (search.callback_promised) {
    where.also(
        "t.kind = 'call' AND (SELECT r.next_try_at FROM call_record r WHERE r.application_id = t.application_id "
        "ORDER BY r.at DESC, r.id DESC LIMIT 1) IS NOT NULL");
  }
  const auto due = "COALESCE(t.due_at, " + std::to_string(kNoDeadline) + ")";
  if (search.after) {
    const auto from = where.next(search.after->due_at);
    const auto opened = where.next(search.after->opened_at);
    where.also("(" + due + ", t.opened_at, t.id) > (" + from + ", " + opened + ", " + where.next(search.after->id) +
               ")");
  }
  const auto limit = where.next(search.rows_max);
  return all_of(
      sql_.query(WORK_SELECT "WHERE " + where.text + " ORDER BY " + due + ", t.opened_at, t.id LIMIT " + limit,
                 where.parameters),
      read);
}

Result<WorkLine> WorkList::get(const TaskId& id) {
  const auto rows = sql_.query(WORK_SELECT "WHERE t.id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "task.not_found");
  return read(rows.front());
}

bool WorkList::claim(const TaskId& id, const OfficerId& officer, Time now, Time until) {
  return sql_.execute(
             "UPDATE task SET claimed_by = $1, claim_until = $2, version = version + 1 WHERE id = $3 "
             "AND closed_at IS NULL AND (claimed_by IS NULL OR claimed_by = $1 OR claim_until <= $4)",
             {officer, until, id, now}) == 1;
}

bool WorkList::release(const TaskId& id, const OfficerId& officer) {
  return sql_.execute(
             "UPDATE task SET claimed_by = NULL, claim_until = NULL, version = version + 1 WHERE id = $1 "
             "AND closed_at IS NULL AND claimed_by = $2",
             {id, officer}) == 1;
}

std::vector<Task> WorkList::in_hands_of(const OfficerId& officer, Time now, std::int64_t rows_max) {
  auto lines = all_of(
      sql_.query(WORK_SELECT
                 "WHERE t.closed_at IS NULL AND (t.assigned_to = $1 OR (t.claimed_by = $1 AND t.claim_until > $2) OR "
                 "(t.kind = 'call' AND EXISTS (SELECT 1 FROM call_record r WHERE r.application_id = t.application_id "
                 "AND r.officer_id = $1 AND r.next_try_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM call_record n "
                 "WHERE n.application_id = r.application_id AND n.at > r.at)))) ORDER BY t.opened_at, t.id LIMIT $3",
                 {officer, now, rows_max}),
      read);
  std::vector<Task> tasks;
  tasks.reserve(lines.size());
  for (auto& line : lines) tasks.push_back(std::move(line.task));
  return tasks;
}

}  // namespace madoguchi::store
