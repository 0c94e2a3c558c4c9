#pragma once
#include <string>
#include <string_view>

namespace madoguchi::sql {

/// How one SQLite database is opened.
struct SqliteOptions {
  std::string path;
  std::string synchronous = "FULL";  // a CA must not forget an issued serial
  int busy_ms = 10'000;
};

/// Pages kept in memory: 16 MB of one connection, some 32 MB of all that this process has open. The second is a soft
/// limit: beyond it a connection uses its own pages again, and one that has none yet gets some. No mmap: a disk that
/// fails would then be a signal instead of an error.
inline constexpr std::string_view kSqliteServing =
    "PRAGMA cache_size = -16000; PRAGMA soft_heap_limit = 33554432; PRAGMA threads = 0";
/// For keys that come in no order, and for sorting; two sort at once.
inline constexpr std::string_view kSqliteFilling =
    "PRAGMA cache_size = -131072; PRAGMA soft_heap_limit = 0; PRAGMA threads = 2";

/// Reads PATH[?synchronous=off][&busy_ms=N]. Throws SqlFailure for anything else after the '?'.
SqliteOptions parse_sqlite_options(const std::string& target);

}  // namespace madoguchi::sql
