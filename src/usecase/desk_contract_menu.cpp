#include "usecase/desk_contract_menu.h"

#include <algorithm>

#include "domain/reissue_rules.h"
#include "usecase/can_line.h"
#include "usecase/change_party.h"
#include "usecase/correct_contact.h"
#include "usecase/open_contract.h"

namespace madoguchi {
namespace {

Can first_issue(const Work& work, const ContractFacts& facts) {
  if (const auto may = require_may_file(work, facts.contract); !may) return can_line("first_issue", may);
  const bool open = std::ranges::any_of(facts.applications, [](const Application& one) {
    return one.kind == ApplicationKind::first_issue && !one.closed_at;
  });
  ReissueFacts of_first;
  of_first.contract = facts.contract;
  of_first.disputed = facts.disputed;
  of_first.open_same_kind = open;
  return may_issue_first(of_first, work.now);
}

}  // namespace

std::vector<Can> desk_contract_menu(const Work& work, const ContractFacts& facts) {
  std::vector<Can> menu{can_line("correct", may_correct_contact(work, facts.disputed)),
                        can_line("party", may_change_party(work, facts.disputed)),
                        can_line("contracts", may_open_contract(work))};
  if (facts.contract.state != ContractState::opening) return menu;
  const bool open = std::ranges::any_of(facts.applications, [](const Application& one) { return !one.closed_at; });
  menu.push_back(first_issue(work, facts));
  menu.push_back(can_line("abandon", may_abandon_contract(work, facts.contract, open)));
  return menu;
}

}  // namespace madoguchi
