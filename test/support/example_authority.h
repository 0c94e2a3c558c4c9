#pragma once
#include <string>

#include "support/example_signer.h"
#include "usecase/issuing_authority.h"

namespace madoguchi {

/// A root and an issuing CA as `ca init` makes them, but with keys in memory. Its id comes from the issuing key. Both
/// signers must outlive it.
IssuingAuthority make_example_authority(ExampleSigner& root, ExampleSigner& issuing, const std::string& crl_folder,
                                        Time now);

}  // namespace madoguchi
