#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "main/passphrase_source.h"
#include "pki/key_store.h"

namespace madoguchi {

/// A token as ca/authority.toml names it, in the table [token].
struct TokenPlace {
  std::string module;      ///< path of the PKCS#11 library
  std::string label;       ///< the token's
  std::string key_prefix;  ///< before "root", "issuing", … in a key's label
};

/// Where an authority's keys lie: in a token if there is one, else as files in the folder.
struct KeyPlace {
  std::filesystem::path folder;
  std::optional<TokenPlace> token{};
};

inline constexpr const char* kRootKey = "root";
inline constexpr const char* kIssuingKey = "issuing";

/// Opens it. `secret` is the passphrase of the files or the PIN of the token.
std::unique_ptr<pki::KeyStore> open_keys(const KeyPlace& place, const pki::Passphrase& secret);

/// What open_keys() needs, from where the operator keeps it.
pki::Passphrase read_secret(const KeyPlace& place, const PassphraseSource& source, bool confirm = false);

}  // namespace madoguchi
