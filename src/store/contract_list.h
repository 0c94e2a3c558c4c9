#pragma once
#include <map>

#include "base/result.h"
#include "domain/application.h"
#include "domain/contract.h"
#include "sql/connection.h"

namespace madoguchi::store {

inline constexpr std::int64_t kListRowsMax = 100;
inline constexpr std::size_t kListCustomersMax = 1000;

/// Where a page of contracts goes on: after this (end, id), in the order of the end.
struct ContractCursor {
  Time ends_at{};
  std::string id;
};

/// What is searched for: any of these finds a contract (R97).
struct ContractTerms {
  std::string folded{};                         ///< part of number, names, corporate name or kana
  std::optional<std::string> serial{};          ///< beginning of a certificate's, lower-case hex
  std::optional<std::string> phone{};           ///< E.164, of a current contact
  std::optional<std::string> receipt_number{};  ///< of an application
};

/// A state as stored, between two ends of the term.
struct ContractStateFilter {
  std::vector<ContractState> states{};
  std::optional<std::string> product{};
  std::optional<Time> ends_after{};  ///< ends_at > …
  std::optional<Time> ends_until{};  ///< ends_at <= …
};

struct ContractSearch {
  /// Whose: absent is the desk, all customers. Empty finds nothing. At most kListCustomersMax.
  std::optional<std::vector<CustomerId>> customers{};
  std::optional<ContractTerms> terms{};
  std::optional<std::string> product{};
  std::vector<ContractStateFilter> any_state{};  ///< one of them; empty: all
  std::optional<Time> ends_before{};
  /// R19: something waits for the customer: a correction or approval of its own, a revocation that will come, or no
  /// certificate that outlives `action_until` in a contract that does.
  bool needs_action = false;
  Time action_until{};
  Time now{};
  std::optional<ContractCursor> after{};
  std::int64_t rows_max = 20;  ///< at most kListRowsMax + 1
};

/// What a line of the list shows beside the contract itself.
struct ContractListExtras {
  std::string customer_name;
  std::vector<std::string> dns_names;
  std::vector<Application> open;              ///< id, number, kind, state and answer_until only
  std::optional<Time> certificate_ends_at{};  ///< the latest notAfter of those not revoked
  std::optional<Time> next_revocation_at{};   ///< the earliest pending one
};

/// The list 契約一覧 (R19): pages by key, and what a page shows in four statements whatever its length.
class ContractList {
 public:
  explicit ContractList(sql::Connection& sql) : sql_(sql) {}
  /// In the order of their end, at most search.rows_max; without dns_names.
  std::vector<Contract> page(const ContractSearch& search);
  std::map<ContractId, ContractListExtras> extras(const std::vector<Contract>& page);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
