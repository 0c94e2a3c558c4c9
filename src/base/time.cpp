#include "base/time.h"

#include <charconv>
#include <cstdio>

namespace madoguchi {
namespace {

using namespace std::chrono;

bool digits(std::string_view text, int& value) {
  value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  return !text.empty();
}

std::optional<year_month_day> parse_date(std::string_view text) {
  int y = 0, m = 0, d = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  if (!digits(text.substr(0, 4), y) || !digits(text.substr(5, 2), m) || !digits(text.substr(8, 2), d)) return {};
  const year_month_day date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
  if (!date.ok()) return {};
  return date;
}

std::string print(year_month_day date) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer;
}

}  // namespace

std::string format_utc(Time time) {
  const auto midnight = floor<days>(time);
  const hh_mm_ss clock(time - midnight);
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02dZ", static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return print(year_month_day(midnight)) + buffer;
}

std::optional<Time> parse_utc(std::string_view text) {
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return {};
  const auto date = parse_date(text.substr(0, 10));
  int h = 0, m = 0, s = 0;
  if (!date || !digits(text.substr(11, 2), h) || !digits(text.substr(14, 2), m) || !digits(text.substr(17, 2), s)) {
    return {};
  }
  if (h > 23 || m > 59 || s > 59) return {};
  return Time(sys_days(*date)) + hours(h) + minutes(m) + seconds(s);
}

std::string format_day(JstDay day) {
  return print(year_month_day(day));
}

std::optional<JstDay> parse_day(std::string_view text) {
  const auto date = parse_date(text);
  if (!date) return {};
  return JstDay(*date);
}

std::string format_jst(Time time) {
  const auto day = jst_day(time);
  const hh_mm_ss clock(time - jst_midnight(day));
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, " %02d:%02d JST", static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()));
  return format_day(day) + buffer;
}

Time system_now() {
  return floor<seconds>(system_clock::now());
}

}  // namespace madoguchi
