#pragma once
#include "store/conditions.h"
#include "store/contract_list.h"

/// What a search of contracts says in SQL, over `contract c`. For the files of ContractList.
namespace madoguchi::store {

/// The end of a range of texts that begin with `prefix` (hex digits).
std::string after_prefix(const std::string& prefix);
/// Whose, of what product, found by what: what every tab of the list has in common. False: nobody's, nothing is found.
bool add_scope(Conditions& where, const ContractSearch& search);
/// One of the filters.
void add_states(Conditions& where, const std::vector<ContractStateFilter>& any_state);
/// R19: something waits for the customer. The same as waits_for_customer() of domain/next_action.h, which a test keeps
/// so. The contracts are open ones already (add_open).
void add_needs_action(Conditions& where, const ContractActionRule& rule);
/// Neither ended nor cancelled nor renewed.
void add_open(Conditions& where, Time now);
/// In force, and at its end within `days` (R19: 30日以内に期限).
void add_ending_soon(Conditions& where, Time now, Time until);

}  // namespace madoguchi::store
