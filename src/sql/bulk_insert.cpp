#include "sql/bulk_insert.h"

#include <algorithm>

namespace madoguchi::sql {
namespace {

constexpr std::size_t kBatchRows = 2'000;  // of the fullest table

/// "VALUES ($1, …, $n)"
std::string values_of(std::size_t columns) {
  std::string out = "VALUES (";
  for (std::size_t i = 1; i <= columns; ++i) out += (i == 1 ? "$" : ", $") + std::to_string(i);
  return out + ")";
}

}  // namespace

BulkInsert::~BulkInsert() {
  if (writing_.valid()) writing_.wait();
}

BulkInsert::Batch* BulkInsert::batch_of(std::string_view statement, std::size_t columns) {
  constexpr std::string_view kInsert = "INSERT INTO ";
  const auto known = known_.find(statement);
  if (known != known_.end()) return &batches_[known->second];
  const std::string values = " " + values_of(columns);
  if (columns == 0 || !statement.starts_with(kInsert) || !statement.ends_with(values)) return nullptr;
  known_.emplace(statement, batches_.size());
  const auto into = statement.substr(kInsert.size(), statement.size() - kInsert.size() - values.size());
  batches_.push_back({.into = std::string(into), .columns = columns, .values = {}});
  return &batches_.back();
}

void BulkInsert::wait() {
  if (writing_.valid()) writing_.get();
}

void BulkInsert::write_behind() {
  wait();
  in_writing_.resize(batches_.size());
  for (std::size_t i = 0; i < batches_.size(); ++i) {
    auto& next = in_writing_[i];
    next.into = batches_[i].into;
    next.columns = batches_[i].columns;
    next.values.clear();
    std::swap(next.values, batches_[i].values);
  }
  writing_ = std::async(std::launch::async, [this] {
    for (const auto& batch : in_writing_) {
      if (!batch.values.empty()) connection_.add_rows(batch.into, batch.columns, batch.values);
    }
  });
}

void BulkInsert::write_all() {
  const bool some = std::ranges::any_of(batches_, [](const Batch& batch) { return !batch.values.empty(); });
  if (some) write_behind();
  wait();
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
  // The parents of a full batch's rows may still be waiting in batches before it: all are written.
  if (batch->values.size() >= kBatchRows * batch->columns) write_behind();
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

void BulkInsert::begin(Access access) {
  wait();
  connection_.begin(access);
}

void BulkInsert::commit() {
  write_all();
  connection_.commit();
}

void BulkInsert::rollback() noexcept {
  if (writing_.valid()) writing_.wait();  // what it threw is undone with the rest
  writing_ = {};
  for (auto& batch : batches_) batch.values.clear();
  connection_.rollback();
}

}  // namespace madoguchi::sql
