#pragma once
#include <optional>
#include <string>

#include "base/time.h"
#include "domain/ids.h"

namespace madoguchi {

/// R122: two contacts of one organisation contradict each other. Issue, contact and address changes stand still; the
/// clock of a revocation never does.
struct DisputeHold {
  DisputeHoldId id;
  ContractId contract;
  std::string reason;  ///< the desk's, internal
  OfficerId placed_by;
  Time placed_at{};
  std::optional<OfficerId> lift_proposed_by{};
  std::optional<std::string> lift_document{};  ///< "<sha256> <what it is>", of the organisation's representative
  std::optional<OfficerId> lifted_by{};
  std::optional<Time> lifted_at{};
  std::int64_t version = 1;
};

}  // namespace madoguchi
