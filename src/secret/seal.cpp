#include "secret/seal.h"

#include <sodium.h>

#include <algorithm>

#include "base/result.h"

namespace madoguchi {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kHead = 1 + kNonce;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);

}  // namespace

Bytes seal(const ServerSecret& secret, std::string_view purpose, std::string_view associated, std::string_view text,
           Random& random) {
  Bytes out(kHead + text.size() + kTag);
  out[0] = kVersion;
  const std::span nonce(out.data() + 1, kNonce);
  random.fill(nonce);
  auto key = secret.key_of(purpose);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + kHead, nullptr, view_of(text).data(), text.size(),
                                             view_of(associated).data(), associated.size(), nullptr, nonce.data(),
                                             key.data());
  sodium_memzero(key.data(), key.size());
  return out;
}

std::string unseal(const ServerSecret& secret, std::string_view purpose, std::string_view associated, ByteView sealed) {
  if (sealed.size() < kHead + kTag || sealed[0] != kVersion) throw Failure("not a sealed text");
  Bytes text(sealed.size() - kHead - kTag);
  auto key = secret.key_of(purpose);
  const int wrong = crypto_aead_xchacha20poly1305_ietf_decrypt(text.data(), nullptr, nullptr, sealed.data() + kHead,
                                                               sealed.size() - kHead, view_of(associated).data(),
                                                               associated.size(), sealed.data() + 1, key.data());
  sodium_memzero(key.data(), key.size());
  if (wrong != 0) throw Failure("a sealed text does not open: altered, moved, or sealed under another server secret");
  std::string out(text_of(text));
  sodium_memzero(text.data(), text.size());
  return out;
}

}  // namespace madoguchi
