#include "job/runner.h"

#include <gtest/gtest.h>

#include <algorithm>
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

// The alarm is raised once after three failures in a row and taken back by the next success; one that cannot be kept
// is told again.
TEST(RunnerConcurrent, TellsOfAJobThatKeepsFailing) {
  std::mutex mutex;
  std::condition_variable seen;
  int runs = 0;
  int told = 0;
  std::string log;
  Runner runner(
      {{"broken",
        [&](Time) -> int {
          const std::scoped_lock lock(mutex);
          ++runs;
          seen.notify_all();
          if (runs > 1 && runs < 8) throw Failure("for a while");
          return 1;
        }}},
      [] { return Time{}; },
      [&](const std::string& job, bool failing, Time) {
        const std::scoped_lock lock(mutex);
        if (++told == 2) throw Failure("the database is away");
        log += job + (failing ? " failing at " : " well at ") + std::to_string(runs) + "; ";
      });
  runner.start();
  {
    std::unique_lock lock(mutex);
    ASSERT_TRUE(seen.wait_for(lock, std::chrono::seconds(30), [&] {
      runner.wake();
      return runs >= 10;
    }));
  }
  runner.stop();
  EXPECT_EQ(log, "broken well at 1; broken failing at 5; broken well at 8; ");
}

// A token that is away for a day does not fill the log: told at its loss and at its return.
TEST(RunnerConcurrent, IsCalmAboutAJobThatKeepsFailing) {
  std::mutex mutex;
  std::condition_variable seen;
  int runs = 0;
  testing::internal::CaptureStderr();
  {
    Runner runner({{"broken",
                    [&](Time) -> int {
                      const std::scoped_lock lock(mutex);
                      ++runs;
                      seen.notify_all();
                      if (runs <= 50) throw Failure("the token is away");
                      return runs < 60 ? 1 : 0;
                    }}},
                  [] { return Time{}; });
    runner.start();
    std::unique_lock lock(mutex);
    EXPECT_TRUE(seen.wait_for(lock, std::chrono::seconds(30), [&] {
      runner.wake();
      return runs >= 60;
    }));
  }
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::ranges::count(log, '\n'), 2) << log;
  EXPECT_NE(log.find("a job works again"), std::string::npos) << log;
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
