#pragma once
// For the tests of connections only.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "sql/connection.h"
#include "support/test_database.h"

namespace madoguchi::sql {

inline constexpr const char* kNodes =
    "CREATE TABLE node (id TEXT PRIMARY KEY NOT NULL, parent TEXT REFERENCES node (id), size BIGINT, label TEXT, "
    "body BYTEA, CONSTRAINT size_positive CHECK (size > 0));"
    "CREATE UNIQUE INDEX node_label_once ON node (label, size) WHERE parent IS NULL;";

/// A database with one table. Every statement of the product runs on both; what holds here holds for each.
class OnEveryBackEnd : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    database_ = std::make_unique<TestDatabase>(GetParam());
    connection_ = connect(database_->url());
    connection_->script(kNodes);
  }
  void TearDown() override {
    connection_.reset();
    database_.reset();
  }
  Connection& db() { return *connection_; }
  bool postgres() const { return GetParam() == "postgres"; }
  std::int64_t count_nodes() { return db().query("SELECT count(*) FROM node")[0].number(0); }
  /// The same database, waiting at most 200 ms for locks.
  std::unique_ptr<Connection> impatient() {
    return connect(database_->url() + (postgres() ? " options='-c lock_timeout=200'" : "&busy_ms=200"));
  }
  template <typename Body>
  static SqlFailure failure_of(const Body& body) {
    try {
      body();
    } catch (const SqlFailure& failure) {
      return failure;
    }
    ADD_FAILURE() << "nothing failed";
    return {Fault::other, "", ""};
  }

  std::unique_ptr<TestDatabase> database_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace madoguchi::sql
