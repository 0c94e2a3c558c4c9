#pragma once
#include "domain/can.h"
#include "usecase/work.h"

/// R127: working days and calling hours. They move calls and expectations, never a legal deadline.
namespace madoguchi {

/// The policy's calendar with what the desk has changed since, as of this transaction. Whoever needs a working day or
/// an hour asks here.
Calendar calendar_of(Work& work);

struct CalendarView {
  Calendar calendar;
  CalendarChanges changes;
  std::vector<Can> can;
};
/// Officers only: forbidden "forbidden".
Result<CalendarView> show_calendar(Work& work);

inline constexpr std::int64_t kCalendarAheadDaysMax = 731;  ///< a day further on is a slip of the pen
inline constexpr std::int64_t kCalendarBehindDays = 366;    ///< what was decided is kept so long; the events stay

/// One day works, is closed, or (without `working`) is the policy's again.
struct ChangeCalendarDay {
  std::int64_t version = 0;  ///< of the calendar, as it was seen
  JstDay day{};
  std::optional<bool> working{};
  std::string reason;  ///< for the colleagues, one line
};
/// By an administrator, else forbidden "forbidden"; stale "record.changed". "/day" calendar.day_past (before today in
/// Japan), calendar.day_too_far; "/reason" input.*; "/working" calendar.already_so, calendar.closed_too_long
/// ({days}). Event calendar.day_changed.
Result<CalendarView> change_calendar_day(Work& work, const ChangeCalendarDay& command);

/// From and until, as minutes after 00:00 in Japan; without both the policy's again.
struct ChangeCallingHours {
  std::int64_t version = 0;
  std::optional<std::int64_t> from_minute{};
  std::optional<std::int64_t> until_minute{};
};
/// As above. "/calls_until" calendar.hours_order, calendar.hours_both; "/calls_from" calendar.already_so. Event
/// calendar.hours_changed.
Result<CalendarView> change_calling_hours(Work& work, const ChangeCallingHours& command);

}  // namespace madoguchi
