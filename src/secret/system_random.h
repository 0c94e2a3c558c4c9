#pragma once
#include "base/random.h"

namespace madoguchi {

/// The operating system's random bytes, by libsodium.
class SystemRandom : public Random {
 public:
  SystemRandom();
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace madoguchi
