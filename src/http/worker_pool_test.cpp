#include "http/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <string>

namespace madoguchi::http {
namespace {

TEST(WorkerPoolThreads, ServeTheLanesInTurn) {
  std::latch started{1};
  std::latch go{1};
  std::string order;
  {
    WorkerPool pool(1, 2, 3);
    ASSERT_TRUE(pool.try_submit(0, [&] {
      started.count_down();
      go.wait();
    }));
    started.wait();  // the one worker is busy: from here on all waits in the queues
    for (const char* name : {"a", "b", "c"}) {
      ASSERT_TRUE(pool.has_room(0));
      ASSERT_TRUE(pool.try_submit(0, [&order, name] { order += name; }));
    }
    EXPECT_FALSE(pool.has_room(0));
    EXPECT_FALSE(pool.try_submit(0, [&order] { order += "never"; }));
    ASSERT_TRUE(pool.has_room(1));
    ASSERT_TRUE(pool.try_submit(1, [&order] { order += "X"; }));
    go.count_down();
  }  // finishes what is queued
  EXPECT_EQ(order.size(), 4U);
  EXPECT_LE(order.find('X'), 1U) << order << ": the other lane waited for the whole flood";
  order.erase(order.find('X'), 1);
  EXPECT_EQ(order, "abc");
}

// R118: a lane whose jobs all wait, for a key that is away, leaves a thread for each of the others; alone, it has the
// rest.
TEST(WorkerPoolThreads, OneIsLeftForEachOtherLane) {
  std::latch held{4};
  std::latch go{1};
  std::atomic<int> running = 0;
  std::atomic<int> others = 0;
  {
    WorkerPool pool(6, 3, 64);
    for (int i = 0; i < 20; ++i) {
      ASSERT_TRUE(pool.try_submit(2, [&] {
        if (++running <= 4) held.count_down();
        go.wait();
      }));
    }
    held.wait();
    std::latch served{2};
    for (const std::size_t lane : {0, 1}) {
      ASSERT_TRUE(pool.try_submit(lane, [&] {
        ++others;
        served.count_down();
      }));
    }
    served.wait();
    EXPECT_EQ(running, 4);
    go.count_down();
  }
  EXPECT_EQ(running, 20);
  EXPECT_EQ(others, 2);
}

TEST(WorkerPoolThreads, RunEachJobOnce) {
  std::atomic<int> runs = 0;
  {
    WorkerPool pool(4, 3, 1000);
    for (std::size_t i = 0; i < 900; ++i) ASSERT_TRUE(pool.try_submit(i % 3, [&] { ++runs; }));
  }
  EXPECT_EQ(runs, 900);
}

}  // namespace
}  // namespace madoguchi::http
