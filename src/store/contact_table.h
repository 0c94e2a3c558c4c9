#pragma once
#include "base/result.h"
#include "domain/contact.h"
#include "sql/connection.h"

namespace madoguchi::store {

inline constexpr std::int64_t kContactHistoryMax = 200;

/// Contacts 担当者 with their history (R45), and the numbers that may be called (R119).
class ContactTable {
 public:
  explicit ContactTable(sql::Connection& sql) : sql_(sql) {}
  void add(const Contact& contact);
  /// The current contacts, at most one for each role.
  std::vector<Contact> current(const ContractId& contract);
  std::optional<Contact> current(const ContractId& contract, ContactRole role);
  /// The current registrants and technical contacts of the customer's contracts that are in force, one for each
  /// address; at most rows_max.
  std::vector<Contact> holders_of(const CustomerId& customer, Time now, std::int64_t rows_max);
  /// Present and past records, newest first; with `at`, those that stood then. One more than kContactHistoryMax at
  /// most.
  std::vector<Contact> history(const ContractId& contract, std::optional<Time> at = {});
  /// Ends the current record of the role at contact.valid_from and adds `contact`. conflict "record.changed" if
  /// another transaction replaced it first.
  Result<void> replace(const ContactId& current, const Contact& contact);

  void add_number(const VerifiedNumber& number);
  std::vector<VerifiedNumber> numbers(const ContractId& contract);  ///< with those that have ended
  Result<VerifiedNumber> number(const VerifiedNumberId& id);        ///< not_found "number.not_found"
  void end_number(const VerifiedNumberId& id, Time at);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
