#include "secret/system_random.h"

#include <sodium.h>

#include "secret/sodium.h"

namespace madoguchi {

SystemRandom::SystemRandom() {
  ready_sodium();
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
  randombytes_buf(out.data(), out.size());  // aborts the process when the source fails
}

}  // namespace madoguchi
