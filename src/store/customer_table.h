#pragma once
#include "base/result.h"
#include "domain/contract.h"
#include "sql/connection.h"

namespace madoguchi::store {

class CustomerTable {
 public:
  explicit CustomerTable(sql::Connection& sql) : sql_(sql) {}
  /// With what the desk finds it by.
  void add(const Customer& customer);
  /// `text` finds the customer's contracts at the desk too: what it is called in a certificate. For names that a
  /// contract takes on; what is known already is not added again.
  void add_search_text(const CustomerId& id, const std::string& text);
  /// The same for a customer that was added just now.
  void add_first_search_text(const CustomerId& id, const std::string& text);
  Result<Customer> get(const CustomerId& id);  ///< not_found "customer.not_found"
  /// Whose name or カナ has `folded` in it, or whose 法人番号 is `number`; in the order of their folded names.
  std::vector<Customer> matching(const std::string& folded, const std::string& number, std::int64_t rows_max);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
