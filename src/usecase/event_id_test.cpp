#include "usecase/event_id.h"

#include <gtest/gtest.h>

#include "base/id.h"
#include "secret/seeded_random.h"

namespace madoguchi {
namespace {

TEST(EventIds, GoUpAsTheyAreMade) {
  SeededRandom random(1);
  auto before = new_event_id(random);
  for (int i = 0; i < 3000; ++i) {
    const auto after = new_event_id(random);
    ASSERT_LT(before.value, after.value);
    before = after;
  }
}

TEST(EventIds, HaveAnIdBehindTheirCount) {
  SeededRandom random(1);
  SeededRandom same(1);
  const auto id = new_event_id(random).value;
  EXPECT_EQ(id.size(), 31U);
  EXPECT_EQ(id.substr(5), new_id_text(same));
}

TEST(EventIds, AreKnownByTheirForm) {
  SeededRandom random(1);
  const auto id = new_event_id(random).value;
  EXPECT_TRUE(is_event_id_text(id));
  EXPECT_TRUE(is_event_id_text(id.substr(5))) << "from before the count";
  EXPECT_FALSE(is_event_id_text(id.substr(1)));
  EXPECT_FALSE(is_event_id_text(id + "a"));
  EXPECT_FALSE(is_event_id_text("0" + id.substr(1)));
  EXPECT_FALSE(is_event_id_text(""));
}

}  // namespace
}  // namespace madoguchi
