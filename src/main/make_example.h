#pragma once
#include <filesystem>
#include <string>

#include "base/time.h"
#include "domain/issuer_info.h"
#include "main/fill_at_size.h"
#include "main/key_place.h"

namespace madoguchi {

inline constexpr const char* kExampleDatabase = "sqlite:madoguchi.db";  ///< in its folder

/// The token that an example's keys are made in.
struct ExampleToken {
  TokenPlace place;
  PassphraseSource pin;
};

/// Makes the example authority in `folder`: madoguchi.toml, a CA with its passphrase beside it (only an example may),
/// a database in example mode with customers, contracts and certificates, the folder mail/. The clock begins at
/// `starts_at`, not after the real time. `database` is as in madoguchi.toml; one that is not in the folder must be
/// empty. With a `token` the keys are made there, under its PIN, which lies beside the configuration. With a
/// `size` it is filled further, and its progress printed. Among `crl_shards` lists its certificates are spread, 0 to
/// kCrlShardsMax; 0: one full list. Does nothing and returns false if the folder holds an example already; Failure if
/// it holds anything else.
bool make_example(const std::filesystem::path& folder, Time starts_at, const std::string& database = kExampleDatabase,
                  const std::optional<ExampleToken>& token = {}, const ExampleSize& size = {},
                  std::int64_t crl_shards = kCrlShardsDefault);

/// What a newcomer needs: logins, where mails lie, how to make a TOTP code.
void print_example_logins(const std::filesystem::path& folder);

}  // namespace madoguchi
