#pragma once
#include <future>
#include <map>

#include "sql/connection.h"

namespace madoguchi::sql {

/// A connection over another one that gathers the rows of plain inserts and writes thousands at a time
/// (Connection::add_rows), for who fills a database: the tables' own `add` stays the one place that knows the columns.
/// What is gathered is `INSERT INTO … VALUES ($1, …, $n)`; it counts as one row touched. Rows are written in the order
/// in which their statements were first seen, so that parents come first; by a thread of their own, while the caller
/// makes the next ones. Every other statement, and commit, writes what was gathered first and waits for it. An error is
/// told by what comes after the rows were written.
class BulkInsert final : public Connection {
 public:
  explicit BulkInsert(Connection& connection) : connection_(connection) {}
  ~BulkInsert() override;
  BulkInsert(const BulkInsert&) = delete;
  BulkInsert& operator=(const BulkInsert&) = delete;
  Dialect dialect() const override { return connection_.dialect(); }
  bool alive() const override { return connection_.alive(); }
  Rows query(std::string_view statement, Parameters parameters) override;
  std::int64_t execute(std::string_view statement, Parameters parameters) override;
  void stream(std::string_view statement, Parameters parameters, const std::function<bool(const Row&)>& each) override;
  void script(std::string_view statements) override;
  void begin(Access access) override;
  void commit() override;
  void rollback() noexcept override;
  std::int64_t rows() const { return rows_; }  ///< gathered so far

 private:
  struct Batch {
    std::string into;  ///< "table (column, …)"
    std::size_t columns = 0;
    std::vector<Parameter> values;
  };
  Batch* batch_of(std::string_view statement, std::size_t columns);
  void write_behind();
  void wait();
  void write_all();

  Connection& connection_;
  std::map<std::string, std::size_t, std::less<>> known_;  ///< statement -> place in batches_
  std::vector<Batch> batches_;                             ///< in the order of their first use
  std::vector<Batch> in_writing_;                          ///< the writer's until `writing_` is there
  std::future<void> writing_;
  std::int64_t rows_ = 0;
};

}  // namespace madoguchi::sql
