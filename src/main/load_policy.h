#pragma once
#include <filesystem>

#include "domain/policy.h"

namespace madoguchi {

/// Reads `folder`/authority.toml and `folder`/products/*.toml into validated structs. A wrong file is refused whole:
/// Failure with the file, the key and what is wrong. Unknown keys are wrong, so that a misspelt rule is not ignored.
Policy load_policy(const std::filesystem::path& folder);

}  // namespace madoguchi
