#include "usecase/revocation_matters.h"

#include <algorithm>

#include "mail/names.h"
#include "usecase/emergency_revocation.h"

namespace madoguchi {
namespace {

bool is_revocation(ApplicationKind kind) {
  return kind == ApplicationKind::revocation || kind == ApplicationKind::emergency_revocation;
}

/// Proof, or evidence of ours, counts against everybody who has the key; a claim only against the claimant's own (R63).
bool binds_everyone(const std::optional<RevocationBasis>& basis) {
  return basis == RevocationBasis::substitute_key || basis == RevocationBasis::staff_evidence;
}

/// Whose certificates a claim may touch: the customers for whom the claimant may file, or the contract's alone. A claim
/// that nobody else decides on reaches no customer whose mandate is too young to carry it.
std::vector<CustomerId> claimants(Work& work, const RevocationCase& matter) {
  std::vector<CustomerId> customers{matter.contract.customer};
  const auto& account = matter.request.claimant ? matter.request.claimant : matter.application.filed_by_account;
  if (!account) return customers;
  for (const auto& mandate : work.store.accounts.mandates(*account, work.now)) {
    if (mandate.role == MembershipRole::viewer) continue;
    if (matter.request.basis == RevocationBasis::claim &&
        work.store.accounts.has_new_mandate(*account, mandate.customer, matter.request.received_at - kStandingAfter)) {
      continue;
    }
    customers.push_back(mandate.customer);
  }
  return customers;
}

std::vector<Certificate> with_the_key(Work& work, const RevocationCase& matter) {
  auto found = work.store.certificates.with_key(matter.request.spki_sha256.value());
  if (binds_everyone(matter.request.basis)) return found;
  const auto customers = claimants(work, matter);
  std::erase_if(found, [&](const Certificate& certificate) {
    const auto contract = work.store.contracts.get(certificate.contract);
    return !contract || std::ranges::find(customers, contract->customer) == customers.end();
  });
  return found;
}

Result<void> set_state(Work& work, Contract contract, ContractState state) {
  if (contract.state == state) return {};
  if (state == ContractState::cancelling) {
    record_event(work, "contract.cancelling", "contract", contract.id.value, contract.id);
  } else {
    record_event(work, "contract.resumed", "contract", contract.id.value, contract.id);
  }
  contract.state = state;
  TRY(work.store.contracts.update(std::move(contract)));
  return {};
}

}  // namespace

Result<RevocationCase> revocation_case(Work& work, const ApplicationId& id) {
  auto application = TRY(visible_application(work, id));
  RevocationCase matter{.application = std::move(application)};
  if (!is_revocation(matter.application.kind)) return refuse(ErrorCode::not_found, "application.not_found");
  matter.request = TRY(work.store.applications.revocation(id));
  matter.contract = TRY(work.store.contracts.get(matter.application.contract));
  return matter;
}

Result<RevocationCase> revocation_case(Work& work, const ApplicationId& id, std::int64_t version) {
  auto matter = TRY(revocation_case(work, id));
  if (matter.application.version != version) return refuse(ErrorCode::stale, "record.changed");
  return matter;
}

std::vector<Certificate> certificates_asked_for(Work& work, const RevocationCase& matter) {
  if (matter.request.scope == RevocationScope::contract) {
    return work.store.certificates.of_contract(matter.contract.id);
  }
  if (matter.request.spki_sha256) return with_the_key(work, matter);
  auto one = work.store.certificates.get(matter.request.certificate.value());
  if (!one) throw Failure("revocation of an unknown certificate: " + matter.request.certificate->value);
  return {*std::move(one)};
}

std::string serials_of(const std::vector<Certificate>& certificates, Time now) {
  std::string text;
  for (const auto& certificate : certificates) {
    if (is_live(certificate, now)) text += (text.empty() ? "" : ", ") + certificate.serial;
  }
  return text.empty() ? "-" : text;
}

Result<void> suspend_others(Work& work, const RevocationCase& matter) {
  if (matter.request.scope != RevocationScope::contract) return {};
  TRY(set_state(work, matter.contract, ContractState::cancelling));
  for (auto& other : work.store.applications.of_contract(matter.contract.id, true)) {
    if (is_revocation(other.kind) || other.suspended_at) continue;
    other.suspended_at = work.now;
    const auto kept = TRY(work.store.applications.update(std::move(other)));
    record_event(work, "application.suspended", "application", kept.id.value, kept.contract,
                 CanonicalJson().text("by", matter.application.id.value));
  }
  return {};
}

Result<void> resume_others(Work& work, const Application& ended) {
  if (ended.kind != ApplicationKind::revocation) return {};
  const auto request = TRY(work.store.applications.revocation(ended.id));
  if (request.scope == RevocationScope::certificate) {
    const auto schedule = work.store.certificates.pending_schedule(request.certificate.value());
    if (schedule && schedule->application == ended.id) {
      const auto state =
          ended.state == ApplicationState::expired ? ScheduleState::expired_before : ScheduleState::cancelled;
      work.store.certificates.close_schedule(schedule->id, state, work.now);
    }
    return {};
  }
  const auto contract = TRY(work.store.contracts.get(ended.contract));
  // R99: back to where the 解約 found it: 申込中 goes on until the first certificate.
  const bool begun = !work.store.certificates.of_contract(contract.id).empty();
  const auto before = begun ? ContractState::in_force : ContractState::opening;
  if (contract.state == ContractState::cancelling) TRY(set_state(work, contract, before));
  for (auto& other : work.store.applications.of_contract(ended.contract, true)) {
    if (!other.suspended_at) continue;
    other.suspended_at.reset();
    const auto kept = TRY(work.store.applications.update(std::move(other)));
    record_event(work, "application.resumed", "application", kept.id.value, kept.contract,
                 CanonicalJson().text("after", ended.id.value));
  }
  return {};
}

SentenceParams revocation_values(const Work& work, const RevocationCase& matter, const std::string& serials,
                                 Language language) {
  const auto& catalogue = work.office.catalogue;
  return {{"scope", name_in(catalogue, language, matter.request.scope)},
          {"serial", serials},
          {"accepted_at", format_jst(matter.application.accepted_at.value_or(work.now))},
          {"reason", name_in(catalogue, language, matter.request.reason)}};
}

CanonicalJson revocation_content(const RevocationRequest& request) {
  CanonicalJson content;
  content.text("scope", to_text(request.scope))
      .text("reason", to_text(request.reason))
      .text("reason_text", request.reason_text)
      .number("received_at", to_unix(request.received_at));
  if (request.certificate) content.text("certificate", request.certificate->value);
  if (request.wished_at) content.number("wished_at", to_unix(*request.wished_at));
  if (request.spki_sha256) content.text("spki_sha256", *request.spki_sha256);
  return content;
}

}  // namespace madoguchi
