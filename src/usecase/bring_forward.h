#pragma once
#include "usecase/record.h"

namespace madoguchi {

/// R92: the customer brings a dated request forward; nobody may postpone it (R64).
struct BringForward {
  ApplicationId application;
  std::int64_t version = 0;
  std::optional<Time> wished_at{};  ///< earlier than before; absent: now
};
/// Once confirmed, "now" is carried out in this transaction; before the confirmation it only waits for the call. The
/// password must have been entered again (R6), and no hold lie on the account (R16). Refuses forbidden (R8); invalid
/// /wished_at revocation.wish_past, revocation.wish_only_earlier; wrong_state revocation.not_dated; stale.
Result<Application> bring_forward(Work& work, const BringForward& command);

}  // namespace madoguchi
