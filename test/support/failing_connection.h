#pragma once
#include <functional>
#include <memory>

#include "sql/connection.h"

namespace madoguchi::sql {

/// Fails the n-th statement on its way to a real connection, counting query, execute, stream and commit from 1.
///
///   for (int n = 1;; ++n) {
///     FailingConnection failing(*connection, n);
///     … run the use case, expecting SqlFailure …
///     if (!failing.struck()) break;   // it had fewer statements: every one has failed once
///     … nothing may have changed …
///   }
class FailingConnection final : public Connection {
 public:
  enum class Strike : std::uint8_t {
    before,  ///< the statement never reaches the database
    after,   ///< it was carried out but the answer is lost; a commit so lost did happen
  };
  /// `connection` must outlive this object.
  FailingConnection(Connection& connection, int fail_at, Strike strike = Strike::before, Fault fault = Fault::other)
      : connection_(connection), fail_at_(fail_at), strike_(strike), fault_(fault) {}

  /// The same, owning its connection: for a sql::Pool.
  FailingConnection(std::unique_ptr<Connection> connection, int fail_at, Strike strike = Strike::before,
                    Fault fault = Fault::other)
      : owned_(std::move(connection)), connection_(*owned_), fail_at_(fail_at), strike_(strike), fault_(fault) {}
  /// What happens instead of a failure, such as the end of the process.
  void instead(std::function<void()> act) { instead_ = std::move(act); }

  /// Whether the n-th statement came.
  bool struck() const { return seen_ >= fail_at_; }
  int seen() const { return seen_; }
  /// Whether the statement that failed was a commit.
  bool struck_commit() const { return struck_commit_; }

  Dialect dialect() const override;
  bool alive() const override;
  Rows query(std::string_view statement, Parameters parameters) override;
  std::int64_t execute(std::string_view statement, Parameters parameters) override;
  void stream(std::string_view statement, Parameters parameters, const std::function<bool(const Row&)>& each) override;
  void script(std::string_view statements) override;
  void begin(Access access) override;
  void commit() override;
  void rollback() noexcept override;

 private:
  void before(std::string_view what);
  void after(std::string_view what);

  std::unique_ptr<Connection> owned_;
  Connection& connection_;
  std::function<void()> instead_;
  int fail_at_;
  Strike strike_;
  Fault fault_;
  int seen_ = 0;
  bool struck_commit_ = false;
  bool in_transaction_ = false;
  bool aborted_ = false;  ///< as both databases do: after a failure only rollback works
};

}  // namespace madoguchi::sql
