#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/application.h"
#include "sql/connection.h"

namespace madoguchi::store {

struct ApplicationSearch {
  std::vector<CustomerId> customers;  ///< whose; none finds nothing
  std::optional<ContractId> contract{};
  std::optional<ApplicationKind> kind{};
  std::optional<bool> open{};
  Time before_at{};         ///< with before_id: those filed before this place
  std::string before_id{};  ///< empty: from the newest on
  std::int64_t rows_max = 20;
};
struct ApplicationLine {
  Application application;  ///< id, number, kind, contract, state, dates and the text for the customer only
  std::string contract_number;
  std::string common_name;
};

/// The applications of customers over all their contracts, newest first.
class ApplicationList {
 public:
  explicit ApplicationList(sql::Connection& sql) : sql_(sql) {}
  std::vector<ApplicationLine> page(const ApplicationSearch& search);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
