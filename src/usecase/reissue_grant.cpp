#include "usecase/reissue_grant.h"

#include "usecase/contact_mail.h"
#include "usecase/guard.h"
#include "usecase/officer_text.h"

namespace madoguchi {
namespace {

Result<void> may_grant(const Work& work) {
  return require_role(work, {Role::reception, Role::reviewer});
}

Result<void> grant_allowed(Work& work, const Contract& contract) {
  const auto product = work.policy().products.find(contract.product);
  if (product == work.policy().products.end()) throw Failure("unknown product " + contract.product);
  if (product->second.reissue.over_limit == OverLimit::new_application) {
    return refuse(ErrorCode::policy, "grant.new_application_instead");
  }
  if (!is_in_force(contract, work.now)) return refuse(ErrorCode::policy, "reissue.contract_not_in_force");
  if (work.store.contracts.disputed(contract.id)) return refuse(ErrorCode::policy, "reissue.disputed");
  return {};
}

}  // namespace

Result<ReissueGrant> open_reissue_grant(Work& work, const OpenReissueGrant& command) {
  TRY(may_grant(work));
  const auto contract = TRY(visible_contract(work, command.contract));
  const auto reason = TRY(required_note("/reason", command.reason));
  TRY(grant_allowed(work, contract));
  const auto earlier = work.store.grants.unclosed_of(contract.id);
  if (earlier && earlier->expires_at <= work.now) work.store.grants.close(earlier->id, {}, work.now);
  const ReissueGrant grant{.id = new_id<ReissueGrantId>(work.random()),
                           .contract = contract.id,
                           .reason = reason,
                           .opened_by = *work.actor.officer,
                           .opened_at = work.now,
                           .expires_at = work.now + kGrantDays};
  TRY(work.store.grants.add(grant));
  record_event(work, "grant.opened", "grant", grant.id.value, contract.id,
               CanonicalJson().number("expires_at", to_unix(grant.expires_at)));
  mail_contacts(work, contract, nullptr, "grant_opened", {ContactRole::registrant, ContactRole::technical},
                [&](Language) { return SentenceParams{{"expires_at", format_jst(grant.expires_at)}}; });
  return grant;
}

Result<ReissueGrantId> file_reissue_grant(Work& work, const OpenReissueGrant& command,
                                          const std::string& idempotency_key) {
  const auto digest = digest_of(
      CanonicalJson().text("do", "grant").text("contract", command.contract.value).text("reason", command.reason));
  return once<ReissueGrantId>(work, idempotency_key, digest,
                              [&]() -> Result<ReissueGrantId> { return TRY(open_reissue_grant(work, command)).id; });
}

Result<void> close_reissue_grant(Work& work, const ContractId& contract, const ReissueGrantId& grant) {
  TRY(may_grant(work));
  const auto open = work.store.grants.unclosed_of(contract);
  const bool closed = open && open->id == grant && work.store.grants.close(grant, {}, work.now);
  if (!closed) return refuse(ErrorCode::not_found, "grant.not_found");
  record_event(work, "grant.closed", "grant", grant.value, contract);
  return {};
}

Result<std::vector<ReissueGrant>> list_reissue_grants(Work& work, const ContractId& contract) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  TRY(visible_contract(work, contract));
  return work.store.grants.of_contract(contract);
}

}  // namespace madoguchi
