#pragma once
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/random.h"
#include "secret/server_secret.h"

namespace madoguchi {

/// `text` encrypted and authenticated (XChaCha20-Poly1305) under the key of `purpose`. `associated` names the row it
/// belongs to (its id): the sealed bytes open nowhere else. Layout: version 1, nonce of 24 bytes, ciphertext, tag
/// of 16.
Bytes seal(const ServerSecret& secret, std::string_view purpose, std::string_view associated, std::string_view text,
           Random& random);
/// The text again. Throws Failure when the bytes were altered, moved to another row, or sealed under another secret.
std::string unseal(const ServerSecret& secret, std::string_view purpose, std::string_view associated, ByteView sealed);

}  // namespace madoguchi
