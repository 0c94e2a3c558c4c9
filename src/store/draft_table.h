#pragma once
#include "base/result.h"
#include "domain/draft.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// One draft for each account, contract and kind (R98).
class DraftTable {
 public:
  explicit DraftTable(sql::Connection& sql) : sql_(sql) {}
  /// Adds it, or puts it in the place of the one there (which keeps its id); returns it as it stands.
  Draft put(const Draft& draft);
  /// Absent if there is none or its time is over.
  std::optional<Draft> find(const AccountId& account, const ContractId& contract, ApplicationKind kind, Time now);
  bool remove(const AccountId& account, const ContractId& contract, ApplicationKind kind);
  /// Those of an account that stand at `now`, by kind.
  std::vector<Draft> of_contract(const AccountId& account, const ContractId& contract, Time now);
  /// Those that stand at `now`, expire before `before`, and whose owner was not warned; oldest first.
  std::vector<Draft> to_warn(Time now, Time before, std::int64_t rows_max);
  void warned(const DraftId& id, Time at);
  bool any_expired(Time now);
  /// How many were removed.
  std::int64_t remove_expired(Time now);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
