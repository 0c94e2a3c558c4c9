#include "domain/policy.h"

namespace madoguchi {

std::optional<std::int64_t> parse_time_of_day(std::string_view text) {
  constexpr std::int64_t kHours = 24, kMinutes = 60;
  if (text.size() != 5 || text[2] != ':') return {};
  const auto two = [&](std::size_t from) -> std::int64_t {
    const auto digits = text.substr(from, 2);
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return kMinutes;
    return (digits[0] - '0') * 10 + (digits[1] - '0');
  };
  const auto hour = two(0), minute = two(3);
  if (hour >= kHours || minute >= kMinutes) return {};
  return hour * kMinutes + minute;
}

bool is_working_day(const Calendar& calendar, JstDay day) {
  const std::chrono::weekday weekday(day);
  if (calendar.open_days.contains(day)) return true;
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday && !calendar.holidays.contains(day);
}

JstDay next_working_day(const Calendar& calendar, JstDay day) {
  for (int looked = 0; looked < kClosedDaysMax; ++looked) {
    day += std::chrono::days(1);
    if (is_working_day(calendar, day)) break;
  }
  return day;
}

Time next_calling_time(const Calendar& calendar, Time time) {
  auto day = jst_day(time);
  for (int looked = 0; looked < kClosedDaysMax; ++looked, day += std::chrono::days(1)) {
    if (!is_working_day(calendar, day)) continue;
    const auto from = jst_midnight(day) + std::chrono::minutes(calendar.calls_from_minute);
    const auto until = jst_midnight(day) + std::chrono::minutes(calendar.calls_until_minute);
    if (time < until) return std::max(time, from);
  }
  return time;
}

Calendar changed(Calendar calendar, const CalendarChanges& changes) {
  for (const auto& change : changes.days) {
    calendar.holidays.erase(change.day);
    calendar.open_days.erase(change.day);
    (change.working ? calendar.open_days : calendar.holidays).insert(change.day);
  }
  if (changes.calls_from_minute) calendar.calls_from_minute = *changes.calls_from_minute;
  if (changes.calls_until_minute) calendar.calls_until_minute = *changes.calls_until_minute;
  return calendar;
}

}  // namespace madoguchi
