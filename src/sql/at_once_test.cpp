// A thread that may wait for nothing (base/at_once.h): what a connection and the pool do for it.
#include "base/at_once.h"

#include <gtest/gtest.h>

#include <optional>

#include "sql/connection_fixture.h"

namespace madoguchi::sql {
namespace {

class AtOnceSql : public OnEveryBackEnd {
 protected:
  void TearDown() override {
    pool_.reset();
    OnEveryBackEnd::TearDown();
  }
  /// A pool with one connection that is open already.
  Pool& pool() {
    if (!pool_) pool_.emplace(database_->url(), 2);
    {
      auto opened = pool_->lend();
    }
    return *pool_;
  }
  /// "would wait", "undone", or what `body` returns.
  template <typename Body>
  static std::string at_once(const Body& body) {
    AtOnce turn;
    try {
      std::string told = body();
      return turn.finish() ? told : "undone";
    } catch (const WouldWait&) {
      return "would wait";
    }
  }
  /// A part that looks, and one that notes `id`.
  static std::string note(Pool& lender, const std::string& id = "seen", bool keep = true) {
    std::string seen;
    {
      auto lease = lender.lend();
      Transaction transaction(*lease, Access::read);
      seen = std::to_string(lease->query("SELECT count(*) FROM node")[0].number(0));
      transaction.keep();
    }
    auto lease = lender.lend();
    Transaction transaction(*lease, Access::note);
    lease->execute("INSERT INTO node (id) VALUES ($1)", {id});
    if (keep) transaction.keep();
    return "noted after " + seen;
  }
  std::optional<Pool> pool_;
};
INSTANTIATE_TEST_SUITE_P(Sql, AtOnceSql, testing::Values("sqlite", "postgres"),
                         [](const auto& parameter) { return parameter.param; });

TEST_P(AtOnceSql, AConnectionAtHandIsLentUnlessAServerStandsBehindIt) {
  Pool fresh(database_->url(), 1);
  const auto lend = [](Pool& lender) {
    return at_once([&] {
      auto lease = lender.lend();
      return std::to_string(lease->query("SELECT count(*) FROM node")[0].number(0));
    });
  };
  EXPECT_EQ(lend(fresh), "would wait") << "none is open";
  EXPECT_EQ(lend(pool()), postgres() ? "would wait" : "0");
  const auto first = pool().lend();
  const auto second = pool_->lend();
  EXPECT_EQ(lend(*pool_), "would wait") << "all are lent";
}

/// Nothing is lent on PostgreSQL.
class AtOnceSqlite : public AtOnceSql {};
INSTANTIATE_TEST_SUITE_P(Sql, AtOnceSqlite, testing::Values("sqlite"),
                         [](const auto& parameter) { return parameter.param; });

TEST_P(AtOnceSqlite, AViewIsNotedUnlessAnotherWrites) {
  auto& lender = pool();
  {
    Transaction writer(db());
    EXPECT_EQ(at_once([&] { return note(lender); }), "would wait");
  }
  EXPECT_EQ(count_nodes(), 0);
  EXPECT_EQ(at_once([&] { return note(lender); }), "noted after 0");
  EXPECT_EQ(count_nodes(), 1);
  db().execute("DELETE FROM node");  // the turn was given back each time
}

TEST_P(AtOnceSqlite, SeveralViewsAreOneTransaction) {
  auto& lender = pool();
  EXPECT_EQ(at_once([&] {
              const auto first = note(lender, "first");
              EXPECT_EQ(count_nodes(), 0) << "it counts once all are through";
              EXPECT_NE(&*lender.lend(), nullptr);
              return first + ", " + note(lender, "second");
            }),
            "noted after 0, noted after 1");
  EXPECT_EQ(count_nodes(), 2);
  {
    AtOnce turn;
    note(lender, "dropped");
  }
  EXPECT_EQ(count_nodes(), 2) << "never finished";
  Transaction writer(db());  // the turn was given back
}

TEST_P(AtOnceSqlite, WhoRefusesBeforeAnythingChangedTakesNothingFromTheOthers) {
  auto& lender = pool();
  EXPECT_EQ(at_once([&] {
              note(lender, "first");
              {
                auto lease = lender.lend();
                const Transaction transaction(*lease, Access::note);
                EXPECT_EQ(lease->query("SELECT count(*) FROM node")[0].number(0), 1);
              }
              return note(lender, "third");
            }),
            "noted after 1");
  EXPECT_EQ(count_nodes(), 2);
}

TEST_P(AtOnceSqlite, WhoRefusesAfterAChangeUndoesTheTurn) {
  auto& lender = pool();
  EXPECT_EQ(at_once([&] {
              note(lender, "first");
              return note(lender, "second", false);
            }),
            "undone");
  EXPECT_EQ(at_once([&] {
              note(lender, "first", false);
              return note(lender, "second");
            }),
            "would wait")
      << "those behind it, too";
  EXPECT_EQ(count_nodes(), 0);
}

TEST_P(AtOnceSqlite, WhatFailsUndoesTheTurnAndIsTriedByAnother) {
  auto& lender = pool();
  EXPECT_EQ(at_once([&] {
              note(lender, "twice");
              return note(lender, "twice");
            }),
            "would wait");
  EXPECT_EQ(at_once([&] {
              auto lease = lender.lend();
              return std::to_string(lease->query("SELECT nothing FROM nowhere").size());
            }),
            "would wait");
  EXPECT_EQ(count_nodes(), 0);
  EXPECT_EQ(at_once([&] { return note(lender); }), "noted after 0");
}

TEST_P(AtOnceSqlite, OnlyOnePoolIsSharedAndOnePartAtATime) {
  Pool other(database_->url(), 1);
  other.lend();
  auto& lender = pool();
  EXPECT_EQ(at_once([&] {
              note(lender);
              return note(other);
            }),
            "would wait");
  EXPECT_EQ(at_once([&] {
              auto lease = lender.lend();
              const Transaction transaction(*lease, Access::read);
              return note(lender);
            }),
            "would wait");
  EXPECT_EQ(count_nodes(), 0);
}

TEST_P(AtOnceSqlite, WhatWaitsForTheDiskIsLeftToOthers) {
  auto& lender = pool();
  EXPECT_EQ(at_once([&] {
              auto lease = lender.lend();
              const Transaction transaction(*lease, Access::write);
              return "began";
            }),
            "would wait");
  EXPECT_EQ(at_once([&] {
              lender.lend()->execute("INSERT INTO node (id) VALUES ('single')");
              return "wrote";
            }),
            "would wait");
  EXPECT_EQ(count_nodes(), 0);
  lender.lend()->execute("INSERT INTO node (id) VALUES ('later')");
  EXPECT_EQ(count_nodes(), 1);
}

}  // namespace
}  // namespace madoguchi::sql
