// R127: the desk changes working days and calling hours while it works; every use reads them.
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/example_api.h"
#include "support/example_reissue.h"
#include "usecase/calendar.h"

namespace madoguchi {
namespace {

class CalendarStory : public testing::TestWithParam<const char*> {
 protected:
  using Answer = test::ExampleApi::Answer;
  std::string version() { return api_.get(counter_.caller(), "/api/v1/calendar").etag; }
  Answer day(const Actor& actor, const std::string& body) {
    return api_.post(actor, "/api/v1/calendar/days", body, {{"If-Match", version()}});
  }
  Answer hours(const Actor& actor, const std::string& body) {
    return api_.post(actor, "/api/v1/calendar/hours", body, {{"If-Match", version()}});
  }
  std::string close(const std::string& day) { return R"({"day":")" + day + R"(","working":false,"reason":"研修"})"; }
  std::string next_call() {
    return format_jst(*parse_utc(api_.get(counter_.caller(), "/api/v1/calendar").text("/next_calling_time")));
  }
  std::string expected_issue() {
    const auto answer = api_.get(counter_.reviewer(), "/api/v1/contracts/" + counter_.sr.id.value + "/evidence");
    return format_jst(*parse_utc(answer.text("/expected_issue_at")));
  }
  Actor admin() { return counter_.administrator(); }

  ExampleCounter counter_{GetParam()};
  test::ExampleApi api_{counter_};
};

TEST_P(CalendarStory, ADayIsClosedAndOpenedAgain) {
  counter_.now = *parse_utc("2026-09-08T01:00:00Z");  // a Tuesday, 10:00 in Japan
  EXPECT_EQ(next_call(), "2026-09-08 10:00 JST");
  EXPECT_EQ(expected_issue(), "2026-09-09 17:00 JST");
  EXPECT_EQ(day(admin(), close("2026-09-08")).status, 200);
  const auto closed = day(admin(), close("2026-09-09"));
  EXPECT_EQ(closed.text("/days/0/reason"), "研修");
  EXPECT_EQ(closed.text("/days/0/set_by"), admin().officer->value);
  EXPECT_EQ(next_call(), "2026-09-10 09:00 JST");
  EXPECT_EQ(expected_issue(), "2026-09-10 17:00 JST");
  // A Saturday on which one works; a day as the policy has it.
  EXPECT_EQ(day(admin(), R"({"day":"2026-09-12","working":true,"reason":"振替"})").status, 200);
  EXPECT_EQ(day(admin(), R"({"day":"2026-09-08","reason":"研修は中止"})").status, 200);
  EXPECT_EQ(next_call(), "2026-09-08 10:00 JST");
  counter_.now = *parse_utc("2026-09-11T09:00:00Z");
  EXPECT_EQ(next_call(), "2026-09-12 09:00 JST");
  const auto events = api_.get(counter_.auditor(), "/api/v1/events?subject=2026-09-08");
  EXPECT_EQ(events.size("/events"), 2U);
  EXPECT_EQ(events.text("/events/0/action"), "calendar.day_changed");
  EXPECT_EQ(events.body.find("研修"), std::string::npos);
}

TEST_P(CalendarStory, HoursMoveTheNextCallAndTheGuidance) {
  counter_.now = *parse_utc("2026-09-08T07:30:00Z");  // 16:30
  EXPECT_EQ(next_call(), "2026-09-08 16:30 JST");
  const auto changed = hours(admin(), R"({"calls_from":"09:30","calls_until":"16:00"})");
  EXPECT_EQ(changed.text("/calls_until"), "16:00");
  EXPECT_TRUE(changed.json.at("hours_changed").as_bool());
  EXPECT_EQ(next_call(), "2026-09-09 09:30 JST");
  const auto guidance = api_.get(counter_.applicant(), "/api/v1/guidance");
  EXPECT_EQ(guidance.json.at("desk").at("calls_until_minute").as_int64(), 16 * 60);
  EXPECT_EQ(hours(admin(), "{}").text("/calls_until"), "17:00");
  EXPECT_EQ(next_call(), "2026-09-08 16:30 JST");
}

TEST_P(CalendarStory, RefusesWhatCannotBe) {
  counter_.now = *parse_utc("2026-09-08T01:00:00Z");
  EXPECT_EQ(day(counter_.reviewer(), close("2026-09-10")).told(), "403 forbidden");
  EXPECT_EQ(day(admin(), close("2026-09-07")).told(), "400 input.invalid /day=calendar.day_past");
  EXPECT_EQ(day(admin(), close("2029-09-07")).told(), "400 input.invalid /day=calendar.day_too_far");
  EXPECT_EQ(day(admin(), close("2026-09-12")).told(), "400 input.invalid /working=calendar.already_so") << "Saturday";
  EXPECT_EQ(day(admin(), close("next week")).told(), "400 input.invalid /day=json.not_a_day");
  EXPECT_EQ(day(admin(), R"({"day":"2026-09-10","working":false,"reason":" "})").told(),
            "400 input.invalid /reason=input.required");
  EXPECT_EQ(hours(admin(), R"({"calls_from":"24:00","calls_until":"16:00"})").told(),
            "400 input.invalid /calls_from=calendar.not_a_time");
  EXPECT_EQ(hours(admin(), R"({"calls_from":"17:00","calls_until":"17:00"})").told(),
            "400 input.invalid /calls_until=calendar.hours_order");
  EXPECT_EQ(hours(admin(), R"({"calls_from":"10:00"})").told(), "400 input.invalid /calls_until=calendar.hours_both");
  EXPECT_EQ(hours(admin(), "{}").told(), "400 input.invalid /calls_from=calendar.already_so");
  EXPECT_EQ(version(), "\"v1\"") << "nothing of this changed anything";
  EXPECT_EQ(api_.post(admin(), "/api/v1/calendar/days", close("2026-09-10")).status, 428);
  EXPECT_EQ(api_.post(admin(), "/api/v1/calendar/days", close("2026-09-10"), {{"If-Match", "\"v7\""}}).told(),
            "412 record.changed");
}

// No search for the next working day runs into nothing.
TEST_P(CalendarStory, TheDeskIsNeverClosedForTwoMonths) {
  counter_.now = *parse_utc("2026-09-08T01:00:00Z");
  std::string refused;
  for (int i = 0; i <= kClosedDaysMax && refused.empty(); ++i) {
    const auto answer = day(admin(), close(format_day(jst_day(counter_.now) + std::chrono::days(i))));
    if (answer.told().find("closed_too_long") != std::string::npos) refused = std::to_string(i);
  }
  EXPECT_EQ(refused, "59");
}

INSTANTIATE_TEST_SUITE_P(Sql, CalendarStory, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
