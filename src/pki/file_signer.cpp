#include "pki/file_signer.h"

#include <fcntl.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <mutex>

#include "base/assert.h"
#include "pki/openssl_ptr.h"

namespace madoguchi::pki {

namespace {

using Pkcs8Ptr = OpensslPtr<PKCS8_PRIV_KEY_INFO, &PKCS8_PRIV_KEY_INFO_free>;
using SigPtr = OpensslPtr<X509_SIG, &X509_SIG_free>;

class FileSigner : public Signer {
 public:
  FileSigner(KeyPtr key, SignatureAlgorithm algorithm)
      : key_(std::move(key)), algorithm_(algorithm), public_key_(to_der(key_.get(), i2d_PUBKEY)) {}
  SignatureAlgorithm algorithm() const override { return algorithm_; }
  const Bytes& public_key() const override { return public_key_; }
  bool is_brief() const override { return algorithm_ == SignatureAlgorithm::ecdsa_p256_sha256; }

 private:
  Bytes sign_digest(const Sha256& sha256) override {
    KeyCtxPtr context = take_context();
    Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())));
    std::size_t length = signature.size();
    must(EVP_PKEY_sign(context.get(), signature.data(), &length, sha256.data(), sha256.size()) == 1, "sign");
    signature.resize(length);
    give_back(std::move(context));
    return signature;
  }

  /// A context serves one thread at a time; making one costs as much as a tenth of a P-256 signature, so they are kept.
  KeyCtxPtr take_context() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        KeyCtxPtr context = std::move(idle_.back());
        idle_.pop_back();
        return context;
      }
    }
    KeyCtxPtr context(EVP_PKEY_CTX_new(key_.get(), nullptr));
    must(context && EVP_PKEY_sign_init(context.get()) == 1, "prepare to sign");
    if (algorithm_ == SignatureAlgorithm::rsa_sha256) {
      must(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1, "padding");
    }
    must(EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) == 1, "digest of signature");
    return context;
  }
  void give_back(KeyCtxPtr context) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(context));
  }

  KeyPtr key_;
  SignatureAlgorithm algorithm_;
  Bytes public_key_;
  std::mutex mutex_;
  std::vector<KeyCtxPtr> idle_;  // as many as threads ever signed at once
};

SignatureAlgorithm algorithm_of(EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "RSA")) {
    const int bits = EVP_PKEY_get_bits(key);
    if (bits != 2048 && bits != 3072 && bits != 4096) throw Failure("a CA's RSA key has 2048, 3072 or 4096 bits");
    return SignatureAlgorithm::rsa_sha256;
  }
  char group[32] = "";
  if (!EVP_PKEY_is_a(key, "EC") || EVP_PKEY_get_group_name(key, group, sizeof group, nullptr) != 1 ||
      std::string_view(group) != "prime256v1") {
    throw Failure("a CA's key is P-256 or RSA");
  }
  return SignatureAlgorithm::ecdsa_p256_sha256;
}

KeyPtr generate(CaKeyKind kind) {
  switch (kind) {
    case CaKeyKind::p256:
      return KeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    case CaKeyKind::rsa2048:
      return KeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048}));
    case CaKeyKind::rsa3072:
      return KeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{3072}));
    case CaKeyKind::rsa4096:
      return KeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{4096}));
  }
  return {};
}

std::string encrypted_pem(EVP_PKEY* key, const Passphrase& passphrase) {
  const Pkcs8Ptr plain(EVP_PKEY2PKCS8(key));
  must(plain != nullptr, "PKCS #8");
  std::uint8_t salt[16];
  must(RAND_bytes(salt, sizeof salt) == 1, "random bytes");
  X509_ALGOR* const scheme =
      PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), kKeyFileIterations, salt, sizeof salt, nullptr, NID_hmacWithSHA256);
  must(scheme != nullptr, "PBES2");
  const std::string& secret = passphrase.reveal();
  const SigPtr sealed(PKCS8_set0_pbe(secret.data(), static_cast<int>(secret.size()), plain.get(), scheme));
  if (!sealed) {
    X509_ALGOR_free(scheme);  // `sealed` would have owned it
    throw_openssl("encrypt a key");
  }
  const BioPtr memory(BIO_new(BIO_s_mem()));
  must(memory && PEM_write_bio_PKCS8(memory.get(), sealed.get()) == 1, "write PEM");
  char* data = nullptr;
  const long length = BIO_get_mem_data(memory.get(), &data);
  return {data, static_cast<std::size_t>(length)};
}

[[noreturn]] void fail_on(const std::string& what, const std::string& path) {
  throw Failure(what + " " + path + ": " + std::strerror(errno));
}

void write_new_file(const std::string& path, const std::string& text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) fail_on("cannot create the key file", path);
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(file) == 0;
  if (close(file) != 0 || !written) fail_on("cannot write the key file", path);
}

}  // namespace

std::unique_ptr<Signer> create_key_file(CaKeyKind kind, const std::string& path, const Passphrase& passphrase) {
  const std::size_t length = passphrase.reveal().size();
  if (length < kPassphraseBytesMin || length > kPassphraseBytesMax) {
    throw Failure("the passphrase of a CA key has 12 to 1024 bytes");
  }
  KeyPtr key = generate(kind);
  must(key != nullptr, "generate a key");
  write_new_file(path, encrypted_pem(key.get(), passphrase));
  const SignatureAlgorithm algorithm = algorithm_of(key.get());
  return std::make_unique<FileSigner>(std::move(key), algorithm);
}

std::unique_ptr<Signer> open_key_file(const std::string& path, const Passphrase& passphrase) {
  const BioPtr file(BIO_new_file(path.c_str(), "r"));
  if (!file) {
    ERR_clear_error();
    fail_on("cannot open the key file", path);
  }
  const SigPtr sealed(PEM_read_bio_PKCS8(file.get(), nullptr, nullptr, nullptr));
  if (!sealed) {
    ERR_clear_error();
    throw Failure("not an encrypted PKCS #8 key: " + path);
  }
  const std::string& secret = passphrase.reveal();
  const Pkcs8Ptr plain(PKCS8_decrypt(sealed.get(), secret.data(), static_cast<int>(secret.size())));
  KeyPtr key(plain ? EVP_PKCS82PKEY(plain.get()) : nullptr);
  if (!key) {
    ERR_clear_error();
    throw Failure("wrong passphrase for the key file " + path);
  }
  const SignatureAlgorithm algorithm = algorithm_of(key.get());
  return std::make_unique<FileSigner>(std::move(key), algorithm);
}

}  // namespace madoguchi::pki
