#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "usecase/issuing_authority.h"
#include "usecase/work.h"

namespace madoguchi {

class PasswordHasher;

/// A login of the example, as `./run` prints it.
struct ExampleLogin {
  bool desk = false;
  std::string login_id;
  std::string password;
  std::string totp_secret;  ///< base 32; desk only
  std::string otp_address;  ///< portal only
  std::string name;
};

/// The logins that example/example.toml names.
std::vector<ExampleLogin> example_logins(const std::filesystem::path& example_folder);

/// Fills a fresh example database from example/example.toml: officers, customers, accounts, contracts with their
/// contacts, numbers that may be called, and one certificate each, issued by `authority` as many days before `now` as
/// the file says. All in one transaction. Throws Failure if the file is wrong or the database is no fresh example.
void fill_example(const Office& office, IssuingAuthority& authority, PasswordHasher& hasher,
                  const std::filesystem::path& example_folder, Time now);

}  // namespace madoguchi
