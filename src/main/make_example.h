#pragma once
#include <filesystem>
#include <string>

#include "base/time.h"

namespace madoguchi {

/// Makes the example authority in `folder`: madoguchi.toml, a CA with its passphrase beside it (only an example may),
/// a database in example mode with customers, contracts and certificates, the folder mail/. The clock begins at
/// `starts_at`, not after the real time. `database` is as in madoguchi.toml; one that is not in the folder must be
/// empty. Does nothing and returns false if the folder holds an example already; Failure if it holds anything else.
bool make_example(const std::filesystem::path& folder, Time starts_at,
                  const std::string& database = "sqlite:madoguchi.db");

/// What a newcomer needs: logins, where mails lie, how to make a TOTP code.
void print_example_logins(const std::filesystem::path& folder);

}  // namespace madoguchi
