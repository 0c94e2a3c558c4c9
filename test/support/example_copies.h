#pragma once
#include "support/example_counter.h"

namespace madoguchi {

/// `count` live certificates more for a contract: copies of its first one with serials and keys of their own, spread
/// over the lists 1 to 4. Their bytes are the first one's: whoever reads only rows does not notice.
std::vector<CertificateId> add_copies(const ExampleCounter& counter, const ExampleContract& contract, int count);

}  // namespace madoguchi
