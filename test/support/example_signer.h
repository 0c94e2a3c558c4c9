#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "pki/signer.h"

namespace madoguchi {

/// A P-256 key in memory, remembering what it signed, failing when told to.
class ExampleSigner final : public pki::Signer {
 public:
  ExampleSigner();
  /// With a key that private_key() gave: the same signer in another process.
  explicit ExampleSigner(ByteView private_key_der);
  ~ExampleSigner() override;
  SignatureAlgorithm algorithm() const override { return SignatureAlgorithm::ecdsa_p256_sha256; }
  const Bytes& public_key() const override { return public_key_; }

  void must_be_there() override {
    if (away) throw Failure("the example's signer is away");
  }

  bool is_brief() const override { return brief; }

  Bytes private_key() const;  ///< DER

  /// SHA-256 of everything signed so far, in hexadecimal.
  std::vector<std::string> signed_digests() const;
  void forget() { signed_.clear(); }
  bool brief = false;                    ///< true: as a file's key, false: as a token's
  bool away = false;                     ///< as a token that was pulled out
  int fail_next = 0;                     ///< so many signatures fail before anything is signed
  std::function<void()> before_signing;  ///< may throw
  std::function<void()> after_signing;   ///< may throw: signed, but the answer is lost

 private:
  Bytes sign_digest(const pki::Sha256& sha256) override;
  struct Key;
  explicit ExampleSigner(std::unique_ptr<Key> key);
  std::unique_ptr<Key> key_;
  Bytes public_key_;
  std::vector<std::string> signed_;
  mutable std::mutex mutex_;
};

}  // namespace madoguchi
