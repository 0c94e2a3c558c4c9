#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "domain/issuer_info.h"
#include "main/key_place.h"

namespace madoguchi {

/// The authority as `ca init` left it, without its keys: enough to serve the status pages.
struct AuthorityFiles {
  std::string name;
  bool example = false;
  KeyPlace keys;
  IssuerInfo issuer;  ///< the issuing CA
  Bytes issuing_der;  ///< its certificate, served as /ca/<issuer.id>.cer
  std::string root_id;
  Bytes root_der;  ///< served as /ca/<root_id>.cer; its CRL is crl_file_name(root_id, 0)
};
/// Reads `folder`/ca. Failure with the file, the key and what is wrong; also if the issuing CA's certificate is not the
/// root's work.
AuthorityFiles read_authority(const std::filesystem::path& folder);

/// What issues certificates and CRLs.
struct Authority {
  AuthorityFiles files;
  std::unique_ptr<pki::Signer> signer;  ///< the issuing CA's, tried once
  const IssuerInfo& issuer() const { return files.issuer; }
};
/// read_authority() and the issuing CA's key. `secret` as for open_keys(). Failure for a wrong one, or
/// a key that is not the certificate's.
Authority load_authority(const std::filesystem::path& folder, const pki::Passphrase& secret);

}  // namespace madoguchi
