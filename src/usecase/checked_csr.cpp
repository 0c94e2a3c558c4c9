#include "usecase/checked_csr.h"

#include <algorithm>

#include "pki/key_check.h"
#include "usecase/prove_by_key.h"
#include "usecase/reissue_standing.h"

namespace madoguchi {
namespace {

void add_faults(Refusal& faults, const Refusal& from) {
  faults.fields.insert(faults.fields.end(), from.fields.begin(), from.fields.end());
  faults.params.insert(faults.params.end(), from.params.begin(), from.params.end());
}

bool has_key_fault(const Refusal& faults) {
  return std::ranges::any_of(faults.fields, [](const auto& fault) { return fault.second.starts_with("key."); });
}

/// One fault says enough of a key: whatever it is, a new key mends it.
std::optional<std::string> known_key_fault(Work& work, const Contract& contract, const std::string& spki_sha256,
                                           const std::optional<ApplicationId>& except) {
  if (work.store.certificates.key_blocked(spki_sha256)) return "key.blocked";
  const bool same_key_allowed = product_of(work, contract).reissue.same_key_allowed;
  const auto issued = work.store.certificates.with_key(spki_sha256);
  const bool used = std::ranges::any_of(
      issued, [&](const Certificate& certificate) { return certificate.contract != contract.id || !same_key_allowed; });
  if (used) return "key.used_before";
  if (work.store.applications.key_asked_for(spki_sha256, except.value_or(ApplicationId{}))) return "key.asked_for";
  return {};
}

}  // namespace

PastedCsr read_pasted_csr(const Office& office, Time now, const Actor& actor, std::string_view text) {
  PastedCsr pasted;
  auto examined = pki::examine_csr(text);
  if (!examined) {
    pasted.faults_ = std::move(examined).error();
    const auto clean = refuse_private_keys(office, now, actor, {{.pointer = "/csr", .text = text}});
    if (!clean) pasted.faults_ = clean.error();
    return pasted;
  }
  pasted.faults_ = std::move(examined->faults);
  pasted.csr_ = std::move(examined->csr);
  if (has_key_fault(pasted.faults_)) return pasted;
  const auto good = look(office, now, actor, [&](Work& work) {
    return pki::check_key(pasted.csr_->spki_der,
                          [&](ByteView fingerprint) { return work.store.certificates.weak_key_listed(fingerprint); });
  });
  if (!good) add_faults(pasted.faults_, good.error());
  return pasted;
}

pki::WantedNames wanted_names(const Contract& contract) {
  return {.country = contract.country,
          .state_or_province = contract.state_or_province,
          .locality = contract.locality,
          .organization = contract.organization,
          .common_name = contract.common_name,
          .dns_names = contract.dns_names};
}

Refusal contract_faults(Work& work, const Contract& contract, const pki::Csr& csr,
                        const std::optional<ApplicationId>& except) {
  Refusal faults{.code = ErrorCode::invalid, .message = "input.invalid"};
  const auto names = pki::check_names(csr, wanted_names(contract));
  if (!names) add_faults(faults, names.error());
  if (const auto known = known_key_fault(work, contract, csr.spki_sha256, except)) {
    faults.fields.emplace_back("/csr", *known);
  }
  return faults;
}

}  // namespace madoguchi
