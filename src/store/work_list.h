#pragma once
#include "base/result.h"
#include "domain/application.h"
#include "domain/task.h"
#include "sql/connection.h"

namespace madoguchi::store {

inline constexpr std::int64_t kWorkListRowsMax = 100;

/// Where a page of the work list goes on: after this place in its order (deadline, age, id).
struct WorkCursor {
  std::int64_t due_at = 0;  ///< kNoDeadline for a task without one
  Time opened_at{};
  std::string id;
};
/// Sorts after every deadline.
inline constexpr std::int64_t kNoDeadline = std::int64_t{1} << 60;

enum class WorkHolder : std::uint8_t {
  mine,        ///< assigned to me, or claimed by me
  assigned,    ///< assigned to me
  claimed,     ///< claimed by me
  unassigned,  ///< neither assigned nor claimed by anybody
  all,
};
/// Which legal clock runs (R101): 24 hours, or the 5 days of a classified cause (R121).
enum class WorkClock : std::uint8_t { within_24_hours, within_5_days };

struct WorkSearch {
  std::optional<TaskKind> kind{};
  WorkHolder holder = WorkHolder::all;
  OfficerId me;
  std::optional<WorkClock> clock{};
  std::optional<Time> due_before{};
  std::optional<Time> opened_before{};
  bool unreachable = false;        ///< calls that were tried and reached nobody
  bool callback_promised = false;  ///< calls with a promised time
  Time now{};
  std::optional<WorkCursor> after{};
  std::int64_t rows_max = kWorkListRowsMax;
};

/// A task and what one has to know to choose it.
struct WorkLine {
  Task task;
  std::optional<std::string> application_number{};
  std::optional<ApplicationKind> application_kind{};
  std::optional<ApplicationState> application_state{};
  std::optional<LegalCause> legal_cause{};
  std::optional<std::string> contract_number{};
  std::optional<std::string> common_name{};
  std::optional<std::string> customer_name{};
  std::optional<std::string> enquiry_number{};
  std::optional<std::string> assigned_name{};
  std::optional<std::string> claimed_name{};
  std::int64_t tries = 0;              ///< calls on record
  std::optional<Time> next_call_at{};  ///< as agreed in the last one
};

/// What waits for the desk, in one statement, and who has taken it (R101).
class WorkList {
 public:
  explicit WorkList(sql::Connection& sql) : sql_(sql) {}
  /// Open tasks by deadline, those without one last, then by age; at most search.rows_max.
  std::vector<WorkLine> page(const WorkSearch& search);
  /// not_found "task.not_found". Open or closed.
  Result<WorkLine> get(const TaskId& id);
  /// Takes or renews a claim; false if the task is closed or somebody else's claim has not run out at `now`.
  bool claim(const TaskId& id, const OfficerId& officer, Time now, Time until);
  /// Gives up the officer's own claim; false if there is none.
  bool release(const TaskId& id, const OfficerId& officer);
  /// Open tasks that the officer has claimed, is assigned to, or promised a call for (R101).
  std::vector<Task> in_hands_of(const OfficerId& officer, Time now, std::int64_t rows_max);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store

namespace madoguchi {
template <>
struct Names<store::WorkHolder> {
  static constexpr auto values = std::to_array<std::pair<store::WorkHolder, std::string_view>>({
      MADOGUCHI_NAME(store::WorkHolder, mine),
      MADOGUCHI_NAME(store::WorkHolder, assigned),
      MADOGUCHI_NAME(store::WorkHolder, claimed),
      MADOGUCHI_NAME(store::WorkHolder, unassigned),
      MADOGUCHI_NAME(store::WorkHolder, all),
  });
};
template <>
struct Names<store::WorkClock> {
  static constexpr auto values = std::to_array<std::pair<store::WorkClock, std::string_view>>({
      MADOGUCHI_NAME(store::WorkClock, within_24_hours),
      MADOGUCHI_NAME(store::WorkClock, within_5_days),
  });
};
}  // namespace madoguchi
