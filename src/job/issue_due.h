#pragma once
#include "usecase/issuing_authority.h"
#include "usecase/work.h"

namespace madoguchi::job {

/// Longer than the slowest signer answers: nobody else takes the attempt up meanwhile. Who does so later finds an
/// intent without a certificate and closes it as lost.
inline constexpr Seconds kIssueLeaseSeconds{120};

/// Issues what is approved and due, at most `rows_max`; returns how many attempts were dealt with. For each: claim,
/// transaction A (intent), signature with no transaction open, a look whether the signature holds, transaction B
/// (certificate). A crash before A's commit leaves nothing, one after it an intent that is closed as lost when its
/// lease is over; a unique key, not the lease, is what stops a second certificate (R77). An attempt that fails is tried
/// again later (issue_back_off), with another serial. Throws Failure, and leaves what is due as it is, while the key is
/// away (Signer::must_be_there()).
int issue_due(const Office& office, const IssuingAuthority& authority, Time now, int rows_max = 20);

}  // namespace madoguchi::job
