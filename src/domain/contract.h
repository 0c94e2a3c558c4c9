#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "domain/ids.h"
#include "domain/names.h"

namespace madoguchi {

/// R99. `expired` and the renewal's states follow from the term and are derived where they are shown; stored is what a
/// person or a use case decided.
enum class ContractState : std::uint8_t { opening, in_force, renewed, cancelling, cancelled, expired };
template <>
struct Names<ContractState> {
  static constexpr auto values = std::to_array<std::pair<ContractState, std::string_view>>({
      MADOGUCHI_NAME(ContractState, opening),
      MADOGUCHI_NAME(ContractState, in_force),
      MADOGUCHI_NAME(ContractState, renewed),
      MADOGUCHI_NAME(ContractState, cancelling),
      MADOGUCHI_NAME(ContractState, cancelled),
      MADOGUCHI_NAME(ContractState, expired),
  });
};

struct Customer {
  CustomerId id;
  std::string name;  ///< 法人名 as registered
  std::string name_kana;
  std::string name_folded;
  std::optional<std::string> corporate_number{};
  bool second_approval = false;  ///< R8
  Time created_at{};
};

/// 契約: the term that was sold. Its end and its certificates' notAfter are different things.
struct Contract {
  ContractId id;
  std::string number;
  CustomerId customer;
  std::string product;
  ContractState state = ContractState::in_force;
  Time starts_at{};
  Time ends_at{};  ///< exclusive: the first second after the term
  std::string country;
  std::optional<std::string> state_or_province{};
  std::optional<std::string> locality{};
  std::string organization;
  std::optional<std::string> business_category{};
  std::optional<std::string> jurisdiction_country{};
  std::optional<std::string> registration_number{};
  std::string common_name;
  std::vector<std::string> dns_names{};  ///< A-label form, lower case; the first one is the common name
  std::string search_folded;
  std::optional<Time> cancelled_at{};
  Time created_at{};
  std::int64_t version = 1;
};

/// What the contract is at `now`: stored decisions first, then the term.
inline ContractState state_at(const Contract& contract, Time now) {
  if (contract.state == ContractState::cancelled || contract.state == ContractState::renewed) return contract.state;
  if (now >= contract.ends_at) return ContractState::expired;
  return contract.state;
}
/// Applications may be filed: in force and not ended. A 解約 under way is the applications' matter (R90).
inline bool is_in_force(const Contract& contract, Time now) {
  const auto state = state_at(contract, now);
  return state == ContractState::in_force || state == ContractState::cancelling;
}

}  // namespace madoguchi
