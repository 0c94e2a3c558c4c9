#pragma once
#include <string>

#include "sql/connection.h"

namespace madoguchi::sql {

/// Applies every file NNNN_name.sql of `folder` that the database does not have yet, in order, each in a transaction,
/// under a lock that a second starting node waits for (SQLite: the write lock; PostgreSQL: an advisory lock). Forward
/// only: the text of an applied file is remembered by its checksum and a changed one is a Failure, and so is
/// a database that is newer than the folder. Returns how many files were applied.
int migrate(Connection& connection, const std::string& folder, Time now);

}  // namespace madoguchi::sql
