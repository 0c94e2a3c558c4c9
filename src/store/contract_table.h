#pragma once
#include "base/result.h"
#include "domain/contract.h"
#include "sql/connection.h"

namespace madoguchi::store {

class ContractTable {
 public:
  explicit ContractTable(sql::Connection& sql) : sql_(sql) {}
  /// With its names, and with what the desk finds it by; the customer's part of that is CustomerTable's.
  void add(const Contract& contract);
  Result<Contract> get(const ContractId& id);  ///< not_found "contract.not_found"
  /// Writes state, term and subject if the row still has contract.version; returns it with the next one.
  /// stale "record.changed" otherwise.
  Result<Contract> update(Contract contract);
  /// An open dispute hold lies on it (R122).
  bool disputed(const ContractId& id);
  /// The officer has changed its party (R33) since its newest certificate was issued, or ever if it has none.
  bool party_changed_by(const ContractId& id, const OfficerId& officer);

 private:
  std::vector<std::string> names_of(const ContractId& id);
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
