#pragma once
#include <string>
#include <vector>

#include "domain/account.h"
#include "usecase/work.h"

namespace madoguchi {
class PasswordHasher;

struct AddOfficer {
  std::string login_id;
  std::string name;
  std::string password;
  std::vector<Role> roles;
  Language language = Language::ja;
};
struct AddedOfficer {
  OfficerId id;
  std::string totp_secret;  ///< base 32, to be shown once
  std::string totp_uri;     ///< otpauth://…, the same for a QR code
};
/// Makes an officer and enrols its TOTP (R100); the first one too, from the machine's console. Refusals: input.invalid
/// at /login_id (officer.login_id_malformed), /name, /password (check_new_password), /roles (none, or not one of
/// R100's); conflict "officer.login_id_taken". Opens a transaction of its own.
Result<AddedOfficer> add_officer(const Office& office, PasswordHasher& hasher, Time now, const Actor& actor,
                                 const AddOfficer& command);

/// Ends the officer's sessions and logins for good (rules 7.2.2). not_found "officer.not_found"; wrong_state
/// "officer.disabled_already".
Result<void> disable_officer(Work& work, const std::string& login_id);

}  // namespace madoguchi
