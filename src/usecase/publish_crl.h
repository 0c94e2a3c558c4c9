#pragma once
#include <algorithm>
#include <functional>

#include "usecase/issuing_authority.h"
#include "usecase/work.h"

namespace madoguchi {

/// Half of the 24 hours of issue (BR 4.9.7 asks for every 4 days): a missed run is seen before it matters.
inline constexpr Seconds kCrlEverySeconds{12 * 3600};
/// nextUpdate: long enough to mend a broken service in, under the 10 days of BR 7.2.
inline constexpr Seconds kCrlLifetimeSeconds{7 * 24 * 3600};
/// How long a list waits for a node that was killed while it wrote it. Who is writing takes it anew, and needs less
/// from the last line to the end: a gigabyte to hash and to write twice, and a token that comes back within its 20 s.
inline constexpr Seconds kCrlLeaseSeconds{60};

/// Now. Read for each list, and again when it is out: many long ones take their time.
using ReadClock = std::function<Time()>;

/// A list that cannot be written (a full disk, say) is tried again at once, then after 2, 4, 8, … and at most so many
/// seconds.
inline constexpr Seconds kCrlPauseSecondsMax{60};

/// A list longer than this is not written anew for each new line, but once in a second, and while a mass revocation
/// adds lines without a pause (kCrlLinesInBulk wait) after a rest that grows with it: publishing takes a part of one
/// core only. OCSP says it within 2 seconds all the while.
inline constexpr std::int64_t kCrlEntriesAtOnceMax = 10'000;
inline constexpr std::int64_t kCrlLinesInBulk = 1'000;
/// A second, and one more for so many entries, up to kCrlRestMaxSeconds.
inline constexpr std::int64_t kCrlEntriesOfRestSecond = 25'000;
inline constexpr Seconds kCrlRestMaxSeconds{10};
constexpr Seconds crl_rest(std::int64_t entries) {
  if (entries <= kCrlEntriesAtOnceMax) return Seconds(0);
  return std::min(Seconds(1 + entries / kCrlEntriesOfRestSecond), kCrlRestMaxSeconds);
}

/// Writes every list of the issuing CA that is due (publish_crl), and says how many: its shards, and the full list
/// 0.crl where some certificate may carry its URL (decision 12). Asks the database once, without writing, if none is.
/// The lists with the fewest lines come first. One that fails keeps no other back: all are tried, then the first
/// failure is thrown, and again while one that failed is not tried again yet. Throws Failure at once, without waiting,
/// while the signer's token is away (Signer::must_be_there()).
int publish_crls(const Office& office, const IssuingAuthority& authority, const ReadClock& clock);

/// Writes the issuing CA's CRL of `shard` if one is due: none yet, a revocation not yet listed, a CRL that was begun
/// and never finished, or kCrlEverySeconds since the last. Its number is reserved first (next_crl_number), then the
/// lines are streamed in one snapshot, the file is replaced in one step, and what it made public is recorded:
/// published_at of each request, and an event revocation.published_late where the legal deadline had passed. Returns
/// true if it wrote one. A shard's list (1 and up) says in a critical issuingDistributionPoint for which certificates
/// it speaks; shard 0 is the full list, of all shards, without one (rules 1.11.3). Only one caller among all nodes does
/// so at a time; one that stood still so long that another took its turn publishes nothing, and returns false. A crash
/// at any point is mended by the next run. Throws Failure from the disk or the signer; the old CRL stays then.
bool publish_crl(const Office& office, const IssuingAuthority& authority, std::int64_t shard, const ReadClock& clock);

}  // namespace madoguchi
