#pragma once
#include "base/result.h"
#include "domain/account.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// The authority's own people, with their roles (R100).
class OfficerTable {
 public:
  explicit OfficerTable(sql::Connection& sql) : sql_(sql) {}
  /// With its roles. Fault::unique if the login ID is taken.
  void add(const Officer& officer);
  Result<Officer> get(const OfficerId& id);  ///< not_found "officer.not_found"
  std::optional<Officer> find_by_login_id(const std::string& login_id);
  std::vector<Officer> all();
  std::vector<Role> roles(const OfficerId& id);
  /// Marks a TOTP step as used; false if it, or a later one, was used before: a step is good once.
  bool use_totp_step(const OfficerId& id, std::int64_t step);
  /// False if it was disabled before.
  bool disable(const OfficerId& id, Time at);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
