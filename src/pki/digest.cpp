#include "pki/digest.h"

#include "pki/openssl_ptr.h"

namespace madoguchi {

std::string sha256_hex(ByteView bytes) {
  Bytes out(32);
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &length, EVP_sha256(), nullptr) != 1 || length != 32) {
    throw Failure("SHA-256 failed");
  }
  return to_hex(out);
}

}  // namespace madoguchi
