#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/language.h"
#include "base/time.h"
#include "domain/actor.h"

namespace madoguchi {

/// A customer's login. One address receives its codes (R5); several accounts may name the same one (R18).
struct Account {
  AccountId id;
  std::string login_id;  ///< lower case, as parse_login_id
  std::string name;
  std::optional<std::string> password_hash{};  ///< absent until the first password is set (R9)
  std::string otp_address;                     ///< ワンタイムパスワード用のメールアドレス
  Language language = Language::ja;
  std::optional<Time> held_until{};  ///< R16
  std::optional<Time> reset_at{};    ///< the last password that was set by a mailed code, without the old one
  std::optional<Time> disabled_at{};
  Time created_at{};
  std::int64_t version = 1;
};

/// R8: many accounts, many customers. An agent's mandate has a start and an end (R124).
struct Membership {
  AccountId account;
  CustomerId customer;
  MembershipRole role = MembershipRole::viewer;
  bool agent = false;
  Time mandate_from{};
  std::optional<Time> mandate_until{};  ///< the first second without it
};

/// A person of the authority.
struct Officer {
  OfficerId id;
  std::string login_id;
  std::string name;
  std::string password_hash;
  Bytes totp_secret_sealed;         ///< seal() for purpose::totp_secret and the officer's id
  std::int64_t totp_step_used = 0;  ///< a step is good once
  Language language = Language::ja;
  std::optional<Time> disabled_at{};
  Time created_at{};
  std::int64_t version = 1;
  std::vector<Role> roles{};
};

/// A login between its password and its code.
struct Login {
  LoginId id;
  std::optional<AccountId> account{};
  std::string code_digest;
  Time code_expires_at{};  ///< the first second at which the code is no good
  std::int64_t tries_left = 0;
  std::int64_t sends = 0;
  Time sent_at{};
  std::optional<Time> closed_at{};
  Time created_at{};
};

struct Session {
  std::string token_digest;
  SessionId id;
  std::optional<AccountId> account{};
  std::optional<OfficerId> officer{};
  Time created_at{};
  Time seen_at{};     ///< the last call by a person; polling does not count (R6)
  Time expires_at{};  ///< absolute
  std::optional<Time> reauthenticated_at{};
  std::optional<Time> ended_at{};
};

enum class PasswordResetKind : std::uint8_t { first, forgotten };
template <>
struct Names<PasswordResetKind> {
  static constexpr auto values = std::to_array<std::pair<PasswordResetKind, std::string_view>>({
      MADOGUCHI_NAME(PasswordResetKind, first),
      MADOGUCHI_NAME(PasswordResetKind, forgotten),
  });
};
struct PasswordReset {
  PasswordResetId id;
  std::optional<AccountId> account{};  ///< absent for an unknown login ID: no code ever fits
  PasswordResetKind kind = PasswordResetKind::forgotten;
  std::string secret_digest;
  std::int64_t tries_left = 0;
  Time expires_at{};
  std::optional<Time> closed_at{};
  Time created_at{};
};

/// R15, R16: the new address proves itself by a code; the old one may cancel for a while.
struct AddressChange {
  AddressChangeId id;
  AccountId account;
  std::string old_address;
  std::string new_address;
  std::string code_digest;
  Time code_expires_at{};
  std::int64_t tries_left = 0;
  std::optional<Time> confirmed_at{};
  std::optional<std::string> cancel_digest{};
  std::optional<Time> cancel_until{};
  std::optional<Time> closed_at{};
  std::optional<Time> cancelled_at{};
  Time created_at{};
};

inline constexpr std::size_t kLoginIdBytesMin = 3;
inline constexpr std::size_t kLoginIdBytesMax = 64;
/// What a person typed as login ID: full-width letters and digits folded, lower case. Absent unless it is 3–64 of
/// a–z 0–9 . _ - @ + then.
std::optional<std::string> parse_login_id(std::string_view typed);

}  // namespace madoguchi
