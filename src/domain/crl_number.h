#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/time.h"

namespace madoguchi {

/// The number of an issuer's (shard's) next CRL: strictly increasing (BR 7.2.2), and never below thisUpdate in seconds,
/// so that a service restored from a backup, which has forgotten its last numbers, cannot repeat one.
constexpr std::int64_t next_crl_number(std::optional<std::int64_t> last, Time this_update) {
  return std::max(last.value_or(0) + 1, to_unix(this_update));
}

}  // namespace madoguchi
