#pragma once
#include "usecase/contact_change.h"

namespace madoguchi {

inline constexpr std::size_t kBatchContractsMax = 50;

/// R43: the same person on many contracts. One application for each contract, all filed together or none.
struct SubmitContactChanges {
  std::vector<ContractId> contracts{};  ///< each once, 1 to kBatchContractsMax
  std::vector<ContactEdit> edits{};
};
struct ContactChangeBatch {
  std::vector<Application> applications;  ///< in the order asked for
  std::vector<ContractId> unchanged;      ///< have it already; nothing was filed for them (R35)
};
/// Whether the caller may file any at all, for one of its customers at least: what a list of contracts says (R22). Each
/// contract is asked again as its own is filed. forbidden "application.not_allowed", "account.held".
Result<void> may_submit_contact_changes(const Work& work);
/// Once for `idempotency_key` (R96): a second call returns the same applications. Refuses fields /contracts
/// input.required, input.too_long, contact_change.contract_twice; what one contract refuses as a whole at
/// "/contracts/<index>" with its key, under that refusal's code; faults of the typed fields as submit_contact_change
/// does; policy contact_change.nothing_changed if no contract would change.
Result<ContactChangeBatch> submit_contact_changes(Work& work, const SubmitContactChanges& command,
                                                  const std::string& idempotency_key);

}  // namespace madoguchi
