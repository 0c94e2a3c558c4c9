#pragma once
#include "domain/contract_menu.h"
#include "store/contract_list.h"
#include "usecase/work.h"

namespace madoguchi {

inline constexpr std::int64_t kListLimitDefault = 20;
inline constexpr std::int64_t kEndingSoonDays = 30;
inline constexpr std::size_t kSearchTextMax = 100;  ///< code points

/// 契約一覧 (R19). A subscriber sees the contracts of its customers, an officer all (R7, R97).
struct ListContracts {
  /// Any part of number, names, 法人名 or カナ, in any width and case; or a telephone number of a current contact, the
  /// beginning of a serial, a 受付番号 (R97). Empty: all.
  std::string text{};
  std::optional<ContractStatus> status{};
  std::optional<std::string> product{};
  std::optional<Time> ends_before{};
  bool needs_action = false;  ///< something waits for the customer (waits_for_customer())
  bool ending_soon = false;   ///< in force, and at its end within kEndingSoonDays
  bool counts = false;        ///< how many each filter finds
  std::string cursor{};       ///< of the page before; empty: the first
  std::int64_t limit = kListLimitDefault;
};
struct ContractLine {
  Contract contract;
  const Product* product = nullptr;
  ContractStatus status = ContractStatus::in_force;
  std::int64_t days_left = 0;  ///< in Japan; 0 on the last day
  NextStep next_step;
  std::string customer_name;
  std::vector<Application> open;              ///< id, number, kind, state and answer_until only
  std::optional<Time> certificate_ends_at{};  ///< the latest notAfter of those not revoked
  std::optional<Time> next_revocation_at{};   ///< the earliest pending one
};
struct ContractPage {
  std::vector<ContractLine> lines;    ///< in the order of their end
  std::optional<std::string> next{};  ///< cursor of the next page, opaque; absent on the last
  /// Of the same text, product and ends_before; `states` in the order of Names<ContractStatus>.
  std::optional<store::ContractCounts> counts{};
  std::vector<Can> can{};  ///< contact-changes, of several; for officers contracts, to open one
};
/// Refuses invalid: "?q" input.too_long or input.bad_characters, "?limit" input.not_a_choice, "?cursor"
/// cursor.invalid, "?product" input.not_a_choice.
Result<ContractPage> list_contracts(Work& work, const ListContracts& command);

/// The product of a contract. A Failure if the policy does not know it.
const Product& product_in(const Policy& policy, const std::string& id);

}  // namespace madoguchi
