#pragma once
#include "base/result.h"
#include "domain/enquiry.h"
#include "sql/connection.h"

namespace madoguchi::store {

class EnquiryTable {
 public:
  explicit EnquiryTable(sql::Connection& sql) : sql_(sql) {}
  void add(const Enquiry& enquiry);
  Result<Enquiry> get(const EnquiryId& id);  ///< not_found "enquiry.not_found"
  std::optional<Enquiry> find_by_number(const std::string& number);
  std::vector<Enquiry> of_contract(const ContractId& contract);  ///< oldest first
  /// How many an account has opened after `since`.
  std::int64_t opened_since(const AccountId& account, Time since);
  /// Writes answer, deadline and end if the row still has enquiry.version; returns it with the next one. stale
  /// "record.changed" otherwise.
  Result<Enquiry> update(Enquiry enquiry);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
