#pragma once
#include <vector>

#include "domain/contract_menu.h"
#include "usecase/work.h"

namespace madoguchi {

/// What the desk alone can do with a contract, beside the menu of what is filed (domain/contract_menu.h): correct (a
/// contact), party, contracts (another one for its customer); while it is being opened first_issue and abandon too
/// (R22, R33, R44, R125). By the rules that the steps ask.
std::vector<Can> desk_contract_menu(const Work& work, const ContractFacts& facts);

}  // namespace madoguchi
