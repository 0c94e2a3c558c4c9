#include "http/calendar_routes.h"

#include <algorithm>

#include "http/can_json.h"
#include "http/conditional.h"
#include "http/desk_route.h"
#include "http/json_map.h"
#include "http/query.h"
#include "usecase/calendar.h"

namespace madoguchi::http {
namespace {

struct DayLine {
  JstDay day{};
  bool working = false;
  bool holiday = false;
  std::optional<std::string> reason{};  ///< only where the desk decided
  std::optional<OfficerId> set_by{};
  std::optional<Time> set_at{};
};
BOOST_DESCRIBE_STRUCT(DayLine, (), (day, working, holiday, reason, set_by, set_at))
struct CalendarAnswer {
  std::string calls_from;
  std::string calls_until;
  bool hours_changed = false;
  Time next_calling_time{};
  std::vector<DayLine> days;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(CalendarAnswer, (), (calls_from, calls_until, hours_changed, next_calling_time, days, can))
struct DayBody {
  JstDay day{};
  std::optional<bool> working{};
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(DayBody, (), (day, working, reason))
struct HoursBody {
  std::optional<std::string> calls_from{}, calls_until{};
};
BOOST_DESCRIBE_STRUCT(HoursBody, (), (calls_from, calls_until))

constexpr std::int64_t kCalendarDaysDefault = 31;
constexpr std::int64_t kCalendarDaysMax = 366;

std::string clock_text(std::int64_t minutes) {
  const auto two = [](std::int64_t number) { return std::string(number < 10 ? "0" : "") + std::to_string(number); };
  return two(minutes / 60) + ":" + two(minutes % 60);
}

DayLine day_line(const CalendarView& view, JstDay day) {
  DayLine line{
      .day = day, .working = is_working_day(view.calendar, day), .holiday = view.calendar.holidays.contains(day)};
  const auto decided = std::ranges::find(view.changes.days, day, &CalendarDay::day);
  if (decided != view.changes.days.end()) {
    line.reason = decided->reason;
    line.set_by = decided->set_by;
    line.set_at = decided->set_at;
  }
  return line;
}

Response calendar_answer(const Counter& counter, const Request& request, const CalendarView& view, JstDay from,
                         std::int64_t days, Time now) {
  CalendarAnswer answer{.calls_from = clock_text(view.calendar.calls_from_minute),
                        .calls_until = clock_text(view.calendar.calls_until_minute),
                        .hours_changed = view.changes.calls_from_minute.has_value(),
                        .next_calling_time = next_calling_time(view.calendar, now),
                        .days = {},
                        .can = can_lines(view.can, request.language, counter.office.catalogue)};
  answer.days.reserve(static_cast<std::size_t>(days));
  for (std::int64_t i = 0; i < days; ++i) answer.days.push_back(day_line(view, from + std::chrono::days(i)));
  auto response = json_answer(200, answer);
  response.add("ETag", etag(view.changes.version));
  return response;
}

Result<Response> get_calendar(Counter& counter, const Request& request, const Actor& actor, Time now) {
  TRY(allow_query(request, {"from", "days"}));
  const auto days = TRY(query_count(request, "days", kCalendarDaysDefault, kCalendarDaysMax));
  const auto given = request.query_value("from");
  const auto from = given ? parse_day(*given) : std::optional(jst_day(now));
  if (!from) return refuse_field("?from", "json.not_a_day");
  const auto view = TRY(look(counter.office, now, actor, [](Work& work) { return show_calendar(work); }));
  return calendar_answer(counter, request, view, *from, days, now);
}

Result<Response> post_day(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto version = TRY(require_if_match(request));
  auto body = TRY(read_json<DayBody>(request.body));
  const ChangeCalendarDay command{
      .version = version, .day = body.day, .working = body.working, .reason = std::move(body.reason)};
  const auto view =
      TRY(transact(counter.office, now, actor, [&](Work& work) { return change_calendar_day(work, command); }));
  return calendar_answer(counter, request, view, body.day, 1, now);
}

Result<std::optional<std::int64_t>> minutes_of(const std::string& pointer, const std::optional<std::string>& text) {
  if (!text) return std::optional<std::int64_t>{};
  const auto minutes = parse_time_of_day(*text);
  if (!minutes) return refuse_field(pointer, "calendar.not_a_time");
  return minutes;
}

Result<Response> post_hours(Counter& counter, const Request& request, const Actor& actor, Time now) {
  ChangeCallingHours command;
  command.version = TRY(require_if_match(request));
  const auto body = TRY(read_json<HoursBody>(request.body));
  command.from_minute = TRY(minutes_of("/calls_from", body.calls_from));
  command.until_minute = TRY(minutes_of("/calls_until", body.calls_until));
  const auto view =
      TRY(transact(counter.office, now, actor, [&](Work& work) { return change_calling_hours(work, command); }));
  return calendar_answer(counter, request, view, jst_day(now), kCalendarDaysDefault, now);
}

}  // namespace

void add_desk_calendar_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/calendar", desk_route(counter, get_calendar));
  router.add(Method::post, "/api/v1/calendar/days", desk_route(counter, post_day));
  router.add(Method::post, "/api/v1/calendar/hours", desk_route(counter, post_hours));
}

}  // namespace madoguchi::http
