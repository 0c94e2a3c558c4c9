#include "usecase/reissue_standing.h"

#include <utility>

#include "store/incident_table.h"

namespace madoguchi {
namespace {

/// `later` takes over from `earlier`: it ends later, or ends together and was issued later.
bool follows(const Certificate& later, const Certificate& earlier) {
  return std::pair(later.not_after, later.issued_at) > std::pair(earlier.not_after, earlier.issued_at);
}

bool still_open(Work& work, const ContractId& contract, const ReissueGrantId& id) {
  const auto grant = work.store.grants.unclosed_of(contract);
  return grant && grant->id == id;
}

}  // namespace

const Product& product_of(const Work& work, const Contract& contract) {
  const auto product = work.policy().products.find(contract.product);
  if (product == work.policy().products.end()) throw Failure("unknown product " + contract.product);
  return product->second;
}

std::optional<Certificate> last_certificate(Work& work, const ContractId& contract) {
  std::optional<Certificate> last;
  for (auto& certificate : work.store.certificates.of_contract(contract)) {
    if (certificate.revoked_at || (last && last->not_after > certificate.not_after)) continue;
    last = std::move(certificate);
  }
  return last;
}

ReissueFacts reissue_facts(Work& work, ApplicationKind kind, const Contract& contract,
                           const std::optional<Certificate>& old_certificate,
                           const std::optional<ApplicationId>& except) {
  auto& store = work.store;
  ReissueFacts facts{.contract = contract,
                     .old_certificate = old_certificate,
                     .disputed = store.contracts.disputed(contract.id),
                     .cancelling = contract.state == ContractState::cancelling,
                     .grant_open = store.grants.open_of(contract.id, work.now).has_value(),
                     .by_officer = work.actor.kind == ActorKind::officer};
  for (const auto& certificate : store.certificates.of_contract(contract.id)) {
    if (!is_live(certificate, work.now)) continue;
    ++facts.live_generations;
    if (old_certificate && follows(certificate, *old_certificate)) facts.newer_exists = true;
  }
  if (old_certificate) {
    const auto window = store.certificates.get(old_certificate->window_certificate);
    facts.window_began_at = window ? window->issued_at : old_certificate->issued_at;
    facts.counted = store.certificates.counted_in_window(old_certificate->window_certificate);
    facts.old_by_incident = store::IncidentTable(store.sql).hits(old_certificate->id);
    facts.old_has_schedule = store.certificates.pending_schedule(old_certificate->id).has_value();
  }
  for (const auto& application : store.applications.of_contract(contract.id, true)) {
    if (except && application.id == *except) continue;
    if (application.kind == kind) facts.open_same_kind = true;
    if (application.kind != kind && is_issuing(application.kind)) facts.open_other_kind = true;
    if (application.kind != ApplicationKind::revocation) continue;
    const auto request = store.applications.revocation(application.id);
    if (request && request->scope == RevocationScope::contract) facts.cancelling = true;
  }
  return facts;
}

ReissueFacts facts_of(Work& work, const Application& application, const Contract& contract, const Reissue& reissue,
                      const std::optional<Certificate>& old_certificate) {
  auto facts = reissue_facts(work, application.kind, contract, old_certificate, application.id);
  facts.by_officer = application.filed_by_officer.has_value();
  facts.ca_error = reissue.reason == ReissueReason::ca_error;
  facts.grant_open = facts.grant_open || (reissue.grant && still_open(work, contract.id, *reissue.grant));
  return facts;
}

Can may_go_on(const Application& application, const Product& product, const ReissueFacts& facts, Time now) {
  switch (application.kind) {
    case ApplicationKind::continuation:
      return may_continue(facts, product, application.filed_at, now);
    case ApplicationKind::first_issue:
      return may_issue_first(facts, now);
    default:
      return may_reissue(facts, product.reissue, application.filed_at, now);
  }
}

}  // namespace madoguchi
