#pragma once
#include <string>
#include <vector>

#include "domain/contract.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// Customers by what a person types, for the desk.
class CustomerSearch {
 public:
  explicit CustomerSearch(sql::Connection& sql) : sql_(sql) {}
  /// Whose name or カナ has `folded` in it, or whose 法人番号 is `number`; in the order of their folded names.
  std::vector<Customer> matching(const std::string& folded, const std::string& number, std::int64_t rows_max);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
