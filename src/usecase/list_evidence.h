#pragma once
#include <string>
#include <vector>

#include "domain/can.h"
#include "domain/evidence.h"
#include "domain/policy.h"
#include "usecase/work.h"

/// What was checked, how old it is, and what of it will not last until the issue (R103, R123).
namespace madoguchi {

struct EvidenceView {
  Evidence evidence;
  std::string collected_by;           ///< the officer's name
  std::int64_t age_days = 0;          ///< whole days since its collection
  bool good = false;                  ///< now, by our limits and the law's
  bool expires_before_issue = false;  ///< good now, but not at `expected_issue_at` any more
};
struct ChecklistLine {
  const ChecklistItem* item = nullptr;
  std::optional<ChecklistTick> tick{};
  std::string ticked_by;  ///< the officer's name; empty if it is not ticked
  /// Where the item needs one: the record it was ticked with; before that the youngest on record that is in date.
  std::optional<EvidenceView> evidence{};
};
struct ChecklistView {
  std::vector<ChecklistLine> lines;
  bool complete = false;  ///< every line ticked, everything needed good now
  Time expected_issue_at{};
  std::int64_t version = 0;  ///< the application's
  std::vector<Can> can{};    ///< tick, untick
};

/// When what is decided now will be issued, at the latest as we expect: by the end of the next working day's calling
/// hours (R127). Foresight only; at the issue everything is looked at again.
Time expected_issue_at(const Calendar& calendar, Time now);

struct EvidenceList {
  std::vector<EvidenceView> evidence{};  ///< oldest first
  Time expected_issue_at{};
  std::vector<Can> can{};  ///< evidence: put another on record
};
/// For officers.
Result<EvidenceList> list_evidence(Work& work, const ContractId& contract);
/// not_found application.not_found. Kinds without a checklist have no lines and are complete.
Result<ChecklistView> show_checklist(Work& work, const ApplicationId& application);

}  // namespace madoguchi
