#include "base/time.h"

#include <array>
#include <charconv>
#include <string>

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

/// A number with leading zeros. Not negative: years are of this era.
void put(std::string& out, int number, std::size_t width) {
  std::array<char, 12> buffer{};
  const auto* const end = std::to_chars(buffer.begin(), buffer.end(), number).ptr;
  const auto length = static_cast<std::size_t>(end - buffer.data());
  if (length < width) out.append(width - length, '0');
  out.append(buffer.data(), length);
}

void put(std::string& out, year_month_day date) {
  put(out, static_cast<int>(date.year()), 4);
  out += '-';
  put(out, static_cast<int>(static_cast<unsigned>(date.month())), 2);
  out += '-';
  put(out, static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

/// "09:30"
void put_minutes(std::string& out, const hh_mm_ss<seconds>& clock) {
  put(out, static_cast<int>(clock.hours().count()), 2);
  out += ':';
  put(out, static_cast<int>(clock.minutes().count()), 2);
}

}  // namespace

std::string format_utc(Time time) {
  const auto midnight = floor<days>(time);
  const hh_mm_ss clock(time - midnight);
  std::string out;
  out.reserve(20);
  put(out, year_month_day(midnight));
  out += 'T';
  put_minutes(out, clock);
  out += ':';
  put(out, static_cast<int>(clock.seconds().count()), 2);
  out += 'Z';
  return out;
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
  std::string out;
  put(out, year_month_day(day));
  return out;
}

std::optional<JstDay> parse_day(std::string_view text) {
  const auto date = parse_date(text);
  if (!date) return {};
  return JstDay(*date);
}

std::string format_jst(Time time) {
  const auto day = jst_day(time);
  const hh_mm_ss clock(time - jst_midnight(day));
  std::string out = format_day(day);
  out += ' ';
  put_minutes(out, clock);
  out += " JST";
  return out;
}

Time system_now() {
  return floor<seconds>(system_clock::now());
}

}  // namespace madoguchi
