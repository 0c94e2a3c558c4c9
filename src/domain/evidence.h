#pragma once
#include <optional>
#include <string>

#include "base/time.h"
#include "domain/ids.h"

namespace madoguchi {

/// A check that was made, on record with its source and its age limit (R123). It may serve later applications of the
/// contract, as long as it is in date.
struct Evidence {
  EvidenceId id;
  ContractId contract;
  std::optional<ApplicationId> application{};  ///< for which it was collected
  std::string kind;                            ///< one of Policy::evidence_days
  std::string source;
  std::string note;
  std::optional<std::string> document_sha256{};
  OfficerId collected_by;
  Time collected_at{};
  Time valid_until{};  ///< the first second at which it is no good
};
inline bool in_date(const Evidence& evidence, Time now) {
  return evidence.collected_at <= now && now < evidence.valid_until;
}

/// In date by our own record, and young enough for the law at `now`, whose limits shrink by date (BR 4.2.1).
bool good_at(const Evidence& evidence, Time now);

/// A line of the checklist that an officer has ticked for an application (R103).
struct ChecklistTick {
  ApplicationId application;
  std::string item;  ///< ChecklistItem::id
  OfficerId officer;
  Time at{};
  std::optional<EvidenceId> evidence{};
  std::string note;
};

}  // namespace madoguchi
