#pragma once
#include <string>
#include <vector>

#include "sql/connection.h"

namespace madoguchi::sql {

/// Takes the indexes off every table (primary keys stay) and puts them back as they were, for who fills an empty
/// database: building an index once costs a fraction of keeping it up row by row. On PostgreSQL the foreign keys too,
/// which are checked when they are put back; SQLite keeps checking them row by row. Must not be interrupted: a database
/// that was not put back is to be thrown away.
class DeferredIndexes {
 public:
  /// Drops them, outside of a transaction.
  explicit DeferredIndexes(Connection& connection);
  ~DeferredIndexes();
  DeferredIndexes(const DeferredIndexes&) = delete;
  DeferredIndexes& operator=(const DeferredIndexes&) = delete;
  /// Builds them again. Throws SqlFailure if the rows break one.
  void put_back();

 private:
  Connection& connection_;
  std::vector<std::string> definitions_;
};

}  // namespace madoguchi::sql
