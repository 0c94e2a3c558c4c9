#pragma once
#include "base/result.h"
#include "domain/contract.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// Where a page of contracts goes on: after this (end, id), in the order of the end.
struct ContractCursor {
  Time ends_at{};
  std::string id;
};
struct ContractSearch {
  std::optional<CustomerId> customer{};  ///< absent: the desk, all customers
  std::string folded{};                  ///< part of number, names, corporate name or kana, folded; empty: all
  std::optional<Time> ends_before{};
  std::optional<ContractCursor> after{};
  std::int64_t rows_max = 50;
};

class ContractTable {
 public:
  explicit ContractTable(sql::Connection& sql) : sql_(sql) {}
  void add(const Contract& contract);
  Result<Contract> get(const ContractId& id);  ///< not_found "contract.not_found"
  /// In the order of their end, at most rows_max; with their names.
  std::vector<Contract> search(const ContractSearch& search);
  /// Writes state, term and subject if the row still has contract.version; returns it with the next one.
  /// stale "record.changed" otherwise.
  Result<Contract> update(Contract contract);
  /// An open dispute hold lies on it (R122).
  bool disputed(const ContractId& id);

 private:
  std::vector<std::string> names_of(const ContractId& id);
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
