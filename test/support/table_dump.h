#pragma once
#include <string>

#include "sql/connection.h"

namespace madoguchi {

/// Every row of every table with all its columns, as text, sorted: two equal dumps mean that nothing at all changed,
/// leases and attempts included. Reads the schema, so that no table is forgotten.
std::string dump_tables(sql::Connection& connection);

/// The lines that one dump has and the other has not, for a message: "-event|…" and "+event|…", a few of them.
std::string dump_difference(const std::string& before, const std::string& after);

}  // namespace madoguchi
