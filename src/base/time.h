#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace madoguchi {

/// An instant: whole seconds, UTC. Read once per request or job and passed on as a value.
using Time = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;

/// A calendar day in Japan (fixed UTC+9, no summer time). Used only where a rule counts days or a person reads (R113).
using JstDay = std::chrono::local_days;

inline constexpr std::chrono::hours kJstOffset{9};

constexpr std::int64_t to_unix(Time time) {
  return time.time_since_epoch().count();
}
constexpr Time from_unix(std::int64_t seconds) {
  return Time(Seconds(seconds));
}

/// The day in Japan on which `time` falls.
constexpr JstDay jst_day(Time time) {
  return JstDay(std::chrono::floor<std::chrono::days>(time + kJstOffset).time_since_epoch());
}
/// 00:00:00 JST of `day`.
constexpr Time jst_midnight(JstDay day) {
  return Time(day.time_since_epoch()) - kJstOffset;
}

/// "2026-11-22T09:30:00Z"
std::string format_utc(Time time);
/// The inverse of format_utc, exactly that form; nothing else is accepted.
std::optional<Time> parse_utc(std::string_view text);
/// "2026-11-22"
std::string format_day(JstDay day);
std::optional<JstDay> parse_day(std::string_view text);
/// In Japan: "2026-11-22 18:30 JST". Sentences write it out in their reader's language (text/moment.h).
std::string format_jst(Time time);

/// The system's clock, the only place that reads it. main/ adds the example authority's offset.
Time system_now();

}  // namespace madoguchi
