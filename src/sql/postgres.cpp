#include <libpq-fe.h>
#include <poll.h>

#include <charconv>
#include <cstring>
#include <exception>

#include "base/log.h"
#include "sql/driver.h"
#include "sql/postgres_values.h"
#include "sql/statement_cache.h"

namespace madoguchi::sql {
namespace {

constexpr int kBinary = 1;
constexpr std::size_t kFetchRows = 1000;
constexpr std::size_t kCopyBytes = std::size_t{256} << 10;  // sent at once
constexpr const char* kFetch = "FETCH 1000 FROM madoguchi_stream";
/// Bounds on every wait. A stream is many short statements (FETCH), so that they bound it too.
constexpr const char* kOptions =
    "-c client_min_messages=warning -c lock_timeout=10s -c statement_timeout=60s "
    "-c idle_in_transaction_session_timeout=300s -c standard_conforming_strings=on -c cursor_tuple_fraction=1.0 ";

[[noreturn]] void fail(Fault fault, const std::string& what) {
  throw SqlFailure(fault, "", "postgres: " + what);
}

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, Clear>;
struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};

/// The caller's connection string with our bounds before its own `options`, so that it can set others.
class Conninfo {
 public:
  explicit Conninfo(const std::string& text) {
    char* error = nullptr;  // may quote the string, password and all: never shown
    parsed_.reset(PQconninfoParse(text.c_str(), &error));
    PQfreemem(error);
    if (!parsed_) fail(Fault::other, "the connection string cannot be read");
    options_ = kOptions;
    for (const PQconninfoOption* option = parsed_.get(); option->keyword; ++option) {
      if (!option->val) continue;
      const std::string_view keyword = option->keyword;
      if (keyword == "options") {
        options_ += option->val;
        continue;
      }
      if (keyword == "password") password_ = option->val;
      add(option->keyword, option->val);
    }
    add_default("application_name", "madoguchi");
    add_default("connect_timeout", "10");
    add_default("tcp_user_timeout", "30000");
    add("client_encoding", "UTF8");
    add("options", options_.c_str());
    add(nullptr, nullptr);  // the end, to libpq
  }
  const char* const* keywords() const { return keywords_.data(); }
  const char* const* values() const { return values_.data(); }
  /// `message` without the password, should libpq ever repeat it.
  std::string scrub(std::string message) const {
    for (std::size_t at = 0; !password_.empty() && (at = message.find(password_, at)) != std::string::npos;) {
      message.replace(at, password_.size(), "***");
    }
    while (!message.empty() && message.back() == '\n') message.pop_back();
    return message;
  }

 private:
  struct Free {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
  };
  void add(const char* keyword, const char* value) {
    keywords_.push_back(keyword);
    values_.push_back(value);
  }
  void add_default(const char* keyword, const char* value) {
    for (const char* known : keywords_) {
      if (std::strcmp(known, keyword) == 0) return;
    }
    add(keyword, value);
  }

  std::unique_ptr<PQconninfoOption, Free> parsed_;
  std::string options_, password_;
  std::vector<const char*> keywords_, values_;
};

/// One text prepared for one row of parameter types.
struct Prepared {
  std::string name;
  std::vector<unsigned> types;  ///< as the server resolved them
  bool fits(const Parameters& parameters) const {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const unsigned type = pg_type_of(parameters[i]);
      if (type != kPgUnknown && type != types[i]) return false;
    }
    return true;
  }
};
/// All variants of one text; more than one only where a parameter's type depends on the call.
struct Variants {
  std::size_t parameters = 0;
  std::vector<Prepared> prepared;
};
constexpr std::size_t kVariantsMax = 8;

class Postgres final : public Connection {
 public:
  explicit Postgres(const std::string& text) {
    const Conninfo conninfo(text);
    connection_.reset(PQconnectdbParams(conninfo.keywords(), conninfo.values(), 0));
    if (!connection_) fail(Fault::connection, "out of memory");
    if (PQstatus(connection_.get()) != CONNECTION_OK) {
      fail(Fault::connection, conninfo.scrub(PQerrorMessage(connection_.get())));
    }
    PQsetNoticeReceiver(connection_.get(), &take_notice, nullptr);
  }

  Dialect dialect() const override { return Dialect::postgres; }

  bool alive() const override {
    if (PQstatus(connection_.get()) != CONNECTION_OK) return false;
    if (access_) return true;
    if (PQtransactionStatus(connection_.get()) != PQTRANS_IDLE) return false;
    // An idle server has nothing to say but good-bye.
    pollfd socket{.fd = PQsocket(connection_.get()), .events = POLLIN, .revents = 0};
    return poll(&socket, 1, 0) == 0;
  }

  Rows query(std::string_view statement, Parameters parameters) override {
    const PgResult result = run(statement, parameters);
    return guarded([&] { return read_rows(*result, statement); });
  }

  std::int64_t execute(std::string_view statement, Parameters parameters) override {
    const PgResult result = run(statement, parameters);
    const std::string_view touched =
        PQresultStatus(result.get()) == PGRES_COMMAND_OK || is_change(PQcmdStatus(result.get()))
            ? PQcmdTuples(result.get())
            : "";
    std::int64_t rows = 0;  // stays 0 where the text is empty
    std::from_chars(touched.data(), touched.data() + touched.size(), rows);
    return rows;
  }

  void stream(std::string_view statement, Parameters parameters, const std::function<bool(const Row&)>& each) override {
    if (!access_) {
      begin(Access::read);
      const struct Rollback {
        Postgres& self;
        ~Rollback() { self.rollback(); }
      } rollback{*this};
      stream_in_transaction(statement, parameters, each);
    } else {
      stream_in_transaction(statement, parameters, each);
    }
  }

  void script(std::string_view statements) override {
    check_ready(statements);
    const std::string text(statements);
    check(PgResult(PQexec(connection_.get(), text.c_str())), statements);
    if (access_ && PQtransactionStatus(connection_.get()) != PQTRANS_INTRANS) {
      aborted_ = true;
      fail(Fault::other, "the script ended the transaction it ran in");
    }
  }

  void add_rows(std::string_view table_and_columns, std::size_t columns,
                const std::vector<Parameter>& values) override {
    const std::string statement = "COPY " + std::string(table_and_columns) + " FROM STDIN (FORMAT binary)";
    check_ready(statement);
    guarded([&] { check_parameters(statement, values); });
    PgResult begun(PQexec(connection_.get(), statement.c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) {
      check(std::move(begun), statement);
      fail(Fault::other, "COPY did not begin");
    }
    std::string bytes(kPgCopyHead);
    bool sent = true;
    const auto send = [&] {
      sent = sent && PQputCopyData(connection_.get(), bytes.data(), static_cast<int>(bytes.size())) == 1;
      bytes.clear();
    };
    for (std::size_t i = 0; i < values.size() && sent; ++i) {
      if (i % columns == 0) pg_append_number(bytes, columns, 2);
      pg_append_copied(bytes, values[i].value);
      if (bytes.size() > kCopyBytes) send();
    }
    pg_append_number(bytes, kPgCopyEnd, 2);
    send();
    PQputCopyEnd(connection_.get(), sent ? nullptr : "the rows could not be sent");
    PgResult done(PQgetResult(connection_.get()));
    while (const PgResult more{PQgetResult(connection_.get())}) continue;
    check(std::move(done), statement);
  }

  void begin(Access access) override {
    if (streaming_ || access_) fail(Fault::other, "begin inside a transaction");
    simple(begin_text(access));
    access_ = access;
    aborted_ = false;
  }

  void commit() override {
    if (!access_) fail(Fault::other, "commit outside a transaction");
    check_ready("COMMIT");
    const PgResult result = simple("COMMIT");
    if (std::strcmp(PQcmdStatus(result.get()), "COMMIT") != 0) {  // a failed transaction answers ROLLBACK, not an error
      aborted_ = true;
      fail(Fault::other, "the transaction had failed and was rolled back");
    }
    access_.reset();
  }

  void rollback() noexcept override {
    if (!access_) return;
    access_.reset();
    aborted_ = false;
    if (PQtransactionStatus(connection_.get()) == PQTRANS_IDLE || PQstatus(connection_.get()) != CONNECTION_OK) return;
    const PgResult result(PQexec(connection_.get(), "ROLLBACK"));
    // Should it fail, alive() says so: the connection is then bad or not idle.
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) log(LogLevel::warning, "postgres: rollback failed");
  }

 private:
  static const char* begin_text(Access access) {
    switch (access) {
      case Access::read:
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
      case Access::write:
        return "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
      case Access::note:
        break;
    }
    return "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL synchronous_commit TO off";
  }
  static void take_notice(void*, const PGresult* notice) {
    const char* message = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
    log(LogLevel::warning, "postgres notice", {{"message", message ? message : ""}});
  }
  static bool is_change(std::string_view status) {
    return status.starts_with("INSERT") || status.starts_with("UPDATE") || status.starts_with("DELETE");
  }

  void check_ready(std::string_view statement) const {
    if (streaming_) fail(Fault::other, "a statement inside a stream of the same connection: " + excerpt(statement));
    if (aborted_) fail(Fault::other, "the transaction failed before, only rollback works: " + excerpt(statement));
  }

  /// Whatever goes wrong inside a transaction ends it, also what the server never saw.
  template <typename Body>
  auto guarded(const Body& body) -> decltype(body()) {
    try {
      return body();
    } catch (...) {
      if (access_) aborted_ = true;
      throw;
    }
  }

  PgResult check(PgResult result, std::string_view statement) {
    const auto status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
    if (access_) aborted_ = true;
    const auto field = [&](int code) {
      const char* text = result ? PQresultErrorField(result.get(), code) : nullptr;
      return std::string(text ? text : "");
    };
    const std::string state = field(PG_DIAG_SQLSTATE);
    Fault fault = pg_fault(state);
    if (PQstatus(connection_.get()) != CONNECTION_OK) fault = Fault::connection;
    // DETAIL quotes rows, and the messages of class 22 (data exception) quote values: neither goes into a log.
    const std::string message =
        state.starts_with("22") ? "a value does not fit its type" : field(PG_DIAG_MESSAGE_PRIMARY);
    throw SqlFailure(
        fault, field(PG_DIAG_CONSTRAINT_NAME),
        "postgres " + (state.empty() ? "connection lost" : state + ": " + message) + " in: " + excerpt(statement));
  }
  PgResult simple(const char* text) { return check(PgResult(PQexec(connection_.get(), text)), text); }

  PgResult run(std::string_view text, const Parameters& parameters) {
    check_ready(text);
    guarded([&] { check_parameters(text, parameters); });
    const Prepared& prepared = prepare(text, parameters);
    std::vector<std::string> encoded(parameters.size());
    std::vector<const char*> values(parameters.size());
    std::vector<int> lengths(parameters.size()), formats(parameters.size(), kBinary);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      encoded[i] = pg_encode(parameters[i]);
      lengths[i] = static_cast<int>(encoded[i].size());
      values[i] = parameters[i].index() == 0 ? nullptr : encoded[i].data();
    }
    return check(PgResult(PQexecPrepared(connection_.get(), prepared.name.c_str(), static_cast<int>(parameters.size()),
                                         values.data(), lengths.data(), formats.data(), kBinary)),
                 text);
  }

  const Prepared& prepare(std::string_view text, const Parameters& parameters) {
    Variants* variants = cache_.find(text);
    if (!variants) {
      const std::size_t count = guarded([&] { return pg_count_parameters(text); });
      if (Variants* surplus = cache_.surplus()) {
        for (const Prepared& old : surplus->prepared) deallocate(old);
        cache_.drop_last();
      }
      variants = &cache_.add(text, {.parameters = count});
    }
    if (variants->parameters != parameters.size()) {
      guarded([&] {
        fail(Fault::other, std::to_string(parameters.size()) + " parameters given, " +
                               std::to_string(variants->parameters) + " wanted: " + excerpt(text));
      });
    }
    for (const Prepared& prepared : variants->prepared) {
      if (prepared.fits(parameters)) return prepared;
    }
    Prepared prepared = prepare_new(text, parameters);
    if (variants->prepared.size() == kVariantsMax) {
      deallocate(variants->prepared.front());
      variants->prepared.erase(variants->prepared.begin());
    }
    return variants->prepared.emplace_back(std::move(prepared));
  }

  void deallocate(const Prepared& prepared) { simple(("DEALLOCATE " + prepared.name).c_str()); }

  /// The server infers the type of a NULL from where it stands. Where it cannot (`$1 IS NULL`, `$1 || $2`), all such
  /// are tried as text, then as BIGINT, then as BYTEA; inside a savepoint, since a failed try ends a transaction.
  Prepared prepare_new(std::string_view text, const Parameters& parameters) {
    std::vector<unsigned> types;
    bool has_null = false;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      types.push_back(pg_type_of(parameters[i]));
      has_null = has_null || types.back() == kPgUnknown;
    }
    if (!has_null) return prepare_as(text, types);
    if (access_) simple("SAVEPOINT madoguchi_prepare");
    std::exception_ptr first;  // of all errors, the one about the statement as it was written
    for (const unsigned guess : {kPgUnknown, kPgText, kPgInt8, kPgBytea}) {
      auto guessed = types;
      for (unsigned& type : guessed) type = type == kPgUnknown ? guess : type;
      try {
        Prepared prepared = prepare_as(text, guessed);
        if (access_) simple("RELEASE SAVEPOINT madoguchi_prepare");
        return prepared;
      } catch (const SqlFailure&) {
        if (!first) first = std::current_exception();
        if (!untyped_) throw;
      }
      if (access_) simple("ROLLBACK TO SAVEPOINT madoguchi_prepare");
      aborted_ = false;
    }
    aborted_ = access_.has_value();
    std::rethrow_exception(first);
  }

  Prepared prepare_as(std::string_view text, const std::vector<unsigned>& types) {
    const std::string name = "s" + std::to_string(++prepared_count_);
    const std::string copy(text);
    PgResult made(
        PQprepare(connection_.get(), name.c_str(), copy.c_str(), static_cast<int>(types.size()), types.data()));
    const char* state = PQresultErrorField(made.get(), PG_DIAG_SQLSTATE);
    // indeterminate, ambiguous, mismatch, no such function or operator: another guess may do
    untyped_ = false;
    for (const char* known : {"42P18", "42P08", "42804", "42883"})
      untyped_ = untyped_ || (state && !std::strcmp(state, known));
    check(std::move(made), text);
    const PgResult described = check(PgResult(PQdescribePrepared(connection_.get(), name.c_str())), text);
    Prepared prepared{.name = name, .types = {}};
    for (std::size_t i = 0; i < types.size(); ++i) {
      prepared.types.push_back(PQparamtype(described.get(), static_cast<int>(i)));
    }
    return prepared;
  }

  Rows read_rows(const PGresult& result, std::string_view statement) {
    const int count = PQntuples(&result), width = PQnfields(&result);
    Rows rows;
    rows.reserve(static_cast<std::size_t>(count));
    for (int r = 0; r < count; ++r) {
      std::vector<Value> columns(static_cast<std::size_t>(width));
      for (int c = 0; c < width; ++c) {
        if (PQgetisnull(&result, r, c)) continue;
        columns[static_cast<std::size_t>(c)] =
            pg_decode(PQftype(&result, c), PQgetvalue(&result, r, c),
                      static_cast<std::size_t>(PQgetlength(&result, r, c)), statement);
      }
      rows.emplace_back(std::move(columns));
    }
    return rows;
  }

  void stream_in_transaction(std::string_view statement, const Parameters& parameters,
                             const std::function<bool(const Row&)>& each) {
    run("DECLARE madoguchi_stream NO SCROLL CURSOR FOR " + std::string(statement), parameters);
    const struct Close {
      Postgres& self;
      ~Close() {
        self.streaming_ = false;
        if (self.aborted_) return;
        const PgResult closed(PQexec(self.connection_.get(), "CLOSE madoguchi_stream"));
        if (PQresultStatus(closed.get()) != PGRES_COMMAND_OK) self.aborted_ = true;
      }
    } close{*this};
    streaming_ = true;
    for (;;) {
      const PgResult fetched = check(
          PgResult(PQexecParams(connection_.get(), kFetch, 0, nullptr, nullptr, nullptr, nullptr, kBinary)), statement);
      const Rows rows = guarded([&] { return read_rows(*fetched, statement); });
      for (const Row& row : rows) {
        if (!each(row)) return;
      }
      if (rows.size() < kFetchRows) return;
    }
  }

  std::unique_ptr<PGconn, Finish> connection_;
  StatementCache<Variants> cache_{kPreparedStatementsMax};
  std::uint64_t prepared_count_ = 0;
  std::optional<Access> access_;
  bool aborted_ = false;
  bool streaming_ = false;
  bool untyped_ = false;  ///< the last prepare failed for want of a type
};

}  // namespace

std::unique_ptr<Connection> open_postgres(const std::string& conninfo) {
  return std::make_unique<Postgres>(conninfo);
}

}  // namespace madoguchi::sql
