#pragma once
#include "base/result.h"
#include "domain/contract.h"
#include "sql/connection.h"

namespace madoguchi::store {

class CustomerTable {
 public:
  explicit CustomerTable(sql::Connection& sql) : sql_(sql) {}
  void add(const Customer& customer);
  Result<Customer> get(const CustomerId& id);  ///< not_found "customer.not_found"

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
