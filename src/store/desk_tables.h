#pragma once
#include <span>

#include "base/result.h"
#include "domain/application.h"
#include "domain/task.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// What waits for a person.
class TaskTable {
 public:
  explicit TaskTable(sql::Connection& sql) : sql_(sql) {}
  void add(const Task& task);
  Result<Task> get(const TaskId& id);  ///< not_found "task.not_found"
  /// Closes the open tasks of an application, of one kind or of all.
  void close_of_application(const ApplicationId& application, const std::optional<TaskKind>& kind, Time at);
  void close_of_enquiry(const EnquiryId& enquiry, Time at);  ///< all of them
  bool close(const TaskId& id, Time at);
  /// Open tasks by deadline, those without one last; at most rows_max.
  std::vector<Task> open(const std::optional<TaskKind>& kind, std::int64_t rows_max);
  /// Open tasks of that kind whose detail begins so, and whose escalation is behind `marks`: the i-th of them has
  /// passed once due_at lies before `marks[i]`. Most urgent first, at most rows_max.
  std::vector<Task> marks_due(TaskKind kind, std::string_view detail_begins, std::span<const Time> marks,
                              std::int64_t rows_max);
  /// The open task of that kind and detail, if there is one: for what is raised once, whoever notices it.
  std::optional<Task> find_open(TaskKind kind, std::string_view detail);
  std::vector<Task> open_of_application(const ApplicationId& application);
  Result<Task> update(Task task);  ///< stale "record.changed" if its version moved on

 private:
  sql::Connection& sql_;
};

/// What the actors did, never changed (R106).
struct Event {
  EventId id;
  Time at{};
  ActorKind actor_kind = ActorKind::engine;
  std::optional<std::string> actor_id{};
  std::string action;        ///< "application.approved"
  std::string subject_kind;  ///< "application"
  std::string subject_id;
  std::optional<ContractId> contract{};
  std::string body = "{}";  ///< canonical JSON: ids, states, keyed digests; no personal data
};
/// Where a page of events goes on: after this (at, id). Within one second ids go up as one process writes them.
struct EventCursor {
  Time at{};
  std::string id;
};
/// One kind of event that somebody leaves on one thing.
struct OwnEvent {
  ActorKind actor_kind = ActorKind::engine;
  std::string actor_id;
  std::string action;
  std::string subject_id;
};
struct EventSearch {
  std::optional<std::string> subject{};
  std::optional<ContractId> contract{};
  std::optional<Time> from{};
  std::optional<Time> until{};         ///< exclusive
  std::optional<EventCursor> after{};  ///< the last of the page before, in the order asked for
  bool newest_first = false;
  std::int64_t rows_max = 100;
};
class EventTable {
 public:
  explicit EventTable(sql::Connection& sql) : sql_(sql) {}
  void add(const Event& event);
  std::vector<Event> of_subject(const std::string& subject_id, std::int64_t rows_max);
  std::vector<Event> of_contract(const ContractId& contract, std::int64_t rows_max);
  /// Whether there is one after `after`, and not after `until`.
  bool left_by(const OwnEvent& own, Time after, Time until);
  /// Oldest first, unless asked for the other way round.
  std::vector<Event> page(const EventSearch& search);

 private:
  sql::Connection& sql_;
};

/// Tries and double posts: what outlives a refusal.
class AttemptTable {
 public:
  explicit AttemptTable(sql::Connection& sql) : sql_(sql) {}
  void add(const std::string& id, const std::string& bucket, Time at);
  std::int64_t count_since(const std::string& bucket, Time since);
  /// The newest ones after `since`, newest first, at most rows_max.
  std::vector<Time> newest_since(const std::string& bucket, Time since, std::int64_t rows_max);
  void remove(const std::string& id);
  void clear(const std::string& bucket);
  void remove_before(Time before);

 private:
  sql::Connection& sql_;
};

struct IdempotentResult {
  std::string request_digest;
  std::string result_id;
};
class IdempotencyTable {
 public:
  explicit IdempotencyTable(sql::Connection& sql) : sql_(sql) {}
  std::optional<IdempotentResult> find(const std::string& actor_id, const std::string& key);
  /// False if the key is taken: another call with it came first.
  bool add(const std::string& actor_id, const std::string& key, const IdempotentResult& result, Time at);
  void remove_before(Time before);

 private:
  sql::Connection& sql_;
};

/// What was fixed when the database was made, and the example's clock.
struct ServiceRow {
  bool example = false;
  Seconds clock_offset{0};
  Time created_at{};
};
class ServiceTable {
 public:
  explicit ServiceTable(sql::Connection& sql) : sql_(sql) {}
  std::optional<ServiceRow> get();
  void add(const ServiceRow& row);
  /// Only forward, only in an example; false otherwise.
  bool advance_clock(Seconds to_offset);

 private:
  sql::Connection& sql_;
};

/// Jobs that run by the clock, once among all nodes.
class PeriodicTable {
 public:
  explicit PeriodicTable(sql::Connection& sql) : sql_(sql) {}
  /// True if this caller may run `name` now; it holds it for `lease`.
  bool claim(std::string_view name, Time now, Seconds lease);
  void done(std::string_view name, Time now, Time next_due);
  /// Until the end of the transaction nobody claims `name`, and who is claiming it is waited for. A lease that ended
  /// may have gone to another by then: whoever asks has to see for itself.
  void lock(std::string_view name);
  /// Whoever holds `name` holds it until then.
  void hold(std::string_view name, Time until);
  struct Turn {
    Time due_at{};
    Time leased_until{};
  };
  Turn turn(std::string_view name);  ///< never claimed: both long ago

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
