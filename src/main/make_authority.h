#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "base/random.h"
#include "base/time.h"
#include "domain/issuer_info.h"
#include "main/key_place.h"
#include "pki/file_signer.h"

namespace madoguchi {

/// What `ca init` fixes for good.
struct AuthorityOptions {
  std::filesystem::path folder;         ///< ca/ and crl/ are made in it
  std::filesystem::path keys_folder{};  ///< empty: `folder`/keys
  std::string name;                     ///< organisation; the CAs are called "<name> Root CA", "<name> Issuing CA"
  std::string country = "JP";
  pki::CaKeyKind key = pki::CaKeyKind::p256;
  AuthorityMode mode = AuthorityMode::private_authority;
  RelaxedRules relaxed{};
  std::optional<TokenPlace> token{};  ///< the keys are made in this token instead of files; sessions and wait as in it
  std::string status_url;             ///< "http://host[:port]": in every certificate, so it never follows a port
  bool example = false;               ///< the name then says "Example"
  std::int64_t crl_shards = kCrlShardsDefault;  ///< 0 to kCrlShardsMax; 0: one full list
};

/// Makes a root and an issuing CA: ca/root.pem, ca/issuing.pem, ca/ocsp.pem, ca/authority.toml, crl/<root>-0.crl, and
/// in the keys' folder root.key, issuing.key and ocsp.key, encrypted; or the keys in `options.token`, and `passphrase`
/// is its PIN. Nothing that exists is overwritten. Failure says what is wrong; wrong options fail before anything is
/// written. root.key is needed again only for renew_root_crl(): keep it offline.
void make_authority(const AuthorityOptions& options, const pki::Passphrase& passphrase, Random& random, Time now);

/// nextUpdate of the root's CRL: under the 12 months of rules 1.11.2, so that a yearly renewal is not enough and one
/// every half year is.
inline constexpr std::chrono::days kRootCrlDays{330};

/// Writes the root's CRL anew, with a higher number. `root_key_file` empty: where `ca init` made the root's key.
/// Failure if the present CRL has entries, which no command makes and this one would lose.
void renew_root_crl(const std::filesystem::path& folder, const std::filesystem::path& root_key_file,
                    const pki::Passphrase& passphrase, Time now);

}  // namespace madoguchi
