#include "secret/sodium.h"

#include <sodium.h>

#include "base/result.h"

namespace madoguchi {

void ready_sodium() {
  if (sodium_init() < 0) throw Failure("libsodium cannot start");
}

}  // namespace madoguchi
