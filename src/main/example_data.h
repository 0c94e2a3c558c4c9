#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "usecase/issuing_authority.h"
#include "usecase/show_example.h"
#include "usecase/work.h"

namespace madoguchi {

class PasswordHasher;

/// The logins that example/example.toml names.
std::vector<ExampleLogin> example_logins(const std::filesystem::path& example_folder);

/// Fills a fresh example database from example/example.toml: officers, customers, accounts, contracts with their
/// contacts, numbers that may be called, and one certificate each, issued by `authority` as many days before `now` as
/// the file says. All in one transaction. Throws Failure if the file is wrong or the database is no fresh example.
void fill_example(const Office& office, IssuingAuthority& authority, PasswordHasher& hasher,
                  const std::filesystem::path& example_folder, Time now);

}  // namespace madoguchi
