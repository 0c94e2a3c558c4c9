#include "domain/legal_limits.h"

#include <gtest/gtest.h>

#include "base/result.h"
#include "domain/validity.h"

namespace madoguchi {
namespace {

Time at(const char* text) {
  return parse_utc(text).value();
}

// rules 1.1.4: the table's own test values.
TEST(LegalLimits, ValidityFollowsTheDateOfIssue) {
  const auto limit = [](const char* issued) { return legal_limit(LimitOf::certificate_validity, at(issued)).value; };
  EXPECT_EQ(limit("2026-03-14T23:59:59Z"), std::chrono::days(398));
  EXPECT_EQ(limit("2026-03-15T00:00:00Z"), std::chrono::days(200));
  EXPECT_EQ(limit("2027-03-14T23:59:59Z"), std::chrono::days(200));
  EXPECT_EQ(limit("2027-03-15T00:00:00Z"), std::chrono::days(100));
  EXPECT_EQ(limit("2029-03-14T23:59:59Z"), std::chrono::days(100));
  EXPECT_EQ(limit("2029-03-15T00:00:00Z"), std::chrono::days(47));
  EXPECT_EQ(longest_validity(at("2026-11-22T00:00:00Z")), std::chrono::days(199));
  EXPECT_EQ(longest_validity(at("2027-03-15T00:00:00Z")), std::chrono::days(99));
  EXPECT_EQ(longest_validity(at("2029-03-15T00:00:00Z")), std::chrono::days(46));
}

TEST(LegalLimits, RowsOfAKindJoinWithoutGapOrOverlap) {
  const auto rows = legal_limits();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_LT(rows[i].from, rows[i].until);
    EXPECT_GT(rows[i].value.count(), 0);
    EXPECT_FALSE(rows[i].citation.empty());
    const bool first_of_kind = i == 0 || rows[i - 1].of != rows[i].of;
    EXPECT_EQ(rows[i].from, first_of_kind ? from_unix(0) : rows[i - 1].until) << i;
    const bool last_of_kind = i + 1 == rows.size() || rows[i + 1].of != rows[i].of;
    EXPECT_EQ(last_of_kind, rows[i].until > at("9000-01-01T00:00:00Z")) << i;
  }
}

TEST(LegalLimits, BeforeTheFirstRowIsAFailure) {
  EXPECT_THROW(legal_limit(LimitOf::certificate_validity, from_unix(-1)), Failure);
}

// rules 1.1.4: the largest notAfter - notBefore of 200 days is 17,279,999 s.
TEST(Validity, CountsBothEnds) {
  const Time start = at("2026-11-22T00:00:00Z");
  const auto full = Validity::from(start, start + Seconds(17'279'999));
  ASSERT_TRUE(full);
  EXPECT_EQ(full->length(), std::chrono::days(200));
  EXPECT_EQ(full->days(), 200);
  EXPECT_EQ(Validity::from(start, start + Seconds(17'280'000))->days(), 201);
  EXPECT_EQ(Validity::from(start, start)->length(), Seconds(1));
  const auto refused = Validity::from(start, start - Seconds(1));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "validity.ends_before_start");
}

}  // namespace
}  // namespace madoguchi
