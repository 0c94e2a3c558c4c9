#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/random.h"
#include "base/time.h"

namespace madoguchi {

// RFC 6238 with SHA-1, steps of 30 s and 6 digits: what every authenticator app reads. Staff only, until WebAuthn.
inline constexpr std::size_t kTotpSecretBytes = 20;  ///< RFC 4226 section 4, R6
inline constexpr std::int64_t kTotpStepSeconds = 30;

Bytes new_totp_secret(Random& random);
/// The six digits of `step` (seconds since 1970, divided by 30).
std::string totp_code(ByteView secret, std::int64_t step);
/// The step that `typed` is the code of: the present one, the one before or the one after, and later than
/// `last_used_step` (0 if none was). Store the answer as the new last used step: a code works once (rules 7.4.2).
std::optional<std::int64_t> match_totp(ByteView secret, std::string_view typed, Time now, std::int64_t last_used_step);
/// otpauth://totp/… for a QR code or an app's import. Holds the secret: shown once, never logged or stored.
std::string totp_uri(std::string_view issuer, std::string_view account, ByteView secret);

}  // namespace madoguchi
