#include "secret/seeded_random.h"

#include <sodium.h>

#include <array>

#include "secret/sodium.h"

namespace madoguchi {

SeededRandom::SeededRandom(std::uint64_t seed) : seed_(seed) {
  ready_sodium();
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
  const std::lock_guard lock(mutex_);
  for (auto& byte : out) {
    if (left_.empty()) {
      std::array<std::uint8_t, 16> input{};
      for (std::size_t i = 0; i < 8; ++i) {
        input[i] = static_cast<std::uint8_t>(seed_ >> (8 * i));
        input[8 + i] = static_cast<std::uint8_t>(block_ >> (8 * i));
      }
      ++block_;
      left_.resize(crypto_hash_sha256_BYTES);
      crypto_hash_sha256(left_.data(), input.data(), input.size());
    }
    byte = left_.back();
    left_.pop_back();
  }
}

}  // namespace madoguchi
