#pragma once
#include "base/result.h"
#include "domain/enquiry.h"
#include "sql/connection.h"

namespace madoguchi::store {

struct EnquirySearch {
  std::optional<AccountId> account{};  ///< absent: everybody's; else of customers for whom it acts at `now`, or of none
  Time now{};
  std::optional<bool> open{};
  std::optional<EnquiryKind> kind{};
  Time before_at{};         ///< with before_id: those opened before this place
  std::string before_id{};  ///< empty: from the newest on
  std::int64_t rows_max = 20;
};

class EnquiryTable {
 public:
  explicit EnquiryTable(sql::Connection& sql) : sql_(sql) {}
  void add(const Enquiry& enquiry);
  Result<Enquiry> get(const EnquiryId& id);  ///< not_found "enquiry.not_found"
  std::optional<Enquiry> find_by_number(const std::string& number);
  std::vector<Enquiry> of_contract(const ContractId& contract);  ///< oldest first
  std::vector<Enquiry> page(const EnquirySearch& search);        ///< newest first
  /// How many an account has opened after `since`.
  std::int64_t opened_since(const AccountId& account, Time since);
  /// Writes answer, decision, deadline and end if the row still has enquiry.version; returns it with the next one.
  /// stale "record.changed" otherwise.
  Result<Enquiry> update(Enquiry enquiry);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
