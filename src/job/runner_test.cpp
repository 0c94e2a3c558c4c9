#include "job/runner.h"

#include <gtest/gtest.h>

#include <atomic>

namespace madoguchi::job {
namespace {

TEST(RunnerConcurrent, AJobThatThrowsStopsNobody) {
  std::mutex mutex;
  std::condition_variable seen;
  int runs = 0, throws = 0;
  Runner runner({{"broken",
                  [&](Time) -> int {
                    const std::scoped_lock lock(mutex);
                    ++throws;
                    throw Failure("as it does");
                  }},
                 {"working",
                  [&](Time) {
                    const std::scoped_lock lock(mutex);
                    ++runs;
                    seen.notify_all();
                    return runs < 5 ? 1 : 0;
                  }}},
                [] { return Time{}; });
  runner.start();
  std::unique_lock lock(mutex);
  EXPECT_TRUE(seen.wait_for(lock, std::chrono::seconds(10), [&] { return runs >= 5; }));
  EXPECT_GE(throws, 5);
}

TEST(RunnerConcurrent, WakesAtOnceAndStopsTwice) {
  std::atomic<int> runs{0};
  std::mutex mutex;
  std::condition_variable seen;
  Runner runner({{"counting",
                  [&](Time) {
                    const std::scoped_lock lock(mutex);
                    ++runs;
                    seen.notify_all();
                    return 0;
                  }}},
                [] { return Time{}; });
  runner.start();
  for (int wanted = 1; wanted < 20; ++wanted) {
    runner.wake();
    std::unique_lock lock(mutex);
    ASSERT_TRUE(seen.wait_for(lock, std::chrono::seconds(10), [&] { return runs >= wanted; }));
  }
  runner.stop();
  runner.stop();
}

TEST(RunnerConcurrent, SettlesOnceNothingIsLeftToDo) {
  std::atomic<int> left{7};
  Runner runner({{"countdown", [&](Time) { return left > 0 ? (--left, 1) : 0; }}}, [] { return Time{}; });
  runner.start();
  for (int round = 0; round < 20; ++round) {
    left = 3;
    ASSERT_TRUE(runner.settle(std::chrono::seconds(10)));
    EXPECT_EQ(left, 0);
  }
  runner.stop();
  EXPECT_FALSE(runner.settle(std::chrono::seconds(10)));
}

TEST(RunUntilQuiet, GoesOnWhileThereIsWork) {
  int left = 7;
  EXPECT_EQ(run_until_quiet({{"countdown", [&](Time) { return left > 0 ? (--left, 1) : 0; }}}, Time{}), 7);
  EXPECT_EQ(left, 0);
}

}  // namespace
}  // namespace madoguchi::job
