#include "usecase/drafts.h"

#include <algorithm>

#include "mail/names.h"
#include "usecase/account_notice.h"
#include "usecase/can_line.h"
#include "usecase/reissue_standing.h"

namespace madoguchi {
namespace {

/// A draft is an account's own: officers have none.
Result<AccountId> owner(const Work& work) {
  if (!work.actor.account) return refuse(ErrorCode::forbidden, "forbidden");
  return *work.actor.account;
}

struct Place {
  AccountId account;
  Contract contract;
};
Result<Place> place_of(Work& work, const ContractId& id) {
  const auto account = TRY(owner(work));
  auto contract = TRY(visible_contract(work, id));
  return Place{.account = account, .contract = std::move(contract)};
}

Result<Draft> draft_at(Work& work, const Place& place, ApplicationKind kind) {
  auto draft = work.store.drafts.find(place.account, place.contract.id, kind, work.now);
  if (!draft) return refuse(ErrorCode::not_found, "draft.not_found");
  return *std::move(draft);
}

Result<void> check_kind(ApplicationKind kind) {
  if (kind == ApplicationKind::emergency_revocation) return refuse(ErrorCode::not_found, "draft.no_such_kind");
  return {};
}

}  // namespace

Result<Draft> save_draft(Work& work, const SaveDraft& command) {
  const auto [account, contract] = TRY(place_of(work, command.name.contract));
  TRY(require_may_file(work, contract));
  TRY(check_kind(command.name.kind));
  if (command.content.size() > kDraftBytesMax) {
    return std::unexpected(Refusal{.code = ErrorCode::too_large,
                                   .message = "draft.too_large",
                                   .params = {{"kib", std::to_string(kDraftBytesMax / 1024)}}});
  }
  if (command.version_seen) {
    const auto there = work.store.drafts.find(account, contract.id, command.name.kind, work.now);
    if (!there || there->version != *command.version_seen) return refuse(ErrorCode::stale, "record.changed");
  }
  auto draft = work.store.drafts.put({.id = new_id<DraftId>(work.random()),
                                      .account = account,
                                      .contract = contract.id,
                                      .kind = command.name.kind,
                                      .content = command.content,
                                      .expires_at = work.now + std::chrono::days(work.policy().draft_days),
                                      .updated_at = work.now});
  record_event(work, "draft.saved", "draft", draft.id.value, contract.id,
               CanonicalJson().text("kind", to_text(draft.kind)).number("version", draft.version));
  return draft;
}

Result<DraftView> show_draft(Work& work, const DraftName& name) {
  const auto place = TRY(place_of(work, name.contract));
  auto draft = TRY(draft_at(work, place, name.kind));
  std::vector<Can> can{can_line("save", require_may_file(work, place.contract)), Can{.action = "discard"}};
  return DraftView{.draft = std::move(draft), .can = std::move(can)};
}

Result<DraftList> list_drafts(Work& work, const ContractId& contract) {
  const auto place = TRY(place_of(work, contract));
  auto drafts = work.store.drafts.of_contract(place.account, contract, work.now);
  std::vector<Can> can{can_line("save", require_may_file(work, place.contract))};
  return DraftList{.drafts = std::move(drafts), .can = std::move(can)};
}

Result<void> discard_draft(Work& work, const DraftName& name) {
  const auto place = TRY(place_of(work, name.contract));
  const auto draft = TRY(draft_at(work, place, name.kind));
  work.store.drafts.remove(draft.account, draft.contract, draft.kind);
  record_event(work, "draft.discarded", "draft", draft.id.value, draft.contract);
  return {};
}

void end_draft(Work& work, const Application& filed) {
  if (work.actor.account) work.store.drafts.remove(*work.actor.account, filed.contract, filed.kind);
}

Result<bool> warn_of_draft(Work& work, const Draft& draft) {
  const auto now_there = work.store.drafts.find(draft.account, draft.contract, draft.kind, work.now);
  if (!now_there || now_there->version != draft.version) return false;  // saved again meanwhile: it has a new time
  work.store.drafts.warned(draft.id, work.now);
  const auto account = TRY(work.store.accounts.get(draft.account));
  const auto contract = TRY(work.store.contracts.get(draft.contract));
  const auto mandates = work.store.accounts.mandates(account.id, work.now);
  const bool mandated =
      std::ranges::any_of(mandates, [&](const Mandate& mandate) { return mandate.customer == contract.customer; });
  if (account.disabled_at || !mandated) return false;  // R124: nothing goes to an agent whose mandate has ended
  const auto& product = product_of(work, contract);
  queue_mail(work, recipient_of(account), "draft_expiring",
             {{"application_kind", name_in(work.office.catalogue, account.language, draft.kind)},
              {"contract_number", contract.number},
              {"product", account.language == Language::ja ? product.name_ja : product.name_en},
              {"common_name", contract.common_name},
              {"expires_at", format_jst(draft.expires_at)}},
             {.contract = contract.id, .application = {}});
  return true;
}

Result<std::int64_t> remove_expired_drafts(Work& work) {
  const auto removed = work.store.drafts.remove_expired(work.now);
  if (removed > 0) {
    record_event(work, "draft.expired", "draft", "", {}, CanonicalJson().number("count", removed));
  }
  return removed;
}

}  // namespace madoguchi
