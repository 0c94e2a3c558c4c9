#pragma once
#include "domain/contact_rules.h"
#include "usecase/record.h"

namespace madoguchi {

/// The desk corrects what stands on file for a contact, 申請者 included, without an application: a misspelt name, an
/// address that was read wrongly. Not the registrant's 法人名 (R31: change_party, with evidence), telephone or mail
/// (R40: a contact change filed on behalf, verified by telephone), and nothing under a dispute (R122). The old and the
/// new address and the registrant are told (R38), and open contact changes of the contract are marked 要再確認 (R44).
struct CorrectContact {
  ContractId contract;
  std::int64_t version = 0;  ///< of the contract, which covers its contacts (If-Match)
  ContactEdit edit;
};
/// By reception or review, never by who calls (R102). Refuses forbidden; stale record.changed; invalid with fields at
/// "/contacts/<role>/<field>"; policy contract.disputed, contact_change.nothing_changed, contact.not_by_correction with
/// the fields contact.party_by_party_change and contact.sensitive_by_application. Returns the contract with its next
/// version.
Result<Contract> correct_contact(Work& work, const CorrectContact& command);

/// What it asks before the edit: the role, and no dispute over the contract.
Result<void> may_correct_contact(const Work& work, bool disputed);

/// R44: what stands on file of the contract has changed under its open contact changes.
void mark_for_recheck(Work& work, const ContractId& contract);

}  // namespace madoguchi
