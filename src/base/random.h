#pragma once
#include <cstdint>
#include <span>

#include "base/bytes.h"

namespace madoguchi {

/// Where unpredictable bytes come from. Two versions exist: the system's (secret/system_random.h) and a seeded one for
/// tests and simulations (secret/seeded_random.h). Safe to call from several threads.
class Random {
 public:
  virtual ~Random() = default;
  /// Fills `out`; throws Failure if the source fails, never returns less.
  virtual void fill(std::span<std::uint8_t> out) = 0;

  Bytes bytes(std::size_t count) {
    Bytes out(count);
    fill(out);
    return out;
  }
};

}  // namespace madoguchi
