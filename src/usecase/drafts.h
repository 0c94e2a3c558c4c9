#pragma once
#include <string>
#include <vector>

#include "domain/can.h"
#include "domain/draft.h"
#include "usecase/record.h"

/// 下書き (R98): a form that is not filed yet, its owner's alone. It outlives the session, ends policy.draft_days after
/// it was last saved, with a mail before, and with the filing. It counts for no window (R56) and never holds a private
/// key (R117).
namespace madoguchi {

/// Days before a draft's end at which its owner is told.
inline constexpr std::int64_t kDraftWarningDays = 7;

struct DraftName {
  ContractId contract;
  ApplicationKind kind = ApplicationKind::contact_change;
};
struct SaveDraft {
  DraftName name;
  std::string content;  ///< a JSON object, as text
  std::optional<std::int64_t> version_seen{};
};
/// Adds the draft, or puts it in the place of the one there. No private key comes this far: the doors refuse it in any
/// text of a request (R117, http/pasted_key.h). Refuses not_found and forbidden as filing does (R7, R8); not_found
/// draft.no_such_kind (an emergency is not drafted); too_large draft.too_large; stale record.changed if `version_seen`
/// is another one.
Result<Draft> save_draft(Work& work, const SaveDraft& command);
struct DraftView {
  Draft draft;
  std::vector<Can> can;  ///< save, discard
};
/// not_found draft.not_found.
Result<DraftView> show_draft(Work& work, const DraftName& name);
struct DraftList {
  std::vector<Draft> drafts;  ///< the caller's own in a contract, by kind
  std::vector<Can> can;       ///< save
};
Result<DraftList> list_drafts(Work& work, const ContractId& contract);
/// not_found draft.not_found.
Result<void> discard_draft(Work& work, const DraftName& name);

/// The form was filed, or filed again after a correction: the draft of whoever did has served. For use cases that do.
void end_draft(Work& work, const Application& filed);

/// One mail to the owner, once for each save. False if it is not time, or the account is no longer allowed to see it.
Result<bool> warn_of_draft(Work& work, const Draft& draft);
/// Removes those whose time is over, leaves one event.
Result<std::int64_t> remove_expired_drafts(Work& work);

}  // namespace madoguchi
