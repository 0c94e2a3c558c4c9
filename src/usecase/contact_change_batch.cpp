#include "usecase/contact_change_batch.h"

#include <algorithm>

#include "usecase/guard.h"

namespace madoguchi {
namespace {

constexpr std::string_view kNothingChanged = "contact_change.nothing_changed";

Result<void> check_contracts(const std::vector<ContractId>& contracts) {
  if (contracts.empty()) return refuse_field("/contracts", "input.required");
  if (contracts.size() > kBatchContractsMax) return refuse_field("/contracts", "input.too_long");
  auto sorted = contracts;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) != sorted.end()) {
    return refuse_field("/contracts", "contact_change.contract_twice");
  }
  return {};
}

/// Everything that makes a second request another one, but for the contract: that is in each key.
std::string digest_of_request(const SubmitContactChanges& command) {
  std::vector<CanonicalJson> edits;
  edits.reserve(command.edits.size());
  for (const auto& edit : command.edits) {
    CanonicalJson fields;
    for (const auto& [field, value] : edit.fields) fields.text(to_text(field), value);
    edits.push_back(CanonicalJson().text("role", to_text(edit.role)).object("fields", fields));
  }
  std::vector<std::string> contracts;
  contracts.reserve(command.contracts.size());
  for (const auto& contract : command.contracts) contracts.push_back(contract.value);
  return digest_of(CanonicalJson().texts("contracts", contracts).objects("edits", edits));
}

/// What a contract refuses as a whole, said of that contract; faults of what was typed are the same for all.
Refusal said_of(std::size_t index, Refusal refusal) {
  if (!refusal.fields.empty()) return refusal;
  refusal.fields.emplace_back("/contracts/" + std::to_string(index), refusal.message);
  return refusal;
}

Result<void> may_file_for_anybody(const Work& work) {
  if (work.actor.kind != ActorKind::subscriber) return require_may_file(work, Contract{});
  const bool files = std::ranges::any_of(work.actor.mandates, [&](const Mandate& mandate) {
    Contract one_of_its;
    one_of_its.customer = mandate.customer;
    return require_may_file(work, one_of_its).has_value();
  });
  if (!files) return refuse(ErrorCode::forbidden, "application.not_allowed");
  return {};
}

}  // namespace

Result<void> may_submit_contact_changes(const Work& work) {
  TRY(may_file_for_anybody(work));
  return require_no_hold(work);
}

Result<ContactChangeBatch> submit_contact_changes(Work& work, const SubmitContactChanges& command,
                                                  const std::string& idempotency_key) {
  TRY(check_contracts(command.contracts));
  const auto digest = digest_of_request(command);
  ContactChangeBatch batch;
  for (std::size_t index = 0; index < command.contracts.size(); ++index) {
    const auto& contract = command.contracts[index];
    const SubmitContactChange one{.contract = contract, .edits = command.edits};
    const auto filed = once<ApplicationId>(work, idempotency_key + "/" + contract.value, digest,
                                           [&] { return submit_contact_change(work, one); });
    if (filed) {
      batch.applications.push_back(TRY(work.store.applications.get(*filed)));
    } else if (filed.error().message == kNothingChanged) {
      batch.unchanged.push_back(contract);
    } else {
      return std::unexpected(said_of(index, filed.error()));
    }
  }
  if (batch.applications.empty()) return refuse(ErrorCode::policy, std::string(kNothingChanged));
  return batch;
}

}  // namespace madoguchi
