#include "main/key_place.h"

#include "pki/pkcs11_signer.h"

namespace madoguchi {

std::unique_ptr<pki::KeyStore> open_keys(const KeyPlace& place, const pki::Passphrase& secret) {
  pki::Passphrase copy(secret.reveal());
  if (!place.token) return pki::key_files(place.folder.string(), std::move(copy));
  return pki::token_keys(
      {.module = place.token->module, .token = place.token->label, .key_prefix = place.token->key_prefix},
      std::move(copy));
}

pki::Passphrase read_secret(const KeyPlace& place, const PassphraseSource& source, bool confirm) {
  // A token's PIN is asked for once: the token itself says whether it is right.
  return place.token ? read_pin(source) : read_passphrase(source, confirm);
}

}  // namespace madoguchi
