#pragma once
#include "base/result.h"
#include "domain/reissue.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// One-time grants of the desk for a reissue outside self-service (R54, R55). One is open in a contract at most.
class GrantTable {
 public:
  explicit GrantTable(sql::Connection& sql) : sql_(sql) {}
  /// conflict "grant.already_open".
  Result<void> add(const ReissueGrant& grant);
  /// The open grant if it is in date.
  std::optional<ReissueGrant> open_of(const ContractId& contract, Time now);
  /// The open grant whether in date or not: what add() would collide with.
  std::optional<ReissueGrant> unclosed_of(const ContractId& contract);
  Result<ReissueGrant> get(const ReissueGrantId& id);                 ///< not_found "grant.not_found"
  std::vector<ReissueGrant> of_contract(const ContractId& contract);  ///< newest first
  /// False if it was closed before. `used_by` is absent if nobody used it.
  bool close(const ReissueGrantId& id, const std::optional<ApplicationId>& used_by, Time at);

 private:
  sql::Connection& sql_;
};

/// The subscriber agreement as accepted with an application (R120).
class AgreementTable {
 public:
  explicit AgreementTable(sql::Connection& sql) : sql_(sql) {}
  /// A correction accepts it again: the newest acceptance stands.
  void put(const AgreementAcceptance& acceptance);
  std::optional<AgreementAcceptance> of_application(const ApplicationId& application);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
