#pragma once
#include "domain/revocation_rules.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// 電話確認: every attempt, never changed (R81).
class CallTable {
 public:
  explicit CallTable(sql::Connection& sql) : sql_(sql) {}
  void add(const CallRecord& call);
  std::vector<CallRecord> of_application(const ApplicationId& application);  ///< oldest first

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
