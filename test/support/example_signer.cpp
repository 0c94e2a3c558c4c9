#include "support/example_signer.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/result.h"

namespace madoguchi {

struct ExampleSigner::Key {
  explicit Key(EVP_PKEY* made) : pkey(made) {
    if (pkey == nullptr) throw Failure("no key for the example's signer");
  }
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() { EVP_PKEY_free(pkey); }
  EVP_PKEY* pkey;
};

namespace {

EVP_PKEY* read_key(ByteView der) {
  const std::uint8_t* at = der.data();
  return d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size()));
}

}  // namespace

ExampleSigner::ExampleSigner() : ExampleSigner(std::make_unique<Key>(EVP_EC_gen("P-256"))) {}
ExampleSigner::ExampleSigner(ByteView private_key_der)
    : ExampleSigner(std::make_unique<Key>(read_key(private_key_der))) {}
ExampleSigner::ExampleSigner(std::unique_ptr<Key> key) : key_(std::move(key)) {
  std::uint8_t* der = nullptr;
  const int length = i2d_PUBKEY(key_->pkey, &der);
  if (length <= 0) throw Failure("cannot write a public key");
  public_key_.assign(der, der + length);
  OPENSSL_free(der);
}
ExampleSigner::~ExampleSigner() = default;

Bytes ExampleSigner::private_key() const {
  std::uint8_t* der = nullptr;
  const int length = i2d_PrivateKey(key_->pkey, &der);
  if (length <= 0) throw Failure("cannot write a private key");
  Bytes bytes(der, der + length);
  OPENSSL_free(der);
  return bytes;
}

std::vector<std::string> ExampleSigner::signed_digests() const {
  const std::lock_guard lock(mutex_);
  return signed_;
}

Bytes ExampleSigner::sign_digest(const pki::Sha256& sha256) {
  if (fail_next > 0) {
    --fail_next;
    throw Failure("the example's signer was told to fail");
  }
  if (before_signing) before_signing();
  EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(key_->pkey, nullptr);
  Bytes signature(80);
  std::size_t length = signature.size();
  const bool done = EVP_PKEY_sign_init(context) == 1 &&
                    EVP_PKEY_sign(context, signature.data(), &length, sha256.data(), sha256.size()) == 1;
  EVP_PKEY_CTX_free(context);
  if (!done) throw Failure("cannot sign");
  signature.resize(length);
  {
    const std::lock_guard lock(mutex_);
    signed_.push_back(to_hex(sha256));
  }
  if (after_signing) after_signing();
  return signature;
}

}  // namespace madoguchi
