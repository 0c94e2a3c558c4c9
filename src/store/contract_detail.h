#pragma once
#include <map>

#include "base/result.h"
#include "domain/certificate.h"
#include "domain/contact.h"
#include "domain/contract.h"
#include "domain/revocation.h"
#include "sql/connection.h"
#include "store/application_table.h"

namespace madoguchi::store {

/// All that the detail 詳細 shows of one contract (R20).
struct ContractRows {
  Contract contract;
  std::string customer_name;
  std::vector<Certificate> certificates;       ///< all generations, oldest first; without their bytes
  std::vector<ScheduledRevocation> schedules;  ///< of all of them, pending and closed
  std::vector<Contact> contacts;               ///< the current ones
  std::vector<Application> applications;       ///< oldest first
  std::map<ApplicationId, std::vector<ApplicationHistory>> steps;
  bool cancelling = false;  ///< an open application ends the whole contract (R90)
  bool disputed = false;    ///< R122
  bool grant_open = false;  ///< a one-time grant in date (R55)
  /// A mail to a current contact's address came back, and the desk has not settled it (R108).
  bool unreachable = false;
};

/// Reads one contract with everything about it in six statements.
class ContractDetail {
 public:
  explicit ContractDetail(sql::Connection& sql) : sql_(sql) {}
  Result<ContractRows> get(const ContractId& id, Time now);  ///< not_found "contract.not_found"

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
