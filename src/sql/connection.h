#pragma once
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"

/// The only door to a database. One SQL text runs on SQLite and on PostgreSQL: parameters are $1, $2, … bound by their
/// number on both, each of 1..n used at least once; columns are TEXT, BIGINT and BYTEA. The rules of the shared
/// dialect stand in doc/data.md.
namespace madoguchi {
class AtOnce;
}

namespace madoguchi::sql {

/// What a parameter or a column holds. BIGINT is int64, TEXT std::string (UTF-8, no NUL), BYTEA Bytes.
using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;

/// A parameter of a statement, from the types the store speaks in. Absence is NULL.
struct Parameter {
  Value value;
  // NOLINTBEGIN(google-explicit-constructor): a statement's arguments are written as they are
  Parameter(std::nullopt_t) {}
  Parameter(std::int64_t number) : value(number) {}
  Parameter(int number) : value(std::int64_t{number}) {}
  Parameter(bool truth) : value(std::int64_t{truth ? 1 : 0}) {}
  Parameter(Time time) : value(to_unix(time)) {}
  Parameter(JstDay day) : value(format_day(day)) {}
  Parameter(std::string text) : value(std::move(text)) {}
  Parameter(std::string_view text) : value(std::string(text)) {}
  Parameter(const char* text) : value(std::string(text)) {}
  Parameter(Bytes bytes) : value(std::move(bytes)) {}
  Parameter(ByteView bytes) : value(Bytes(bytes.begin(), bytes.end())) {}
  template <typename IdType>
    requires requires(const IdType& id) {
      { id.value } -> std::convertible_to<std::string>;
    }
  Parameter(const IdType& id) : value(std::string(id.value)) {}
  template <typename T>
  Parameter(const std::optional<T>& maybe) {
    if (maybe) value = Parameter(*maybe).value;
  }
  // NOLINTEND(google-explicit-constructor)
};
/// The parameters of one call: a view of a braced list or of a vector (for statements put together at run time).
class Parameters {
 public:
  Parameters() = default;
  Parameters(std::initializer_list<Parameter> list) : view_(list.begin(), list.size()) {}
  // NOLINTNEXTLINE(google-explicit-constructor): a vector stands wherever a braced list does
  Parameters(const std::vector<Parameter>& list) : view_(list) {}
  explicit Parameters(std::span<const Parameter> list) : view_(list) {}
  std::size_t size() const { return view_.size(); }
  const Value& operator[](std::size_t index) const { return view_[index].value; }

 private:
  std::span<const Parameter> view_;
};

/// One row of a result. Reading a column as another type than it has, or a NULL as a value, is a Failure.
class Row {
 public:
  explicit Row(std::vector<Value> columns) : columns_(std::move(columns)) {}
  std::size_t size() const { return columns_.size(); }
  bool is_null(std::size_t column) const;
  std::int64_t number(std::size_t column) const;
  bool truth(std::size_t column) const { return number(column) != 0; }
  const std::string& text(std::size_t column) const;
  const Bytes& bytes(std::size_t column) const;
  Time time(std::size_t column) const { return from_unix(number(column)); }
  JstDay day(std::size_t column) const;  ///< TEXT "YYYY-MM-DD"
  std::optional<std::int64_t> maybe_number(std::size_t column) const;
  std::optional<std::string> maybe_text(std::size_t column) const;
  std::optional<Bytes> maybe_bytes(std::size_t column) const;
  std::optional<Time> maybe_time(std::size_t column) const;

 private:
  std::vector<Value> columns_;
};
using Rows = std::vector<Row>;

enum class Fault : std::uint8_t {
  unique,  ///< a unique key: somebody else got there first
  foreign_key,
  check,          ///< a CHECK or NOT NULL constraint
  busy,           ///< SQLite: locked longer than the busy time; PostgreSQL: lock timeout
  serialization,  ///< PostgreSQL 40001 / 40P01: try the whole transaction again
  connection,     ///< the server is gone
  other,
};
/// A statement failed. `constraint` names the index or constraint where the database tells it ("" otherwise).
class SqlFailure : public Failure {
 public:
  SqlFailure(Fault fault, std::string constraint, const std::string& what)
      : Failure(what), fault_(fault), constraint_(std::move(constraint)) {}
  Fault fault() const { return fault_; }
  const std::string& constraint() const { return constraint_; }

 private:
  Fault fault_;
  std::string constraint_;
};

enum class Access : std::uint8_t {
  read,
  write,
  /// Writes whose commit does not wait for the disk: they outlive the process, and are durable with the next commit
  /// that waits, but a power failure right after may take them. For the events of views and for nothing else.
  note,
};
enum class Dialect : std::uint8_t { sqlite, postgres };

/// A connection: used by one thread at a time, never shared. Prepares each statement text once and keeps it. After a
/// statement failed inside a transaction, nothing but rollback works in it (PostgreSQL's rule, kept on SQLite too).
class Connection {
 public:
  virtual ~Connection() = default;
  virtual Dialect dialect() const = 0;
  /// False once the connection is of no more use; the pool throws it away. Asks the network nothing.
  virtual bool alive() const = 0;
  /// Runs one statement and returns all its rows (those of RETURNING too). Throws SqlFailure.
  virtual Rows query(std::string_view statement, Parameters parameters = {}) = 0;
  /// Runs one statement that returns nothing worth reading; the number of rows it touched.
  virtual std::int64_t execute(std::string_view statement, Parameters parameters = {}) = 0;
  /// Streams a SELECT row by row in bounded memory. `each` returns false to stop early. No other statement may run on
  /// this connection meanwhile.
  virtual void stream(std::string_view statement, Parameters parameters,
                      const std::function<bool(const Row&)>& each) = 0;
  /// Runs a script of several statements, for migrations only.
  virtual void script(std::string_view statements) = 0;
  /// SQLite: BEGIN IMMEDIATE (write, note) or BEGIN (read). PostgreSQL: BEGIN, READ ONLY for read (REPEATABLE READ, so
  /// that one page shows one state). SQLite writers of one process take turns, first come first served. A thread that
  /// begins a second write transaction while its first is open waits for itself until Fault::busy: do not.
  virtual void begin(Access access) = 0;
  /// Throws, and leaves the transaction to be rolled back, if it could not be made durable.
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
  /// Adds whole rows to `table (column, …)`, `values` holding them one after the other, `columns` of each: for many
  /// rows at once (PostgreSQL copies them in, in binary). Within a transaction. Throws SqlFailure as an INSERT does.
  virtual void add_rows(std::string_view table_and_columns, std::size_t columns, const std::vector<Parameter>& values);
};

/// Opens "sqlite:PATH" (created if missing, mode 0600; WAL, synchronous FULL, foreign keys on) or a libpq connection
/// string ("postgresql://…" or "host=… dbname=…"). Throws SqlFailure with a sentence that holds no password.
/// Tests may add "?synchronous=off" and "?busy_ms=N" (joined by '&') to a SQLite path; nothing else may follow the '?'.
std::unique_ptr<Connection> connect(const std::string& database);

/// A transaction that is undone unless kept. Not nested.
class Transaction {
 public:
  explicit Transaction(Connection& connection, Access access = Access::write) : connection_(connection) {
    connection_.begin(access);
  }
  ~Transaction() {
    if (!kept_) connection_.rollback();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void keep() {
    connection_.commit();
    kept_ = true;
  }

 private:
  Connection& connection_;
  bool kept_ = false;
};

/// A bounded set of connections to one database, each lent to one thread at a time. To a thread that may not wait
/// (AtOnce) only one that is open already and has no server behind it is lent, and the same until AtOnce ends: it reads
/// there, and notes views if nobody else writes, all in one transaction (shared_look.h).
class Pool {
 public:
  Pool(std::string database, std::size_t connections_max);
  ~Pool();
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(&pool), owned_(std::move(connection)), connection_(owned_.get()) {}
    /// A part of what a thread inside AtOnce was lent.
    explicit Lease(Connection& shared) : connection_(&shared) {}
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Connection& operator*() { return *connection_; }
    Connection* operator->() const { return connection_; }

   private:
    Pool* pool_ = nullptr;
    std::unique_ptr<Connection> owned_;
    Connection* connection_;
  };
  /// Waits for a free connection, at most 30 s, then Fault::busy; opens one while fewer than the maximum are open. A
  /// connection whose last statement failed with Fault::connection is thrown away, not lent again; so is an idle one
  /// that the server closed. A transaction left open is rolled back when the lease ends.
  Lease lend();

 private:
  Connection& shared_look(AtOnce& turn);
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace madoguchi::sql
