#pragma once
#include <map>

#include "base/result.h"
#include "domain/contract.h"
#include "domain/next_action.h"
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
  std::string folded{};                         ///< a part of number, names, corporate name or kana
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

/// When something waits for the customer (waits_for_customer() of domain/next_action.h), as what is stored.
struct ContractActionRule {
  struct OfProduct {
    std::string id;
    Time continuation_until{};  ///< a last certificate that ends before this can be continued
    Time renewal_until{};       ///< a term that ends by this can be renewed
  };
  Time now{};
  std::vector<OfProduct> products{};
};

struct ContractSearch {
  /// Whose: absent is the desk, all customers. Empty finds nothing. At most kListCustomersMax.
  std::optional<std::vector<CustomerId>> customers{};
  std::optional<ContractTerms> terms{};
  std::optional<std::string> product{};
  std::vector<ContractStateFilter> any_state{};  ///< one of them; empty: all
  std::optional<Time> ends_before{};
  /// R19: those in which something waits for the customer.
  std::optional<ContractActionRule> needs_action{};
  /// R19: those in force that end by then, and after `now`.
  std::optional<Time> ending_soon_until{};
  Time now{};
  std::optional<ContractCursor> after{};
  std::int64_t rows_max = 20;  ///< at most kListRowsMax + 1
};

/// What a line of the list shows beside the contract itself.
struct ContractListExtras {
  std::string customer_name;
  std::vector<std::string> dns_names;
  std::vector<Application> open;                 ///< id, number, kind, state and answer_until only
  std::vector<CertificateOutlook> certificates;  ///< those not revoked
};

/// How many contracts a filter finds, counted up to kCountMax.
struct CappedCount {
  std::int64_t count = 0;
  bool more = false;  ///< there are more, or may be
};
inline constexpr std::int64_t kCountMax = 1000;

struct ContractCounts {
  CappedCount all, needs_action, ending_soon;
  std::vector<CappedCount> states;  ///< one for each that was asked for
};

/// The list 契約一覧 (R19): pages by key, and what a page shows in four statements whatever its length.
class ContractList {
 public:
  explicit ContractList(sql::Connection& sql) : sql_(sql) {}
  /// In the order of their end, at most search.rows_max; without dns_names. Among the contracts of `customers` a term
  /// is any part of what is searched; at the desk what the indexes know (find_candidates), and any part of what more
  /// than kCandidatesMax contracts have.
  std::vector<Contract> page(const ContractSearch& search);
  /// How many each filter of the list finds, within the scope of `search` (customers, terms, product, ends_before).
  /// `needs_action` looks at the first kCountMax open contracts by their end: `more` beyond them.
  ContractCounts counts(const ContractSearch& search, const ContractActionRule& rule, Time ending_soon_until,
                        const std::vector<std::vector<ContractStateFilter>>& states);
  std::map<ContractId, ContractListExtras> extras(const std::vector<Contract>& page);

 private:
  std::vector<Contract> page_among(const ContractSearch& search, const std::vector<ContractCursor>& candidates);
  /// Of all contracts, or of those that `among` names.
  std::vector<Contract> page_of(const ContractSearch& search, const std::vector<ContractId>* among);
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
