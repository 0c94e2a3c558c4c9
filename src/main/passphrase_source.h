#pragma once
#include <filesystem>
#include <string>

#include "pki/passphrase.h"

namespace madoguchi {

/// Where the passphrase of the CA's keys comes from: at most one of the two, neither for a prompt on the terminal.
struct PassphraseSource {
  std::filesystem::path file{};
  std::string credential{};  ///< a name in $CREDENTIALS_DIRECTORY (systemd)
};

/// One line, without its end. Failure if there is none, if it is shorter than 12 bytes, or if the file may be read or
/// changed by others. `confirm`: a prompt asks twice.
pki::Passphrase read_passphrase(const PassphraseSource& source, bool confirm = false);

/// The same for the PIN of a PKCS#11 token, which has 4 to 255 bytes.
pki::Passphrase read_pin(const PassphraseSource& source);

/// A password of a person: the first line of `file`, or asked for twice on the terminal when it is empty. Failure as
/// above, but for its length, which is the use case's matter.
std::string read_new_password(const std::filesystem::path& file);

/// A person's own password, likewise; a prompt asks once.
std::string read_password(const std::filesystem::path& file);

/// The password at the SMTP relay: the first line of `file`, as long as the relay wants it. Failure if there is none,
/// or if the file may be read or changed by others.
std::string read_relay_password(const std::filesystem::path& file);

/// A passphrase beside the keys protects nothing: Failure if `source` is a file inside one of the two folders. The
/// example authority alone may have it there.
void require_passphrase_elsewhere(const PassphraseSource& source, const std::filesystem::path& folder,
                                  const std::filesystem::path& keys_folder);

}  // namespace madoguchi
