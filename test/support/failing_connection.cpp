#include "support/failing_connection.h"

namespace madoguchi::sql {

void FailingConnection::before(std::string_view what) {
  if (aborted_) throw SqlFailure(Fault::other, "", "the transaction failed before, only rollback works");
  if (++seen_ == fail_at_) struck_commit_ = what == "COMMIT";
  if (seen_ == fail_at_ && strike_ == Strike::before) {
    if (instead_) return instead_();
    aborted_ = in_transaction_;
    throw SqlFailure(fault_, "", "made to fail: " + std::string(what));
  }
}

void FailingConnection::after(std::string_view what) {
  if (seen_ != fail_at_ || strike_ != Strike::after) return;
  if (instead_) return instead_();
  aborted_ = in_transaction_;
  throw SqlFailure(fault_, "", "made to lose the answer of: " + std::string(what));
}

Dialect FailingConnection::dialect() const {
  return connection_.dialect();
}
bool FailingConnection::alive() const {
  return connection_.alive();
}

Rows FailingConnection::query(std::string_view statement, Parameters parameters) {
  before(statement);
  Rows rows = connection_.query(statement, parameters);
  after(statement);
  return rows;
}
std::int64_t FailingConnection::execute(std::string_view statement, Parameters parameters) {
  before(statement);
  const std::int64_t touched = connection_.execute(statement, parameters);
  after(statement);
  return touched;
}
void FailingConnection::stream(std::string_view statement, Parameters parameters,
                               const std::function<bool(const Row&)>& each) {
  before(statement);
  connection_.stream(statement, parameters, each);
  after(statement);
}
void FailingConnection::script(std::string_view statements) {
  connection_.script(statements);
}

void FailingConnection::begin(Access access) {
  connection_.begin(access);
  in_transaction_ = true;
  aborted_ = false;
}
void FailingConnection::commit() {
  before("COMMIT");
  connection_.commit();
  in_transaction_ = false;
  after("COMMIT");
}
void FailingConnection::rollback() noexcept {
  connection_.rollback();
  in_transaction_ = false;
  aborted_ = false;
}

}  // namespace madoguchi::sql
