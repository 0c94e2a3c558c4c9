#include "store/calendar_table.h"

#include "store/columns.h"

namespace madoguchi::store {
namespace {

CalendarDay read(const sql::Row& row) {
  return CalendarDay{.day = row.day(0),
                     .working = row.truth(1),
                     .reason = row.text(2),
                     .set_by = {row.text(3)},
                     .set_at = row.time(4)};
}

}  // namespace

CalendarChanges CalendarTable::get() {
  CalendarChanges changes;
  changes.days = all_of(sql_.query("SELECT day, working, reason, set_by, set_at FROM calendar_day ORDER BY day"), read);
  const auto rows =
      sql_.query("SELECT calls_from_minute, calls_until_minute, version FROM calendar_hours WHERE id = 1");
  if (rows.empty()) throw Failure("the calendar has no row");
  changes.calls_from_minute = rows.front().maybe_number(0);
  changes.calls_until_minute = rows.front().maybe_number(1);
  changes.version = rows.front().number(2);
  return changes;
}

void CalendarTable::put_day(const CalendarDay& day) {
  sql_.execute(
      "INSERT INTO calendar_day (day, working, reason, set_by, set_at) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (day) DO UPDATE SET working = $2, reason = $3, set_by = $4, set_at = $5",
      {day.day, day.working, day.reason, day.set_by, day.set_at});
}

void CalendarTable::remove_day(JstDay day) {
  sql_.execute("DELETE FROM calendar_day WHERE day = $1", {day});
}

void CalendarTable::remove_days_before(JstDay day) {
  sql_.execute("DELETE FROM calendar_day WHERE day < $1", {day});
}

Result<void> CalendarTable::update(const CalendarChanges& changes) {
  const auto touched = sql_.execute(
      "UPDATE calendar_hours SET calls_from_minute = $1, calls_until_minute = $2, version = version + 1 "
      "WHERE id = 1 AND version = $3",
      {changes.calls_from_minute, changes.calls_until_minute, changes.version});
  if (touched != 1) return refuse(ErrorCode::stale, "record.changed");
  return {};
}

}  // namespace madoguchi::store
