#pragma once
#include <string>

#include "sql/connection.h"

namespace madoguchi::sql {

/// Applies every file NNNN_name.sql of `folder` that the database does not have yet, in order, each in a transaction,
/// under a lock that a second starting node waits for (SQLite: the write lock; PostgreSQL: an advisory lock). Forward
/// only: the text of an applied file is remembered by its checksum and a changed one is a Failure, and so is
/// a database that is newer than the folder. Returns how many files were applied.
///
/// Files are numbered 0001, 0002, … without a gap. A script holds no BEGIN or COMMIT. A PostgreSQL database must have
/// encoding UTF8 and collation C, so that both databases order and fold text alike; any other is a Failure.
int migrate(Connection& connection, const std::string& folder, Time now);

/// 16 hexadecimal digits over all names and texts of the folder's migrations: two folders that make the same tables
/// have the same.
std::string migrations_checksum(const std::string& folder);

}  // namespace madoguchi::sql
