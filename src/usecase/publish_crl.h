#pragma once
#include "usecase/issuing_authority.h"
#include "usecase/work.h"

namespace madoguchi {

/// Half of the 24 hours of issue (BR 4.9.7 asks for every 4 days): a missed run is seen before it matters.
inline constexpr Seconds kCrlEverySeconds{12 * 3600};
/// nextUpdate: long enough to mend a broken service in, under the 10 days of BR 7.2.
inline constexpr Seconds kCrlLifetimeSeconds{7 * 24 * 3600};
/// Longer than the slowest CRL takes to write: nobody else publishes meanwhile.
inline constexpr Seconds kCrlLeaseSeconds{10 * 60};

/// Writes the issuing CA's CRL of `shard` if one is due: none yet, a revocation not yet listed, a CRL that was begun
/// and never finished, or kCrlEverySeconds since the last. Its number is reserved first (next_crl_number), then the
/// lines are streamed in one snapshot, the file is replaced in one step, and what it made public is recorded:
/// published_at of each request, and an event revocation.published_late where the legal deadline had passed. Returns
/// true if it wrote one. Only one caller among all nodes does so at a time. A crash at any point is mended by the next
/// run. Throws Failure from the disk or the signer; the old CRL stays then.
bool publish_crl(const Office& office, const IssuingAuthority& authority, std::int64_t shard, Time now);

}  // namespace madoguchi
