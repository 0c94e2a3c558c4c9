#include "text/moment.h"

#include <gtest/gtest.h>

#include "base/time.h"

namespace madoguchi {
namespace {

TEST(Moment, IsWrittenOutAsThePagesDo) {
  const auto moment = format_jst(*parse_utc("2026-11-29T09:23:59Z"));
  EXPECT_EQ(written_out(Language::ja, moment), "2026年11月29日(日) 18:23(日本時間)");
  EXPECT_EQ(written_out(Language::en, moment), "Sun, 29 Nov 2026, 18:23 (JST)");
  EXPECT_EQ(written_out(Language::ja, format_jst(*parse_utc("2027-01-01T15:00:00Z"))),
            "2027年1月2日(土) 00:00(日本時間)");
  EXPECT_EQ(written_out(Language::en, format_jst(*parse_utc("2026-09-07T23:05:00Z"))), "Tue, 8 Sept 2026, 08:05 (JST)");
}

// What a person typed is no moment of ours, however like one it looks.
TEST(Moment, LeavesEverythingElse) {
  for (const auto* const value :
       {"", "2026-11-29", "2026-11-29T09:23:59Z", "2026-13-29 18:23 JST", "2026-02-30 18:23 JST",
        "2026-11-29 18:23 UTC", "2026-11-29 1x:23 JST", " 2026-11-29 18:23 JST", "―"}) {
    EXPECT_EQ(written_out(Language::ja, value), value);
    EXPECT_EQ(written_out(Language::en, value), value);
  }
}

}  // namespace
}  // namespace madoguchi
