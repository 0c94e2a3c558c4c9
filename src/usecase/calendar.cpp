#include "usecase/calendar.h"

#include <algorithm>

#include "usecase/can_line.h"
#include "usecase/guard.h"
#include "usecase/officer_text.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

Result<CalendarChanges> seen(Work& work, std::int64_t version) {
  TRY(require_role(work, {Role::administrator}));
  auto changes = work.store.calendar.get();
  if (changes.version != version) return refuse(ErrorCode::stale, "record.changed");
  return changes;
}

/// Whether one works at all within kClosedDaysMax days, wherever around `day` one begins to look.
bool opens_again(const Calendar& calendar, JstDay day) {
  int closed = 0;
  for (int i = -kClosedDaysMax; i <= kClosedDaysMax; ++i) {
    closed = is_working_day(calendar, day + std::chrono::days(i)) ? 0 : closed + 1;
    if (closed == kClosedDaysMax) return false;
  }
  return true;
}

CalendarView view_of(Work& work) {
  CalendarView view;
  view.changes = work.store.calendar.get();
  view.calendar = changed(work.policy().calendar, view.changes);
  view.can.push_back(can_line("change_calendar", require_role(work, {Role::administrator})));
  return view;
}

std::string_view word_for(std::optional<bool> working) {
  if (!working) return "as_policy";
  return *working ? "working" : "closed";
}

Result<void> check_day(const Work& work, JstDay day) {
  const auto today = jst_day(work.now);
  if (day < today) return refuse_field("/day", "calendar.day_past");
  if (day > today + std::chrono::days(kCalendarAheadDaysMax)) return refuse_field("/day", "calendar.day_too_far");
  return {};
}

}  // namespace

Calendar calendar_of(Work& work) {
  return changed(work.policy().calendar, work.store.calendar.get());
}

Result<CalendarView> show_calendar(Work& work) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  return view_of(work);
}

Result<CalendarView> change_calendar_day(Work& work, const ChangeCalendarDay& command) {
  auto changes = TRY(seen(work, command.version));
  TRY(check_day(work, command.day));
  const auto reason = TRY(required_line("/reason", command.reason));
  const auto before = std::ranges::find(changes.days, command.day, &CalendarDay::day);
  const bool decided = before != changes.days.end();
  const auto old = decided ? std::optional(before->working) : std::nullopt;
  const bool as_it_is =
      decided ? old == command.working
              : !command.working || *command.working == is_working_day(work.policy().calendar, command.day);
  if (as_it_is) return refuse_field("/working", "calendar.already_so");
  if (decided) changes.days.erase(before);
  if (command.working) {
    changes.days.push_back({.day = command.day,
                            .working = *command.working,
                            .reason = reason,
                            .set_by = *work.actor.officer,
                            .set_at = work.now});
  }
  if (!opens_again(changed(work.policy().calendar, changes), command.day)) {
    return refuse_field("/working", "calendar.closed_too_long");
  }
  if (command.working) {
    work.store.calendar.put_day(changes.days.back());
  } else {
    work.store.calendar.remove_day(command.day);
  }
  work.store.calendar.remove_days_before(jst_day(work.now) - std::chrono::days(kCalendarBehindDays));
  TRY(work.store.calendar.update(changes));
  record_event(work, "calendar.day_changed", "calendar", format_day(command.day), {},
               CanonicalJson().text("before", word_for(old)).text("after", word_for(command.working)));
  return view_of(work);
}

Result<CalendarView> change_calling_hours(Work& work, const ChangeCallingHours& command) {
  auto changes = TRY(seen(work, command.version));
  if (command.from_minute.has_value() != command.until_minute.has_value()) {
    return refuse_field("/calls_until", "calendar.hours_both");
  }
  if (command.from_minute && *command.from_minute >= *command.until_minute) {
    return refuse_field("/calls_until", "calendar.hours_order");
  }
  if (command.from_minute == changes.calls_from_minute && command.until_minute == changes.calls_until_minute) {
    return refuse_field("/calls_from", "calendar.already_so");
  }
  changes.calls_from_minute = command.from_minute;
  changes.calls_until_minute = command.until_minute;
  TRY(work.store.calendar.update(changes));
  const auto after = changed(work.policy().calendar, changes);
  record_event(work, "calendar.hours_changed", "calendar", "hours", {},
               CanonicalJson()
                   .number("calls_from_minute", after.calls_from_minute)
                   .number("calls_until_minute", after.calls_until_minute));
  return view_of(work);
}

}  // namespace madoguchi
