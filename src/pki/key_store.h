#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "pki/file_signer.h"

namespace madoguchi::pki {

/// What a signature does while its key's token is pulled out: wait for it as long as TokenOptions::wait says, or fail
/// at once, because whoever asked for it is better told to come again. A file is never away.
enum class WhenAway : std::uint8_t { wait, fail };

/// Where an authority's private keys lie: files of one folder, or one PKCS#11 token. A key is known by a name of ASCII
/// letters, digits and '-' ("root", "issuing"). What it opens may outlive it. Safe to call from several threads.
class KeyStore {
 public:
  KeyStore() = default;
  KeyStore(const KeyStore&) = delete;
  KeyStore& operator=(const KeyStore&) = delete;
  virtual ~KeyStore() = default;

  /// Makes a key pair. Throws Failure if one of that name exists, or it cannot be kept.
  virtual std::unique_ptr<Signer> create(const std::string& name, CaKeyKind kind) = 0;
  /// Throws Failure if there is none, more than one, or it is no key that a CA may have.
  virtual std::unique_ptr<Signer> open(const std::string& name, WhenAway when_away) = 0;
  std::unique_ptr<Signer> open(const std::string& name) { return open(name, WhenAway::wait); }
};

/// `folder`/NAME.key, each encrypted with the passphrase (file_signer.h).
std::unique_ptr<KeyStore> key_files(std::string folder, Passphrase passphrase);

}  // namespace madoguchi::pki
