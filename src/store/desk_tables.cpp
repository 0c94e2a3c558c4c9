#include "store/desk_tables.h"

#include "store/task_row.h"

namespace madoguchi::store {
namespace {

#define TASK_COLUMNS TASK_COLUMNS_OF("")
#define EVENT_COLUMNS "id, at, actor_kind, actor_id, action, subject_kind, subject_id, contract_id, body"

Event read_event(const sql::Row& row) {
  return Event{.id = {row.text(0)},
               .at = row.time(1),
               .actor_kind = name_at<ActorKind>(row, 2),
               .actor_id = row.maybe_text(3),
               .action = row.text(4),
               .subject_kind = row.text(5),
               .subject_id = row.text(6),
               .contract = maybe_id_at<ContractId>(row, 7),
               .body = row.text(8)};
}

}  // namespace

void TaskTable::add(const Task& t) {
  sql_.execute("INSERT INTO task (" TASK_COLUMNS
               ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
               {t.id, to_text(t.kind), t.application, t.enquiry, t.contract, t.detail, t.opened_at, t.due_at,
                t.assigned_to, t.claimed_by, t.claim_until, t.escalation, t.closed_at, t.version});
}

Result<Task> TaskTable::get(const TaskId& id) {
  const auto rows = sql_.query("SELECT " TASK_COLUMNS " FROM task WHERE id = $1", {id});
  if (rows.empty()) return refuse(ErrorCode::not_found, "task.not_found");
  return read_task(rows.front());
}

void TaskTable::close_of_application(const ApplicationId& application, const std::optional<TaskKind>& kind, Time at) {
  if (kind) {
    sql_.execute(
        "UPDATE task SET closed_at = $1, version = version + 1 WHERE application_id = $2 AND kind = $3 "
        "AND closed_at IS NULL",
        {at, application, to_text(*kind)});
  } else {
    sql_.execute(
        "UPDATE task SET closed_at = $1, version = version + 1 WHERE application_id = $2 AND closed_at IS NULL",
        {at, application});
  }
}

void TaskTable::close_of_enquiry(const EnquiryId& enquiry, Time at) {
  sql_.execute("UPDATE task SET closed_at = $1, version = version + 1 WHERE enquiry_id = $2 AND closed_at IS NULL",
               {at, enquiry});
}

bool TaskTable::close(const TaskId& id, Time at) {
  return sql_.execute("UPDATE task SET closed_at = $1, version = version + 1 WHERE id = $2 AND closed_at IS NULL",
                      {at, id}) == 1;
}

std::vector<Task> TaskTable::open(const std::optional<TaskKind>& kind, std::int64_t rows_max) {
  return all_of(kind ? sql_.query("SELECT " TASK_COLUMNS " FROM task WHERE closed_at IS NULL AND kind = $1 "
                                  "ORDER BY due_at IS NULL, due_at, opened_at, id LIMIT $2",
                                  {to_text(*kind), rows_max})
                     : sql_.query("SELECT " TASK_COLUMNS " FROM task WHERE closed_at IS NULL "
                                  "ORDER BY due_at IS NULL, due_at, opened_at, id LIMIT $1",
                                  {rows_max}),
                read_task);
}

std::vector<Task> TaskTable::marks_due(TaskKind kind, std::string_view detail_begins, std::span<const Time> marks,
                                       std::int64_t rows_max) {
  std::vector<sql::Parameter> values{to_text(kind), static_cast<std::int64_t>(detail_begins.size()), detail_begins,
                                     rows_max};
  std::string passed;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    values.emplace_back(marks[i]);
    values.emplace_back(static_cast<std::int64_t>(i + 1));
    passed += (passed.empty() ? "(due_at < $" : " OR (due_at < $") + std::to_string(values.size() - 1) +
              " AND escalation < $" + std::to_string(values.size()) + ")";
  }
  return all_of(sql_.query("SELECT " TASK_COLUMNS " FROM task WHERE closed_at IS NULL AND kind = $1 "
                           "AND substr(detail, 1, CAST($2 AS INTEGER)) = $3 AND (" +
                               passed + ") ORDER BY due_at, id LIMIT $4",
                           values),
                read_task);
}

std::optional<Task> TaskTable::find_open(TaskKind kind, std::string_view detail) {
  const auto rows = sql_.query("SELECT " TASK_COLUMNS
                               " FROM task WHERE closed_at IS NULL AND kind = $1 AND detail = $2 ORDER BY id LIMIT 1",
                               {to_text(kind), detail});
  if (rows.empty()) return {};
  return read_task(rows.front());
}

std::vector<Task> TaskTable::open_of_application(const ApplicationId& application) {
  return all_of(sql_.query("SELECT " TASK_COLUMNS
                           " FROM task WHERE application_id = $1 AND closed_at IS NULL ORDER BY opened_at, id",
                           {application}),
                read_task);
}

Result<Task> TaskTable::update(Task t) {
  const auto touched = sql_.execute(
      "UPDATE task SET due_at = $1, assigned_to = $2, claimed_by = $3, claim_until = $4, escalation = $5, "
      "closed_at = $6, version = version + 1 WHERE id = $7 AND version = $8",
      {t.due_at, t.assigned_to, t.claimed_by, t.claim_until, t.escalation, t.closed_at, t.id, t.version});
  if (touched != 1) return refuse(ErrorCode::stale, "record.changed");
  ++t.version;
  return t;
}

void EventTable::add(const Event& e) {
  sql_.execute(
      "INSERT INTO event (" EVENT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {e.id, e.at, to_text(e.actor_kind), e.actor_id, e.action, e.subject_kind, e.subject_id, e.contract, e.body});
}

std::vector<Event> EventTable::of_subject(const std::string& subject_id, std::int64_t rows_max) {
  return all_of(
      sql_.query("SELECT " EVENT_COLUMNS " FROM event WHERE subject_id = $1 ORDER BY at DESC, id DESC LIMIT $2",
                 {subject_id, rows_max}),
      read_event);
}

std::vector<Event> EventTable::of_contract(const ContractId& contract, std::int64_t rows_max) {
  return all_of(
      sql_.query("SELECT " EVENT_COLUMNS " FROM event WHERE contract_id = $1 ORDER BY at DESC, id DESC LIMIT $2",
                 {contract, rows_max}),
      read_event);
}

bool EventTable::left_by(const OwnEvent& own, Time after, Time until) {
  return !sql_.query(
                  "SELECT at FROM event WHERE subject_id = $1 AND at > $2 AND at <= $3 AND action = $4 "
                  "AND actor_kind = $5 AND actor_id = $6 LIMIT 1",
                  {own.subject_id, after, until, own.action, to_text(own.actor_kind), own.actor_id})
              .empty();
}

std::vector<Event> EventTable::page(const EventSearch& search) {
  std::string where = "at >= $1 AND at < $2";
  std::vector<sql::Parameter> values = {search.from.value_or(from_unix(0)),
                                        search.until.value_or(from_unix(std::int64_t{1} << 60))};
  const auto next = [&](sql::Parameter value) {
    values.push_back(std::move(value));
    return "$" + std::to_string(values.size());
  };
  if (search.subject) where += " AND subject_id = " + next(*search.subject);
  if (search.contract) where += " AND contract_id = " + next(*search.contract);
  if (search.after) {
    const auto at = next(search.after->at);
    where += " AND (at, id) " + std::string(search.newest_first ? "<" : ">") + " (" + at + ", " +
             next(search.after->id) + ")";
  }
  const std::string order = search.newest_first ? " ORDER BY at DESC, id DESC" : " ORDER BY at, id";
  const auto limit = next(search.rows_max);
  return all_of(sql_.query("SELECT " EVENT_COLUMNS " FROM event WHERE " + where + order + " LIMIT " + limit, values),
                read_event);
}

void AttemptTable::add(const std::string& id, const std::string& bucket, Time at) {
  sql_.execute("INSERT INTO attempt (id, bucket, at) VALUES ($1, $2, $3)", {id, bucket, at});
}
std::int64_t AttemptTable::count_since(const std::string& bucket, Time since) {
  return sql_.query("SELECT COUNT(*) FROM attempt WHERE bucket = $1 AND at > $2", {bucket, since}).front().number(0);
}
std::vector<Time> AttemptTable::newest_since(const std::string& bucket, Time since, std::int64_t rows_max) {
  return all_of(sql_.query("SELECT at FROM attempt WHERE bucket = $1 AND at > $2 ORDER BY at DESC, id LIMIT $3",
                           {bucket, since, rows_max}),
                [](const sql::Row& row) { return row.time(0); });
}
void AttemptTable::remove(const std::string& id) {
  sql_.execute("DELETE FROM attempt WHERE id = $1", {id});
}
void AttemptTable::clear(const std::string& bucket) {
  sql_.execute("DELETE FROM attempt WHERE bucket = $1", {bucket});
}
void AttemptTable::remove_before(Time before) {
  sql_.execute("DELETE FROM attempt WHERE at < $1", {before});
}

std::optional<IdempotentResult> IdempotencyTable::find(const std::string& actor_id, const std::string& key) {
  const auto rows =
      sql_.query("SELECT request_digest, result_id FROM idempotency WHERE actor_id = $1 AND idempotency_key = $2",
                 {actor_id, key});
  if (rows.empty()) return {};
  return IdempotentResult{.request_digest = rows.front().text(0), .result_id = rows.front().text(1)};
}
bool IdempotencyTable::add(const std::string& actor_id, const std::string& key, const IdempotentResult& result,
                           Time at) {
  return sql_.execute(
             "INSERT INTO idempotency (actor_id, idempotency_key, request_digest, result_id, created_at) "
             "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (actor_id, idempotency_key) DO NOTHING",
             {actor_id, key, result.request_digest, result.result_id, at}) == 1;
}
void IdempotencyTable::remove_before(Time before) {
  sql_.execute("DELETE FROM idempotency WHERE created_at < $1", {before});
}

std::optional<ServiceRow> ServiceTable::get() {
  const auto rows = sql_.query("SELECT example, clock_offset_seconds, created_at FROM service WHERE id = 1");
  if (rows.empty()) return {};
  return ServiceRow{.example = rows.front().truth(0),
                    .clock_offset = Seconds(rows.front().number(1)),
                    .created_at = rows.front().time(2)};
}
void ServiceTable::add(const ServiceRow& row) {
  sql_.execute("INSERT INTO service (id, example, clock_offset_seconds, created_at) VALUES (1, $1, $2, $3)",
               {row.example, row.clock_offset.count(), row.created_at});
}
bool ServiceTable::advance_clock(Seconds to_offset) {
  return sql_.execute(
             "UPDATE service SET clock_offset_seconds = $1 WHERE id = 1 AND example = 1 AND clock_offset_seconds <= $1",
             {to_offset.count()}) == 1;
}

bool PeriodicTable::claim(std::string_view name, Time now, Seconds lease) {
  sql_.execute("INSERT INTO periodic_job (name, due_at, leased_until) VALUES ($1, 0, 0) ON CONFLICT (name) DO NOTHING",
               {name});
  return sql_.execute(
             "UPDATE periodic_job SET leased_until = $1 WHERE name = $2 AND due_at <= $3 AND leased_until <= $3",
             {now + lease, name, now}) == 1;
}
void PeriodicTable::done(std::string_view name, Time now, Time next_due) {
  sql_.execute("UPDATE periodic_job SET due_at = $1, leased_until = 0, done_at = $2 WHERE name = $3",
               {next_due, now, name});
}
void PeriodicTable::lock(std::string_view name) {
  sql_.execute("UPDATE periodic_job SET leased_until = leased_until WHERE name = $1", {name});
}
void PeriodicTable::hold(std::string_view name, Time until) {
  sql_.execute("UPDATE periodic_job SET leased_until = $1 WHERE name = $2", {until, name});
}
PeriodicTable::Turn PeriodicTable::turn(std::string_view name) {
  const auto rows = sql_.query("SELECT due_at, leased_until FROM periodic_job WHERE name = $1", {name});
  if (rows.empty()) return {};
  return {.due_at = rows.front().time(0), .leased_until = rows.front().time(1)};
}

}  // namespace madoguchi::store
