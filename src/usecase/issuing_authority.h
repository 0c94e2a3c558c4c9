#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "domain/certificate_profile.h"
#include "domain/issuance_plan.h"

namespace madoguchi {

namespace pki {
class Signer;
}
class CrlShelf;

/// The issuing CA as the engine uses it: its name and URLs, its profiles, its key behind a Signer, and where its CRLs
/// lie. Made in main/ from the folder of `ca init`. HTTP threads never touch `signer` (ARCHITECTURE.md).
struct IssuingAuthority {
  IssuerInfo issuer;
  std::map<std::string, CertificateProfile> profiles;  ///< by id
  pki::Signer* signer = nullptr;                       ///< null in a process that does not sign
  Bytes certificate_der;                               ///< the issuing CA's own
  Bytes root_der;
  std::string root_id;               ///< the root's short id, as in the URL of its CRL
  std::filesystem::path crl_folder;  ///< DIR/crl; file names by crl_file_name()
  CrlShelf* crl_shelf = nullptr;     ///< null where no other node serves the database
};

}  // namespace madoguchi
