#pragma once
#include <string>
#include <vector>

#include "support/example_counter.h"

namespace madoguchi {

/// What must hold of an approval's certificates whatever happened on the way (R77): at most one certificate; whatever
/// was signed stands in an intent; no bytes and no serial intended twice; the serial of a closed intent is a
/// certificate's or revoked, never neither, never both by the issue itself. Adds test failures.
void expect_nothing_unknown(const ExampleCounter& counter, const ContractId& contract, const ApplicationId& application,
                            const std::vector<std::string>& signed_digests);

}  // namespace madoguchi
