#include <gtest/gtest.h>

#include "support/example_counter.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

class Example : public testing::TestWithParam<const char*> {
 protected:
  ExampleCounter counter_{GetParam()};
};

TEST_P(Example, BeginsWithTwoCustomersAndThreeContracts) {
  EXPECT_EQ(counter_.rows("contract"), 3);
  EXPECT_EQ(counter_.mails(), "");
  EXPECT_EQ(counter_.tasks(), "");
  const auto contract =
      must(counter_.as(counter_.applicant(), [&](Work& work) { return visible_contract(work, counter_.ev.id); }));
  EXPECT_EQ(contract.common_name, "www.example.jp");
}

// R7: what belongs to another customer does not exist.
TEST_P(Example, HidesContractsOfOthers) {
  const auto seen = [&](const Actor& actor, const ContractId& id) {
    return answer(counter_.as(actor, [&](Work& work) { return visible_contract(work, id); }));
  };
  EXPECT_EQ(seen(counter_.stranger(), counter_.ev.id), "contract.not_found");
  EXPECT_EQ(seen(counter_.viewer(), counter_.other.id), "contract.not_found");
  EXPECT_EQ(seen(counter_.stranger(), counter_.other.id), "ok");
  EXPECT_EQ(seen(counter_.reviewer(), counter_.ev.id), "ok");
}

TEST_P(Example, ChangesItsSnapshotWithWhatItHolds) {
  const auto before = counter_.snapshot();
  EXPECT_EQ(counter_.snapshot(), before);
  must(counter_.as(counter_.engine(), [&](Work& work) -> Result<void> {
    record_event(work, "contract.viewed", "contract", counter_.ev.id.value, counter_.ev.id);
    return {};
  }));
  EXPECT_NE(counter_.snapshot(), before);
}

INSTANTIATE_TEST_SUITE_P(Sql, Example, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
