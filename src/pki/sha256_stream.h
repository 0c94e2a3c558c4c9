#pragma once
// Within pki/ only: shows OpenSSL.
#include "pki/openssl_ptr.h"
#include "pki/signer.h"

namespace madoguchi::pki {

/// SHA-256 of what comes in parts.
class Sha256Stream {
 public:
  Sha256Stream() : context_(EVP_MD_CTX_new()) {
    must(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1, "digest");
  }
  void add(ByteView data) { must(EVP_DigestUpdate(context_.get(), data.data(), data.size()) == 1, "digest"); }
  Sha256 finish() {
    Sha256 hash{};
    must(EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr) == 1, "digest");
    return hash;
  }

 private:
  MdCtxPtr context_;
};

}  // namespace madoguchi::pki
