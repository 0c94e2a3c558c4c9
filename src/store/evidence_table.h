#pragma once
#include "base/result.h"
#include "domain/evidence.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// What was checked, and from what source (R123).
class EvidenceTable {
 public:
  explicit EvidenceTable(sql::Connection& sql) : sql_(sql) {}
  void add(const Evidence& evidence);
  Result<Evidence> get(const EvidenceId& id);                     ///< not_found "evidence.not_found"
  std::vector<Evidence> of_contract(const ContractId& contract);  ///< oldest first
  /// The youngest record of that kind which is in date at `now`; absent if there is none.
  std::optional<Evidence> youngest(const ContractId& contract, const std::string& kind, Time now);

 private:
  sql::Connection& sql_;
};

/// Ticks of the checklists (R103).
class ChecklistTable {
 public:
  explicit ChecklistTable(sql::Connection& sql) : sql_(sql) {}
  /// Ticks the item, or replaces its tick.
  /// False if it was not ticked.
  bool untick(const ApplicationId& application, const std::string& item);
  void tick(const ChecklistTick& tick);
  std::vector<ChecklistTick> of_application(const ApplicationId& application);
  /// The content changed: what was ticked was ticked of something else.
  void clear(const ApplicationId& application);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
