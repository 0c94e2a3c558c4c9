#pragma once
#include <vector>

#include "base/result.h"
#include "domain/dispute_hold.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// Dispute holds (R122). One is open in a contract at most.
class HoldTable {
 public:
  explicit HoldTable(sql::Connection& sql) : sql_(sql) {}
  Result<void> add(const DisputeHold& hold);                         ///< conflict "hold.already_placed"
  Result<DisputeHold> get(const DisputeHoldId& id);                  ///< not_found "hold.not_found"
  std::vector<DisputeHold> of_contract(const ContractId& contract);  ///< newest first
  /// An open one lies on a contract of the customer.
  bool on_customer(const CustomerId& customer);
  /// The proposal and the lifting; stale "record.changed" if its version moved on.
  Result<DisputeHold> update(DisputeHold hold);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
