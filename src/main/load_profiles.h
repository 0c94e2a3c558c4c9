#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "domain/certificate_profile.h"

namespace madoguchi {

using CertificateProfiles = std::map<std::string, CertificateProfile, std::less<>>;

/// Reads `folder`/profiles/*.toml into validated structs, by id. A wrong file is refused whole: Failure with the file,
/// the key and what is wrong. What no certificate of the profile could pass the lint with is wrong here already.
CertificateProfiles load_profiles(const std::filesystem::path& policy_folder);

}  // namespace madoguchi
