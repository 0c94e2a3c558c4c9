// Several threads on one database: turns of writers, jobs claimed once, the pool.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <set>
#include <thread>

#include "sql/connection_fixture.h"

namespace madoguchi::sql {
namespace {

class ConnectionThreads : public OnEveryBackEnd {};
INSTANTIATE_TEST_SUITE_P(Sql, ConnectionThreads, testing::Values("sqlite", "postgres"),
                         [](const auto& parameter) { return parameter.param; });

TEST_P(ConnectionThreads, ThreadsThatWriteDoNotLoseUpdates) {
  db().execute("INSERT INTO node (id, size) VALUES ('counter', 1)");
  constexpr int kThreads = 4, kEach = 50;
  Pool pool(database_->url(), 3);
  std::vector<std::jthread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < kEach; ++i) {
        auto lease = pool.lend();
        Transaction transaction(*lease);
        lease->execute("UPDATE node SET size = size + 1 WHERE id = 'counter'");
        transaction.keep();
      }
    });
  }
  threads.clear();
  EXPECT_EQ(db().query("SELECT size FROM node")[0].number(0), 1 + kThreads * kEach);
}

TEST_P(ConnectionThreads, ThreadsThatWriteOutsideATransactionTakeTurnsToo) {
  std::vector<std::jthread> threads;
  for (const char* prefix : {"a", "b"}) {
    threads.emplace_back([this, prefix] {
      const auto own = connect(database_->url());
      for (int i = 0; i < 100; ++i) own->execute("INSERT INTO node (id) VALUES ($1)", {prefix + std::to_string(i)});
    });
  }
  threads.clear();
  EXPECT_EQ(count_nodes(), 200);
}

/// Rule 11 of ARCHITECTURE.md: the condition on the lease stands twice, or PostgreSQL hands rows out twice.
TEST_P(ConnectionThreads, ThreadsClaimEachJobOnce) {
  db().script(
      "CREATE TABLE job (id BIGINT PRIMARY KEY NOT NULL, due_at BIGINT NOT NULL, leased_until BIGINT NOT NULL)");
  constexpr int kJobs = 400, kNow = 1000;
  for (int i = 0; i < kJobs; ++i) db().execute("INSERT INTO job VALUES ($1, $2, 0)", {i, i % kNow});
  const std::string claim =
      "UPDATE job SET leased_until = $1 WHERE id IN (SELECT id FROM job WHERE due_at <= $2 AND leased_until <= $2 "
      "ORDER BY due_at, id LIMIT $3) AND leased_until <= $2 RETURNING id";
  std::array<std::vector<std::int64_t>, 4> claimed;
  std::vector<std::jthread> threads;
  for (auto& mine : claimed) {
    threads.emplace_back([this, &mine, &claim] {
      const auto own = connect(database_->url());
      const auto left = [&] { return own->query("SELECT 1 FROM job WHERE leased_until <= $1 LIMIT 1", {kNow}).size(); };
      while (left() > 0) {
        try {
          Transaction transaction(*own);
          const Rows rows = own->query(claim, {kNow + 60, kNow, 7});
          transaction.keep();
          for (const Row& row : rows) mine.push_back(row.number(0));
        } catch (const SqlFailure& failure) {
          if (failure.fault() != Fault::serialization) ADD_FAILURE() << failure.what();  // a deadlock: try again
        }
      }
    });
  }
  threads.clear();
  std::multiset<std::int64_t> all;
  for (const auto& mine : claimed) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), static_cast<std::size_t>(kJobs));
  EXPECT_EQ(std::set<std::int64_t>(all.begin(), all.end()).size(), static_cast<std::size_t>(kJobs));
}

TEST_P(ConnectionThreads, ThePoolLendsEachConnectionToOneThreadAndRollsBackWhatWasLeftOpen) {
  Pool pool(database_->url(), 1);
  {
    auto lease = pool.lend();
    lease->begin(Access::write);
    lease->execute("INSERT INTO node (id) VALUES ('left')");
  }
  std::atomic<bool> second_has_it = false;
  std::jthread second;
  {
    auto lease = pool.lend();
    EXPECT_EQ(lease->query("SELECT count(*) FROM node")[0].number(0), 0);
    second = std::jthread([&] {
      auto other = pool.lend();
      second_has_it = true;
    });
    EXPECT_FALSE(second_has_it);
  }
  second.join();
  EXPECT_TRUE(second_has_it);
}

}  // namespace
}  // namespace madoguchi::sql
