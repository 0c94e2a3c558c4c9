#include "pki/signer.h"

#include <openssl/sha.h>

#include <algorithm>

#include "base/at_once.h"
#include "pki/openssl_ptr.h"

namespace madoguchi::pki {

namespace {
constexpr std::uint8_t kEcdsaSha256[] = {0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02};
constexpr std::uint8_t kRsaSha256[] = {0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
                                       0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00};
}  // namespace

ByteView signature_algorithm_der(SignatureAlgorithm algorithm) {
  return algorithm == SignatureAlgorithm::rsa_sha256 ? ByteView(kRsaSha256) : ByteView(kEcdsaSha256);
}

Bytes Signer::sign(ByteView message) {
  if (AtOnce::here() != nullptr && !is_brief()) throw WouldWait();
  Sha256 hash{};
  must(SHA256(message.data(), message.size(), hash.data()) != nullptr, "digest");  // EVP_Q_digest costs a fetch each
  return sign_digest(hash);
}

void check_signer(Signer& signer) {
  const auto text = view_of("madoguchi: the key signs at start");
  const Bytes signature = signer.sign(text);
  const std::uint8_t* at = signer.public_key().data();
  const KeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(signer.public_key().size())));
  must(key != nullptr, "read a signer's public key");
  const MdCtxPtr context(EVP_MD_CTX_new());
  must(EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1, "verify");
  must(EVP_DigestVerify(context.get(), signature.data(), signature.size(), text.data(), text.size()) == 1,
       "the signer's key does not belong to its public key");
}

}  // namespace madoguchi::pki
