#pragma once
#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/random.h"

namespace madoguchi {

/// What a keyed digest or a seal is for. Each purpose has a key of its own, so that a value made for one proves nothing
/// to another. The texts are stored with data: never change one, never use one for two things.
namespace purpose {
inline constexpr std::string_view session_token = "session_token";
inline constexpr std::string_view csrf_token = "csrf_token";
inline constexpr std::string_view password_link = "password_link";
inline constexpr std::string_view login_code = "login_code";
inline constexpr std::string_view new_address_code = "new_address_code";
inline constexpr std::string_view password_reset_code = "password_reset_code";
inline constexpr std::string_view idempotency_key = "idempotency_key";
inline constexpr std::string_view event_person = "event_person";
inline constexpr std::string_view event_values = "event_values";
inline constexpr std::string_view client_address = "client_address";
inline constexpr std::string_view attempt_bucket = "attempt_bucket";
inline constexpr std::string_view address_cancel_link = "address_cancel_link";
inline constexpr std::string_view mail_body = "mail_body";
inline constexpr std::string_view totp_secret = "totp_secret";
inline constexpr std::string_view key_challenge = "key_challenge";
}  // namespace purpose

/// The 32 bytes outside the database that key every HMAC and seal: who has only the database can neither guess codes
/// nor read sealed bodies, nor test names against the events. Losing it ends sessions and open codes and makes TOTP
/// secrets unreadable; contracts and certificates do not depend on it. Safe to share between threads.
class ServerSecret {
 public:
  static constexpr std::size_t kBytes = 32;

  /// Reads `file`; makes it (mode 0600) when it does not exist. Throws Failure when it is not a plain file of 32 bytes,
  /// belongs to somebody else than this user or root, or can be read or written by group or others.
  static ServerSecret load_or_create(const std::filesystem::path& file, Random& random);
  /// From bytes in hand: tests, and secrets kept elsewhere.
  explicit ServerSecret(const std::array<std::uint8_t, kBytes>& bytes);
  ServerSecret(ServerSecret&& other) noexcept;
  ServerSecret& operator=(ServerSecret&&) = delete;
  ServerSecret(const ServerSecret&) = delete;
  ServerSecret& operator=(const ServerSecret&) = delete;
  ~ServerSecret();

  /// 64 lower-case hexadecimal digits: HMAC-SHA-256 of `text` under the key of `purpose`.
  std::string keyed_digest(std::string_view purpose, std::string_view text) const;
  /// The key of `purpose`, 32 bytes: HMAC-SHA-256 of its label under the secret. For this folder; erase it after use.
  std::array<std::uint8_t, 32> key_of(std::string_view purpose) const;

 private:
  std::array<std::uint8_t, kBytes> bytes_{};
};

/// Equal, in a time that depends on the lengths only.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace madoguchi
