#pragma once
#include "domain/contact_rules.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// The difference that a 担当者変更申請 asks for (R35): only altered fields, before and after.
class ContactChangeTable {
 public:
  explicit ContactChangeTable(sql::Connection& sql) : sql_(sql) {}
  /// Replaces what the application asked for before.
  void put(const ApplicationId& application, const std::vector<FieldChange>& changes);
  /// By role and field, in the order of the form.
  std::vector<FieldChange> of_application(const ApplicationId& application);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
