#pragma once
#include <optional>
#include <string>
#include <vector>

#include "usecase/record.h"

namespace madoguchi {

/// 契約先変更 (R33): the corporation's name, or the place of its head office, is another one. By the desk, on evidence.
struct ChangeParty {
  ContractId contract;
  std::int64_t version = 0;
  std::optional<std::string> organization{};       ///< absent: as it is; so the next two
  std::optional<std::string> state_or_province{};  ///< empty: none
  std::optional<std::string> locality{};           ///< empty: none
  EvidenceId evidence;                             ///< organization_identity or address, of this contract, good now
  std::optional<Time> known_since{};               ///< when we learned that it is so; absent: now
};
struct ChangedParty {
  Contract contract;
  std::vector<Certificate> wrong;  ///< live ones that now name a wrong corporation or place; without their bytes
  Time revoke_until{};             ///< BR 4.9.1.1 (11), (13): 5 days from our knowledge
};
/// Role reviewer, and not the one who collected the evidence (application.needs_second_person). The contract, and the
/// 法人名 of a 登録担当者 that had the old one, change now; for each certificate that has become wrong a task with the
/// deadline of 5 days, in which it is replaced and revoked; the contacts are told. What was reviewed of open
/// applications no longer holds: they are marked 要再確認. Refuses forbidden; stale record.changed; policy
/// contract.disputed, contact_change.nothing_changed; fields /evidence evidence.not_found, evidence.wrong_kind,
/// evidence.expired, /organization, /state_or_province, /locality (input.*), /known_since evidence.in_future.
Result<ChangedParty> change_party(Work& work, const ChangeParty& command);
/// What it asks before the form: the role, and no dispute over the contract.
Result<void> may_change_party(const Work& work, bool disputed);

}  // namespace madoguchi
