#pragma once
#include "base/result.h"
#include "domain/policy.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// What the desk has changed in the working calendar (R127).
class CalendarTable {
 public:
  explicit CalendarTable(sql::Connection& sql) : sql_(sql) {}
  CalendarChanges get();
  void put_day(const CalendarDay& day);  ///< instead of what was decided about it before
  void remove_day(JstDay day);
  void remove_days_before(JstDay day);
  /// Both or none, and one version more; stale "record.changed" if `version` is not the present one.
  Result<void> update(const CalendarChanges& changes);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
