#include "secret/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "base/result.h"
#include "secret/server_secret.h"

namespace madoguchi {
namespace {

/// RFC 3986: all but the unreserved characters.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (unreserved.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += hex[static_cast<unsigned char>(c) >> 4];
      out += hex[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

}  // namespace

Bytes new_totp_secret(Random& random) {
  return random.bytes(kTotpSecretBytes);
}

std::string totp_code(ByteView secret, std::int64_t step) {
  std::array<std::uint8_t, 8> counter{};
  for (std::size_t i = 0; i < 8; ++i) counter[7 - i] = static_cast<std::uint8_t>(step >> (8 * i));
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  if (HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(), mac.data(),
           &size) == nullptr ||
      size != 20) {
    throw Failure("HMAC-SHA-1 failed");
  }
  const std::size_t offset = mac[19] & 15U;  // RFC 4226 section 5.3
  const auto number = (mac[offset] & 0x7fU) << 24 | static_cast<unsigned>(mac[offset + 1]) << 16 |
                      static_cast<unsigned>(mac[offset + 2]) << 8 | mac[offset + 3];
  const auto digits = std::to_string(number % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

std::optional<std::int64_t> match_totp(ByteView secret, std::string_view typed, Time now, std::int64_t last_used_step) {
  const auto present = now.time_since_epoch().count() / kTotpStepSeconds;
  std::optional<std::int64_t> matched;
  for (auto step = present - 1; step <= present + 1; ++step) {
    if (equal_in_constant_time(totp_code(secret, step), typed) && step > last_used_step) matched = step;
  }
  return matched;
}

std::string totp_uri(std::string_view issuer, std::string_view account, ByteView secret) {
  const auto name = percent_encoded(issuer);
  return "otpauth://totp/" + name + ':' + percent_encoded(account) + "?secret=" + to_base32(secret) +
         "&issuer=" + name + "&algorithm=SHA1&digits=6&period=30";
}

}  // namespace madoguchi
