#include "domain/crl_number.h"

#include <gtest/gtest.h>

namespace madoguchi {
namespace {

// rules 1.11.1
TEST(CrlNumber, AlwaysGrowsAndForgetsNothingWithTheBackup) {
  const Time noon = parse_utc("2026-11-22T12:00:00Z").value();
  EXPECT_EQ(next_crl_number({}, noon), to_unix(noon));
  EXPECT_EQ(next_crl_number(to_unix(noon), noon), to_unix(noon) + 1);      // twice in one second
  EXPECT_EQ(next_crl_number(to_unix(noon) + 5, noon), to_unix(noon) + 6);  // a clock stepped back
  EXPECT_EQ(next_crl_number(to_unix(noon), noon + Seconds(60)), to_unix(noon) + 60);
}

}  // namespace
}  // namespace madoguchi
