#pragma once
#include <string>

namespace madoguchi::sql {

/// How one SQLite database is opened.
struct SqliteOptions {
  std::string path;
  std::string synchronous = "FULL";  // a CA must not forget an issued serial
  int busy_ms = 10'000;
};

/// Reads PATH[?synchronous=off][&busy_ms=N]. Throws SqlFailure for anything else after the '?'.
SqliteOptions parse_sqlite_options(const std::string& target);

}  // namespace madoguchi::sql
