#pragma once
#include <mutex>

#include "base/random.h"

namespace madoguchi {

/// The same bytes for the same seed. For tests and simulations only: whoever knows the seed knows every byte.
class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::mutex mutex_;
  std::uint64_t seed_;
  std::uint64_t block_ = 0;
  Bytes left_;
};

}  // namespace madoguchi
