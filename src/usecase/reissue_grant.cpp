#include "usecase/reissue_grant.h"

#include "usecase/can_line.h"
#include "usecase/contact_mail.h"
#include "usecase/guard.h"
#include "usecase/officer_text.h"

namespace madoguchi {
namespace {

Result<void> require_granter(const Work& work) {
  return require_role(work, {Role::reception, Role::reviewer});
}

Result<void> may_open(Work& work, const Contract& contract) {
  TRY(require_granter(work));
  const auto product = work.policy().products.find(contract.product);
  if (product == work.policy().products.end()) throw Failure("unknown product " + contract.product);
  if (product->second.reissue.over_limit == OverLimit::new_application) {
    return refuse(ErrorCode::policy, "grant.new_application_instead");
  }
  if (!is_in_force(contract, work.now)) return refuse(ErrorCode::policy, "reissue.contract_not_in_force");
  if (work.store.contracts.disputed(contract.id)) return refuse(ErrorCode::policy, "reissue.disputed");
  if (work.store.grants.open_of(contract.id, work.now)) return refuse(ErrorCode::conflict, "grant.already_open");
  return {};
}

Result<void> may_close(const Work& work, const ReissueGrant& grant) {
  TRY(require_granter(work));
  if (grant.closed_at || grant.expires_at <= work.now) return refuse(ErrorCode::wrong_state, "grant.closed");
  return {};
}

}  // namespace

Result<ReissueGrant> open_reissue_grant(Work& work, const OpenReissueGrant& command) {
  const auto contract = TRY(visible_contract(work, command.contract));
  TRY(may_open(work, contract));
  const auto reason = TRY(required_note("/reason", command.reason));
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
  TRY(require_granter(work));
  const auto found = TRY(work.store.grants.get(grant));
  if (found.contract != contract) return refuse(ErrorCode::not_found, "grant.not_found");
  TRY(may_close(work, found));
  if (!work.store.grants.close(grant, {}, work.now)) return refuse(ErrorCode::wrong_state, "grant.closed");
  record_event(work, "grant.closed", "grant", grant.value, contract);
  return {};
}

Result<GrantsOfContract> list_reissue_grants(Work& work, const ContractId& id) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  const auto contract = TRY(visible_contract(work, id));
  GrantsOfContract all;
  for (auto& grant : work.store.grants.of_contract(id)) {
    GrantView view;
    view.can.push_back(can_line("close", may_close(work, grant)));
    view.grant = std::move(grant);
    all.grants.push_back(std::move(view));
  }
  all.can.push_back(can_line("grants", may_open(work, contract)));
  return all;
}

}  // namespace madoguchi
