#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <mutex>

#include "base/at_once.h"
#include "base/log.h"
#include "sql/driver.h"
#include "sql/sqlite_options.h"
#include "sql/statement_cache.h"
#include "sql/writer_turn.h"

namespace madoguchi::sql {
namespace {

[[noreturn]] void fail(Fault fault, const std::string& what) {
  throw SqlFailure(fault, "", "sqlite: " + what);
}

Fault fault_of(int extended) {
  switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return Fault::unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return Fault::foreign_key;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL:
      return Fault::check;
    default:
      break;
  }
  const int primary = extended & 0xFF;
  return primary == SQLITE_BUSY || primary == SQLITE_LOCKED ? Fault::busy : Fault::other;
}

/// A prepared statement, and for each of SQLite's own slots the number n of the $n that stands there: SQLite numbers
/// slots by first appearance, which would silently swap `$2 … $1`.
struct Prepared {
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> handle;
  std::vector<std::size_t> number_of_slot;
};

/// Pages in the WAL from which a commit copies them into the database and waits for the disk: SQLite's own number, and
/// that of a commit that is not to wait (64 MiB). The next commit that waits does it.
constexpr int kCheckpointPages = 1000;
constexpr int kNoteCheckpointPages = 16 * 1024;

/// Ends a run of a statement on every path out, so that it holds no lock and keeps no parameter.
class Run {
 public:
  explicit Run(sqlite3_stmt* statement) : statement_(statement) {}
  ~Run() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

 private:
  sqlite3_stmt* statement_;
};

struct Bind {
  sqlite3_stmt* statement;
  int slot;
  int operator()(std::monostate) const { return sqlite3_bind_null(statement, slot); }
  int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, slot, number); }
  int operator()(const std::string& text) const {
    return sqlite3_bind_text64(statement, slot, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(const Bytes& bytes) const {
    if (bytes.empty()) return sqlite3_bind_zeroblob(statement, slot, 0);  // a null pointer would bind NULL
    return sqlite3_bind_blob64(statement, slot, bytes.data(), bytes.size(), SQLITE_STATIC);
  }
};

class Sqlite final : public Connection {
 public:
  explicit Sqlite(const SqliteOptions& options)
      : busy_ms_(options.busy_ms),
        durable_(options.synchronous == "FULL"),
        waits_(durable_),
        database_(open(options.path)),
        turn_(WriterTurn::of(options.path)) {
    sqlite3_extended_result_codes(database_.get(), 1);
    sqlite3_busy_timeout(database_.get(), busy_ms_);
    // "x" is a name and never a string, as in PostgreSQL.
    sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    run_text("PRAGMA foreign_keys=ON; PRAGMA case_sensitive_like=ON; PRAGMA trusted_schema=OFF; PRAGMA synchronous=" +
             options.synchronous);
    turn_wal_on();
    run_text(std::string(kSqliteServing));
  }
  ~Sqlite() override { rollback(); }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;

  Dialect dialect() const override { return Dialect::sqlite; }
  bool alive() const override { return !broken_; }

  Rows query(std::string_view statement, Parameters parameters) override {
    Rows rows;
    run(statement, parameters, [&](Row&& row) {
      rows.push_back(std::move(row));
      return true;
    });
    return rows;
  }

  std::int64_t execute(std::string_view statement, Parameters parameters) override {
    const auto before = sqlite3_total_changes64(database_.get());
    run(statement, parameters, [](Row&&) { return true; });
    // changes() keeps its old value when a statement changes nothing it counts (DDL, SELECT).
    return sqlite3_total_changes64(database_.get()) == before ? 0 : sqlite3_changes64(database_.get());
  }

  void stream(std::string_view statement, Parameters parameters, const std::function<bool(const Row&)>& each) override {
    run(statement, parameters, [&](Row&& row) { return each(row); });
  }

  void script(std::string_view statements) override {
    check_ready(statements);
    if (!access_) wait_for_disk(true);
    const std::string text(statements);
    if (sqlite3_exec(database_.get(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throw_last(statements);
    if (access_ && sqlite3_get_autocommit(database_.get()) != 0) {
      aborted_ = true;
      fail(Fault::other, "the script ended the transaction it ran in");
    }
  }

  void begin(Access access) override {
    if (running_ || access_) fail(Fault::other, "begin inside a transaction");
    if (access == Access::write && AtOnce::here()) throw WouldWait();
    if (access != Access::read) take_turn();
    sqlite3_busy_timeout(database_.get(), AtOnce::here() ? 0 : busy_ms_);  // of another process that writes
    access_ = access;
    aborted_ = false;
    try {
      if (access != Access::read) wait_for_disk(access == Access::write);
      step_once(access == Access::read ? "BEGIN" : "BEGIN IMMEDIATE");
    } catch (...) {
      leave_transaction();
      throw;
    }
  }

  void commit() override {
    if (!access_) fail(Fault::other, "commit outside a transaction");
    check_ready("COMMIT");
    step_once("COMMIT");
    leave_transaction();
  }

  void rollback() noexcept override {
    if (!access_) return;
    // SQLite may have rolled back by itself after a disk error; then there is nothing left to undo.
    if (sqlite3_get_autocommit(database_.get()) == 0 &&
        sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr) != SQLITE_OK) {
      broken_ = true;
      log(LogLevel::error, "sqlite: rollback failed", {{"error", sqlite3_errmsg(database_.get())}});
    }
    leave_transaction();
  }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };

  /// Made by us first: SQLite would let the umask decide who else may read it. -wal and -shm follow its mode. A file
  /// that exists is never opened here: closing it would give up every lock (POSIX) that this process holds on it, and
  /// another process that ends its last connection would then take the WAL away under ours.
  static void create_if_missing(const std::string& path) {
    static std::mutex mutex;  // nobody of this process has it open before it is closed here
    const std::lock_guard lock(mutex);
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) {
      ::close(file);
    } else if (errno != EEXIST) {
      fail(Fault::connection, "cannot open " + path + ": " + std::strerror(errno));
    }
  }

  static std::unique_ptr<sqlite3, Close> open(const std::string& path) {
    create_if_missing(path);
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<sqlite3, Close> owned(database);
    if (code != SQLITE_OK) fail(Fault::connection, "cannot open " + path + ": " + sqlite3_errstr(code));
    return owned;
  }

  /// The first connection to a file turns it on; the switch ignores the busy time (there, waiting could be a deadlock),
  /// so two that open a fresh file together take turns here. Others do not wait: their thread may be the writer's.
  void turn_wal_on() {
    if (query("PRAGMA journal_mode", {}).at(0).text(0) == "wal") return;
    take_turn();
    if (query("PRAGMA journal_mode=WAL", {}).at(0).text(0) != "wal") {
      fail(Fault::other, "this file system cannot hold a WAL database");
    }
    turn_.give();
  }

  void run_text(const std::string& text) {
    if (sqlite3_exec(database_.get(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throw_last(text);
  }

  void take_turn() {
    if (turn_.take(std::chrono::milliseconds(AtOnce::here() ? 0 : busy_ms_))) return;
    if (AtOnce::here()) throw WouldWait();
    fail(Fault::busy, "another writer held the database too long");
  }
  /// BEGIN or COMMIT, compiled once as every statement is.
  void step_once(std::string_view text) {
    sqlite3_stmt* statement = prepare(text).handle.get();
    const Run guard(statement);
    if (sqlite3_step(statement) != SQLITE_DONE) throw_last(text);
  }
  /// Whether the commits that follow wait for the disk. Changed only where another kind of commit comes than came last:
  /// the two statements cost a twentieth of a look. SQLite allows it outside a transaction only.
  void wait_for_disk(bool wait) {
    if (!durable_ || waits_ == wait) return;
    run_text(wait ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    sqlite3_wal_autocheckpoint(database_.get(), wait ? kCheckpointPages : kNoteCheckpointPages);
    waits_ = wait;
  }

  void leave_transaction() noexcept {
    access_.reset();
    aborted_ = false;
    turn_.give();
  }

  void check_ready(std::string_view statement) const {
    if (running_) fail(Fault::other, "a statement inside a stream of the same connection: " + excerpt(statement));
    if (aborted_) fail(Fault::other, "the transaction failed before, only rollback works: " + excerpt(statement));
  }

  Prepared& prepare(std::string_view text) {
    if (Prepared* known = cache_.find(text)) return *known;
    if (cache_.surplus()) cache_.drop_last();
    sqlite3_stmt* statement = nullptr;
    const char* tail = nullptr;
    const int code = sqlite3_prepare_v3(database_.get(), text.data(), static_cast<int>(text.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, &tail);
    Prepared prepared;
    prepared.handle.reset(statement);
    if (code != SQLITE_OK) throw_last(text);
    const std::string_view rest = text.substr(static_cast<std::size_t>(tail - text.data()));
    if (!statement || rest.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
      abort_with("not exactly one statement: " + excerpt(text));
    }
    const int slots = sqlite3_bind_parameter_count(statement);
    for (int slot = 1; slot <= slots; ++slot) {
      const char* name = sqlite3_bind_parameter_name(statement, slot);
      std::size_t number = 0;
      const char* last = name ? name + std::strlen(name) : nullptr;
      if (!name || name[0] != '$' || std::from_chars(name + 1, last, number).ptr != last || number < 1 ||
          number > static_cast<std::size_t>(slots)) {
        abort_with("parameters are $1 to $n, without a gap: " + excerpt(text));
      }
      prepared.number_of_slot.push_back(number);
    }
    return cache_.add(text, std::move(prepared));
  }

  /// Runs one statement, handing each row to `each` until it returns false.
  template <typename Each>
  void run(std::string_view text, const Parameters& parameters, const Each& each) {
    check_ready(text);
    const Prepared& prepared = prepare(text);
    sqlite3_stmt* statement = prepared.handle.get();
    if (prepared.number_of_slot.size() != parameters.size()) {
      abort_with(std::to_string(parameters.size()) + " parameters given, " +
                 std::to_string(prepared.number_of_slot.size()) + " wanted: " + excerpt(text));
    }
    abort_on_throw([&] { check_parameters(text, parameters); });
    const bool writes = sqlite3_stmt_readonly(statement) == 0;
    if (writes && access_ == Access::read) abort_with("a write in a transaction that only reads: " + excerpt(text));
    const bool single_write = writes && !turn_.held() && !access_;
    if (single_write && AtOnce::here()) throw WouldWait();
    if (single_write) take_turn();
    const struct GiveTurn {
      Sqlite& self;
      bool wanted;
      ~GiveTurn() {
        self.running_ = false;
        if (wanted) self.turn_.give();
      }
    } give{*this, single_write};
    if (single_write) wait_for_disk(true);
    running_ = true;
    const Run guard(statement);  // ends before the turn is given on: only then is a single write committed
    for (std::size_t slot = 0; slot < prepared.number_of_slot.size(); ++slot) {
      const Value& value = parameters[prepared.number_of_slot[slot] - 1];
      if (std::visit(Bind{statement, static_cast<int>(slot) + 1}, value) != SQLITE_OK) throw_last(text);
    }
    step_all(statement, text, each);
  }

  template <typename Each>
  void step_all(sqlite3_stmt* statement, std::string_view text, const Each& each) {
    for (;;) {
      const int code = sqlite3_step(statement);
      if (code == SQLITE_DONE) return;
      if (code != SQLITE_ROW) throw_last(text);
      if (!each(read_row(statement, text))) return;
    }
  }

  Row read_row(sqlite3_stmt* statement, std::string_view text) {
    const int count = sqlite3_column_count(statement);
    std::vector<Value> columns(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      Value& value = columns[static_cast<std::size_t>(i)];
      switch (sqlite3_column_type(statement, i)) {
        case SQLITE_NULL:
          break;
        case SQLITE_INTEGER:
          value = std::int64_t{sqlite3_column_int64(statement, i)};
          break;
        case SQLITE_TEXT: {
          const unsigned char* data = sqlite3_column_text(statement, i);
          value = std::string(data, data + sqlite3_column_bytes(statement, i));
          break;
        }
        case SQLITE_BLOB: {
          const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, i));
          value = Bytes(data, data + sqlite3_column_bytes(statement, i));
          break;
        }
        default:
          abort_with("column " + std::to_string(i) + " is not a whole number, text or bytes: " + excerpt(text));
      }
    }
    return Row(std::move(columns));
  }

  [[noreturn]] void abort_with(const std::string& what) {
    if (access_) aborted_ = true;
    fail(Fault::other, what);
  }
  template <typename Body>
  void abort_on_throw(const Body& body) {
    try {
      body();
    } catch (...) {
      if (access_) aborted_ = true;
      throw;
    }
  }

  [[noreturn]] void throw_last(std::string_view statement) {
    const int code = sqlite3_extended_errcode(database_.get());
    const std::string message = sqlite3_errmsg(database_.get());
    if (access_) aborted_ = true;
    const Fault fault = fault_of(code);
    if (fault == Fault::busy && AtOnce::here()) throw WouldWait();
    const int primary = code & 0xFF;
    if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) broken_ = true;
    throw SqlFailure(fault, constraint_of(fault, message),
                     "sqlite " + std::to_string(code) + ": " + message + " in: " + excerpt(statement));
  }

  /// The name PostgreSQL would tell. SQLite says "UNIQUE constraint failed: table.a, table.b" (or "index 'name'" for an
  /// index over expressions) and "CHECK constraint failed: name".
  std::string constraint_of(Fault fault, const std::string& message) {
    const auto colon = message.find(": ");
    if (colon == std::string::npos) return {};
    const std::string names = message.substr(colon + 2);
    if (fault == Fault::check && message.starts_with("CHECK")) return names;
    if (fault != Fault::unique) return {};
    constexpr std::string_view kIndex = "index '";
    if (names.starts_with(kIndex)) return names.substr(kIndex.size(), names.size() - kIndex.size() - 1);
    std::string table, columns;  // columns joined by ", ", as group_concat below does
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t comma = std::min(names.find(", ", at), names.size());
      const std::string name = names.substr(at, comma - at);
      const std::size_t dot = name.find('.');
      table = name.substr(0, dot);
      columns += (columns.empty() ? "" : ", ") + (dot == std::string::npos ? name : name.substr(dot + 1));
      at = comma + 2;
    }
    return unique_name(table, columns);
  }

  /// The unique index of `table` over exactly `columns`; the first by name if there are several. Named as PostgreSQL
  /// names it if the table's definition gave it no name.
  std::string unique_name(const std::string& table, const std::string& columns) {
    constexpr const char* kText =
        "SELECT l.origin, l.name FROM pragma_index_list(?1) AS l WHERE l.\"unique\" = 1 AND ?2 = "
        "(SELECT group_concat(i.name, ', ') FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno) AS i) "
        "ORDER BY l.origin, l.name LIMIT 1";
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v2(database_.get(), kText, -1, &raw, nullptr);
    const Prepared statement{.handle = std::unique_ptr<sqlite3_stmt, Prepared::Finalize>(raw)};
    std::string underscored = table;
    for (std::size_t at = 0; at < columns.size();) {
      const std::size_t comma = std::min(columns.find(", ", at), columns.size());
      underscored += "_" + columns.substr(at, comma - at);
      at = comma + 2;
    }
    if (!raw) return underscored + "_key";
    Bind{raw, 1}(table);
    Bind{raw, 2}(columns);
    if (sqlite3_step(raw) != SQLITE_ROW) return table + "_pkey";  // an INTEGER PRIMARY KEY has no index
    const std::string origin = reinterpret_cast<const char*>(sqlite3_column_text(raw, 0));
    if (origin == "c") return reinterpret_cast<const char*>(sqlite3_column_text(raw, 1));
    return origin == "pk" ? table + "_pkey" : underscored + "_key";
  }

  int busy_ms_;
  bool durable_;  ///< a commit waits for the disk, if it is no note
  bool waits_;    ///< and does now
  std::unique_ptr<sqlite3, Close> database_;
  StatementCache<Prepared> cache_{kPreparedStatementsMax};  // after database_: finalized before it is closed
  HeldTurn turn_;
  std::optional<Access> access_;
  bool aborted_ = false;
  bool running_ = false;
  bool broken_ = false;
};

}  // namespace

std::unique_ptr<Connection> open_sqlite(const std::string& target) {
  return std::make_unique<Sqlite>(parse_sqlite_options(target));
}

}  // namespace madoguchi::sql
