#include "sql/connection.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/assert.h"
#include "base/at_once.h"
#include "sql/driver.h"
#include "sql/shared_look.h"

namespace madoguchi::sql {
namespace {

constexpr std::chrono::seconds kLendWaitMax{30};

template <typename T>
const T& column_as(const std::vector<Value>& columns, std::size_t column, const char* type) {
  if (column >= columns.size()) throw Failure("the row has no column " + std::to_string(column));
  const T* value = std::get_if<T>(&columns[column]);
  if (!value) throw Failure("column " + std::to_string(column) + " is not " + type);
  return *value;
}

/// The length of the well-formed UTF-8 sequence at the start of `rest`, 0 if there is none (RFC 3629, section 4).
std::size_t utf8_length(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0U; };
  const auto tail = [&](std::size_t i) { return byte(i) >= 0x80 && byte(i) <= 0xBF; };
  const unsigned first = byte(0), second = byte(1);
  if (first >= 0x01 && first <= 0x7F) return 1;
  if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80, high = first == 0xED ? 0x9F : 0xBF;
    return second >= low && second <= high && tail(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80, high = first == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

bool is_clean_text(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string excerpt(std::string_view statement) {
  constexpr std::size_t kExcerptBytesMax = 160;
  std::string text;
  for (const char c : statement.substr(0, kExcerptBytesMax)) {
    const bool space = c == '\n' || c == '\t' || c == ' ';
    if (space && (text.empty() || text.back() == ' ')) continue;
    text += space ? ' ' : c;
  }
  if (statement.size() > kExcerptBytesMax) text += "…";
  return text;
}

void check_parameters(std::string_view statement, const Parameters& parameters) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string* text = std::get_if<std::string>(&parameters[i]);
    if (text && !is_clean_text(*text)) {
      throw SqlFailure(Fault::other, "",
                       "parameter $" + std::to_string(i + 1) + " is not UTF-8 without NUL in: " + excerpt(statement));
    }
  }
}

void Connection::add_rows(std::string_view table_and_columns, std::size_t columns,
                          const std::vector<Parameter>& values) {
  std::string statement = "INSERT INTO " + std::string(table_and_columns) + " VALUES (";
  for (std::size_t i = 1; i <= columns; ++i) statement += (i == 1 ? "$" : ", $") + std::to_string(i);
  statement += ')';
  const std::span all(values);
  for (std::size_t at = 0; at < all.size(); at += columns) execute(statement, Parameters(all.subspan(at, columns)));
}

bool Row::is_null(std::size_t column) const {
  if (column >= columns_.size()) throw Failure("the row has no column " + std::to_string(column));
  return std::holds_alternative<std::monostate>(columns_[column]);
}
std::int64_t Row::number(std::size_t column) const {
  return column_as<std::int64_t>(columns_, column, "a number");
}
const std::string& Row::text(std::size_t column) const {
  return column_as<std::string>(columns_, column, "text");
}
const Bytes& Row::bytes(std::size_t column) const {
  return column_as<Bytes>(columns_, column, "bytes");
}
JstDay Row::day(std::size_t column) const {
  const auto parsed = parse_day(text(column));
  if (!parsed) throw Failure("column " + std::to_string(column) + " is not a day");
  return *parsed;
}
std::optional<std::int64_t> Row::maybe_number(std::size_t column) const {
  if (is_null(column)) return {};
  return number(column);
}
std::optional<std::string> Row::maybe_text(std::size_t column) const {
  if (is_null(column)) return {};
  return text(column);
}
std::optional<Bytes> Row::maybe_bytes(std::size_t column) const {
  if (is_null(column)) return {};
  return bytes(column);
}
std::optional<Time> Row::maybe_time(std::size_t column) const {
  if (is_null(column)) return {};
  return time(column);
}

std::unique_ptr<Connection> connect(const std::string& database) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (database.starts_with(kSqlite)) return open_sqlite(database.substr(kSqlite.size()));
  if (database.starts_with("postgresql://") || database.starts_with("postgres://") ||
      database.find('=') != std::string::npos) {
    return open_postgres(database);
  }
  throw SqlFailure(
      Fault::other, "",
      "the database must be given as sqlite:PATH, postgresql://… or a libpq string such as host=… dbname=…");
}

struct Pool::State {
  std::string database;
  std::size_t connections_max = 0;
  std::mutex mutex;
  std::condition_variable returned;
  std::vector<std::unique_ptr<Connection>> idle;
  std::size_t open = 0;  ///< idle and lent

  /// One that answers without waiting: open, and no server behind it.
  bool has_one_at_hand() const {
    return !idle.empty() && idle.back()->alive() && idle.back()->dialect() == Dialect::sqlite;
  }
  void forget_one() {
    const std::lock_guard lock(mutex);
    --open;
    returned.notify_one();
  }
};

Pool::Pool(std::string database, std::size_t connections_max) : state_(std::make_unique<State>()) {
  require(connections_max > 0, "a pool holds at least one connection");
  state_->database = std::move(database);
  state_->connections_max = connections_max;
  state_->idle.reserve(connections_max);  // so that giving one back cannot fail
}
Pool::~Pool() = default;

/// Of the thread inside `turn`, which has one of this pool or may take one that is at hand.
Connection& Pool::shared_look(AtOnce& turn) {
  if (!turn.shared) {
    const std::lock_guard lock(state_->mutex);
    if (!state_->has_one_at_hand()) throw WouldWait();
    Lease lease(*this, std::move(state_->idle.back()));
    state_->idle.pop_back();
    turn.shared = std::make_unique<SharedLook>(*this, std::move(lease));
  }
  auto& look = dynamic_cast<SharedLook&>(*turn.shared);
  if (!look.is_of(*this)) throw WouldWait();
  return look;
}

Pool::Lease Pool::lend() {
  if (auto* turn = AtOnce::here()) return Lease(shared_look(*turn));
  std::vector<std::unique_ptr<Connection>> dead;  // closed after the lock is given back
  {
    std::unique_lock lock(state_->mutex);
    const auto free = [&] { return !state_->idle.empty() || state_->open < state_->connections_max; };
    if (!state_->returned.wait_for(lock, kLendWaitMax, free)) {
      throw SqlFailure(Fault::busy, "", "no connection to the database became free in 30 s");
    }
    while (!state_->idle.empty()) {
      auto connection = std::move(state_->idle.back());
      state_->idle.pop_back();
      if (connection->alive()) return {*this, std::move(connection)};
      dead.push_back(std::move(connection));
      --state_->open;
      state_->returned.notify_one();
    }
    ++state_->open;
  }
  try {
    return {*this, connect(state_->database)};
  } catch (...) {
    state_->forget_one();
    throw;
  }
}

Pool::Lease::Lease(Lease&& other) noexcept
    : pool_(other.pool_), owned_(std::move(other.owned_)), connection_(std::exchange(other.connection_, nullptr)) {}

Pool::Lease::~Lease() {
  if (connection_ == nullptr) return;
  connection_->rollback();
  if (!owned_) return;
  if (!owned_->alive()) {
    owned_.reset();
    pool_->state_->forget_one();
    return;
  }
  const std::lock_guard lock(pool_->state_->mutex);
  pool_->state_->idle.push_back(std::move(owned_));  // never more than connections_max: reserved by the count
  pool_->state_->returned.notify_one();
}

}  // namespace madoguchi::sql
