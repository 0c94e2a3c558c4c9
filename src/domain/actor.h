#pragma once
#include <optional>
#include <vector>

#include "base/time.h"
#include "domain/ids.h"
#include "domain/names.h"

namespace madoguchi {

/// What a person, or the machine, may be when a step is taken. Officers hold the roles of R100, subscribers those of
/// R8, the engine is the machine itself.
enum class Role : std::uint8_t {
  engine,
  applicant,      ///< a subscriber who may file
  approver_own,   ///< a subscriber who approves for its own corporation (R8)
  reception,      ///< 受付
  reviewer,       ///< 審査
  approver,       ///< 承認
  caller,         ///< 電話確認
  revoker,        ///< 失効実行
  administrator,  ///< 管理
  auditor,        ///< 監査: reads only
};
template <>
struct Names<Role> {
  static constexpr auto values = std::to_array<std::pair<Role, std::string_view>>({
      MADOGUCHI_NAME(Role, engine),
      MADOGUCHI_NAME(Role, applicant),
      MADOGUCHI_NAME(Role, approver_own),
      MADOGUCHI_NAME(Role, reception),
      MADOGUCHI_NAME(Role, reviewer),
      MADOGUCHI_NAME(Role, approver),
      MADOGUCHI_NAME(Role, caller),
      MADOGUCHI_NAME(Role, revoker),
      MADOGUCHI_NAME(Role, administrator),
      MADOGUCHI_NAME(Role, auditor),
  });
};

enum class ActorKind : std::uint8_t { subscriber, officer, engine };
template <>
struct Names<ActorKind> {
  static constexpr auto values = std::to_array<std::pair<ActorKind, std::string_view>>({
      MADOGUCHI_NAME(ActorKind, subscriber),
      MADOGUCHI_NAME(ActorKind, officer),
      MADOGUCHI_NAME(ActorKind, engine),
  });
};

/// R8: what an account may do for a customer. A viewer reads; an applicant also files; an approver also approves.
enum class MembershipRole : std::uint8_t { viewer, applicant, approver };
template <>
struct Names<MembershipRole> {
  static constexpr auto values = std::to_array<std::pair<MembershipRole, std::string_view>>({
      MADOGUCHI_NAME(MembershipRole, viewer),
      MADOGUCHI_NAME(MembershipRole, applicant),
      MADOGUCHI_NAME(MembershipRole, approver),
  });
};

/// For whom an account acts now: its membership in force at the time of the request.
struct Mandate {
  CustomerId customer;
  MembershipRole role = MembershipRole::viewer;
  bool agent = false;  ///< R124: files and reads, is never called to confirm
};

/// Who acts, as known at the start of a request. Made by the session check (portal, desk) or by a job (engine).
struct Actor {
  ActorKind kind = ActorKind::engine;
  std::optional<AccountId> account{};
  std::optional<OfficerId> officer{};
  std::optional<SessionId> session{};
  std::vector<Role> roles{};                 ///< officers
  std::vector<Mandate> mandates{};           ///< subscribers
  std::optional<Time> reauthenticated_at{};  ///< R6: password entered again in this session
  std::optional<Time> held_until{};          ///< R16: the hold after a change of the code's address

  static Actor the_engine() { return Actor{}; }
  std::optional<std::string> id() const {
    if (account) return account->value;
    if (officer) return officer->value;
    return {};
  }
  bool has(Role role) const {
    for (const auto held : roles) {
      if (held == role) return true;
    }
    return kind == ActorKind::engine && role == Role::engine;
  }
  const Mandate* mandate_for(const CustomerId& customer) const {
    for (const auto& mandate : mandates) {
      if (mandate.customer == customer) return &mandate;
    }
    return nullptr;
  }
};

/// How long a password entered again counts (R6; ASVS 7.5.1).
inline constexpr Seconds kReauthenticationSeconds{10 * 60};
inline bool recently_reauthenticated(const Actor& actor, Time now) {
  return actor.reauthenticated_at && now - *actor.reauthenticated_at <= kReauthenticationSeconds;
}
inline bool under_hold(const Actor& actor, Time now) {
  return actor.held_until && now < *actor.held_until;
}

}  // namespace madoguchi
