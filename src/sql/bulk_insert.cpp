#include "sql/bulk_insert.h"

#include <algorithm>

namespace madoguchi::sql {
namespace {

constexpr std::size_t kBatchRowsMax = 256;
constexpr std::size_t kBatchValuesMax = 16'000;  // SQLite takes 32 766, PostgreSQL 65 535

std::string marks(std::size_t from, std::size_t count) {
  std::string out = "(";
  for (std::size_t i = 0; i < count; ++i) out += (i == 0 ? "$" : ", $") + std::to_string(from + i);
  return out + ")";
}

std::size_t rows_of(std::size_t columns) {
  return std::min(kBatchRowsMax, kBatchValuesMax / columns);
}

}  // namespace

BulkInsert::Batch* BulkInsert::batch_of(std::string_view statement, std::size_t columns) {
  const auto known = known_.find(statement);
  if (known != known_.end()) return &batches_[known->second];
  const std::string values = "VALUES " + marks(1, columns);
  const auto at = statement.find(values);
  if (columns == 0 || !statement.starts_with("INSERT INTO ") || at == std::string_view::npos) return nullptr;
  const auto tail = statement.substr(at + values.size());
  const bool plain = tail.empty() || (tail.starts_with(" ON CONFLICT ") && tail.ends_with(" DO NOTHING"));
  if (!plain) return nullptr;
  known_.emplace(statement, batches_.size());
  batches_.push_back(
      {.head = std::string(statement.substr(0, at)) + "VALUES ", .tail = std::string(tail), .columns = columns});
  return &batches_.back();
}

void BulkInsert::write(Batch& batch) {
  const std::size_t rows = batch.values.size() / batch.columns;
  if (rows == 0) return;
  std::string statement = batch.head;
  for (std::size_t row = 0; row < rows; ++row) {
    statement += (row == 0 ? "" : ", ") + marks(row * batch.columns + 1, batch.columns);
  }
  connection_.execute(statement + batch.tail, batch.values);
  batch.values.clear();
}

void BulkInsert::write_all() {
  for (auto& batch : batches_) write(batch);
}

std::int64_t BulkInsert::execute(std::string_view statement, Parameters parameters) {
  auto* batch = batch_of(statement, parameters.size());
  if (batch == nullptr) {
    write_all();
    return connection_.execute(statement, parameters);
  }
  if (parameters.size() != batch->columns) throw Failure("a statement with another number of parameters than before");
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    Parameter value(std::nullopt);
    value.value = parameters[i];
    batch->values.push_back(std::move(value));
  }
  ++rows_;
  // The parents of a full batch's rows may still be waiting in batches before it.
  if (batch->values.size() >= rows_of(batch->columns) * batch->columns) write_all();
  return 1;
}

Rows BulkInsert::query(std::string_view statement, Parameters parameters) {
  write_all();
  return connection_.query(statement, parameters);
}

void BulkInsert::stream(std::string_view statement, Parameters parameters,
                        const std::function<bool(const Row&)>& each) {
  write_all();
  connection_.stream(statement, parameters, each);
}

void BulkInsert::script(std::string_view statements) {
  write_all();
  connection_.script(statements);
}

void BulkInsert::commit() {
  write_all();
  connection_.commit();
}

void BulkInsert::rollback() noexcept {
  for (auto& batch : batches_) batch.values.clear();
  connection_.rollback();
}

}  // namespace madoguchi::sql
