#include "text/moment.h"

#include <array>

#include "base/time.h"

namespace madoguchi {
namespace {

constexpr std::size_t kDayBytes = 10;                        // 2026-11-22
constexpr std::string_view kShape = "2026-11-22 18:30 JST";  // as format_jst writes it
constexpr std::size_t kMinuteAt = kDayBytes + 1;
constexpr std::size_t kMinuteBytes = 5;  // 18:30

constexpr std::array<std::string_view, 7> kWeekdaysJa{"日", "月", "火", "水", "木", "金", "土"};
constexpr std::array<std::string_view, 7> kWeekdaysEn{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonthsEn{"Jan", "Feb", "Mar",  "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"};

bool has_shape(std::string_view value) {
  if (value.size() != kShape.size()) return false;
  for (std::size_t at = kDayBytes; at < kShape.size(); ++at) {
    const bool digit = kShape[at] >= '0' && kShape[at] <= '9';
    if (digit ? value[at] < '0' || value[at] > '9' : value[at] != kShape[at]) return false;
  }
  return true;
}

}  // namespace

std::string written_out(Language language, std::string_view value) {
  const auto day = has_shape(value) ? parse_day(value.substr(0, kDayBytes)) : std::nullopt;
  if (!day) return std::string(value);
  const std::chrono::year_month_day date(*day);
  const auto weekday = std::chrono::weekday(*day).c_encoding();
  const auto month = static_cast<unsigned>(date.month());
  const auto year_text = std::to_string(static_cast<int>(date.year()));
  const auto day_text = std::to_string(static_cast<unsigned>(date.day()));
  const std::string minute(value.substr(kMinuteAt, kMinuteBytes));
  if (language == Language::ja) {
    return year_text + "年" + std::to_string(month) + "月" + day_text + "日(" + std::string(kWeekdaysJa.at(weekday)) +
           ") " + minute + "(日本時間)";
  }
  return std::string(kWeekdaysEn.at(weekday)) + ", " + day_text + " " + std::string(kMonthsEn.at(month - 1)) + " " +
         year_text + ", " + minute + " (JST)";
}

}  // namespace madoguchi
