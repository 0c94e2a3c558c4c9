#pragma once
#include <optional>
#include <string>

#include "domain/evidence.h"
#include "usecase/record.h"

namespace madoguchi {

/// R103, R123: every item of policy.checklists[kind] is ticked, and the record that a line was ticked with is in date
/// now, where it needs one; a younger record counts once the line is ticked with it. Asked when the review is passed,
/// at the approval, and at the execution. Refuses policy "checklist.incomplete" {items} and "evidence.expired" {kinds}.
Result<void> require_checklist(Work& work, const Application& application);

/// R103: a reviewer, while the application is under review. Forbidden; wrong_state "application.not_under_review".
Result<void> may_tick(const Work& work, const Application& application);

struct TickChecklist {
  ApplicationId application;
  std::int64_t version = 0;  ///< of the application, as it was seen (If-Match): no tick is meant for another content
  std::string item;
  std::optional<EvidenceId> evidence{};  ///< required where the item says so: of its kind and contract, in date
  std::string note;
};
/// Refuses as may_tick; stale "record.changed"; fields /item checklist.no_such_item, /evidence
/// checklist.evidence_required, evidence.wrong_kind, evidence.expired.
Result<void> tick_checklist(Work& work, const TickChecklist& command);

/// Takes a tick back. Refuses as tick_checklist; "/item" checklist.not_ticked.
struct UntickChecklist {
  ApplicationId application;
  std::int64_t version = 0;
  std::string item;
};
Result<void> untick_checklist(Work& work, const UntickChecklist& command);

/// R100, R123: reception, reviewer, caller or revoker; not the approver (R102). Forbidden.
Result<void> may_add_evidence(const Work& work);

/// A check goes on record, with where its result came from (R123).
struct AddEvidence {
  ContractId contract;
  std::optional<ApplicationId> application{};
  std::string kind;    ///< one of policy.evidence_days
  std::string source;  ///< required
  std::string note;
  std::optional<std::string> document_sha256{};
  std::optional<Time> collected_at{};  ///< absent: now; never later
};
/// Good for policy.evidence_days[kind] from its collection. Refuses forbidden, and fields /kind evidence.no_such_kind,
/// /source input.required, /collected_at evidence.in_future, /application application.not_found.
Result<EvidenceId> add_evidence(Work& work, const AddEvidence& command);

}  // namespace madoguchi
