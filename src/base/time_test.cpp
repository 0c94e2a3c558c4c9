#include "base/time.h"

#include <gtest/gtest.h>

namespace madoguchi {
namespace {

TEST(Time, PrintsAndReadsUtc) {
  const auto time = parse_utc("2026-11-22T09:30:05Z");
  ASSERT_TRUE(time);
  EXPECT_EQ(format_utc(*time), "2026-11-22T09:30:05Z");
  EXPECT_EQ(format_jst(*time), "2026-11-22 18:30 JST");
  for (const auto* bad : {"2026-11-22T09:30:05", "2026-02-30T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22 09:30:05Z",
                          "+026-11-22T09:30:05Z", ""}) {
    EXPECT_FALSE(parse_utc(bad)) << bad;
  }
}

// R113: days are counted in Japan.
TEST(Time, TheJapaneseDayBeginsAtFifteenUtc) {
  EXPECT_EQ(format_day(jst_day(*parse_utc("2026-11-22T14:59:59Z"))), "2026-11-22");
  EXPECT_EQ(format_day(jst_day(*parse_utc("2026-11-22T15:00:00Z"))), "2026-11-23");
  EXPECT_EQ(format_utc(jst_midnight(*parse_day("2026-11-23"))), "2026-11-22T15:00:00Z");
}

}  // namespace
}  // namespace madoguchi
