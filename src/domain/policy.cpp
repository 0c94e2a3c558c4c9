#include "domain/policy.h"

namespace madoguchi {

bool is_working_day(const Calendar& calendar, JstDay day) {
  const std::chrono::weekday weekday(day);
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday && !calendar.holidays.contains(day);
}

Time next_calling_time(const Calendar& calendar, Time time) {
  auto day = jst_day(time);
  for (int looked = 0; looked < 60; ++looked, day += std::chrono::days(1)) {  // no closure lasts two months
    if (!is_working_day(calendar, day)) continue;
    const auto from = jst_midnight(day) + std::chrono::minutes(calendar.calls_from_minute);
    const auto until = jst_midnight(day) + std::chrono::minutes(calendar.calls_until_minute);
    if (time < until) return std::max(time, from);
  }
  return time;
}

}  // namespace madoguchi
