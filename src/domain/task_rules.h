#pragma once
#include <algorithm>
#include <span>
#include <string>

#include "domain/actor.h"
#include "domain/task.h"

/// Who may work on what waits (R100, R101).
namespace madoguchi {

/// How long a claim holds without being renewed (R101): long enough for a telephone call, short enough that nothing
/// waits for somebody who went home.
inline constexpr Seconds kClaimSeconds{30 * 60};
/// From here on a task assigned to somebody else may be claimed by anybody of the role: no clock waits for a person.
inline constexpr Seconds kUrgentSeconds{4 * 3600};

/// The roles of which one is needed to work on a task of `kind`. An auditor works on none.
inline std::span<const Role> roles_for(TaskKind kind) {
  using enum TaskKind;
  static constexpr Role kReviewer[] = {Role::reviewer};
  static constexpr Role kApprover[] = {Role::approver};
  static constexpr Role kCaller[] = {Role::caller};
  static constexpr Role kRevoker[] = {Role::revoker};
  static constexpr Role kReception[] = {Role::reception, Role::reviewer};
  static constexpr Role kReach[] = {Role::reception, Role::caller, Role::reviewer};
  static constexpr Role kRecovery[] = {Role::caller, Role::approver};
  static constexpr Role kAnybody[] = {Role::reception, Role::reviewer, Role::approver,
                                      Role::caller,    Role::revoker,  Role::administrator};
  switch (kind) {
    case review:
    case issue_halted:
      return kReviewer;
    case approve:
      return kApprover;
    case call:
      return kCaller;
    case second_decision:
    case decide_claim:
    case look_over:
      return kRevoker;
    case enquiry:
      return kReception;
    case mail_failed:
      return kReach;
    case mailbox_recovery:
      return kRecovery;
    case late:
    case alarm:
      return kAnybody;
  }
  return {};
}
inline bool may_work_on(const std::vector<Role>& roles, TaskKind kind) {
  return std::ranges::any_of(roles_for(kind), [&](Role role) { return std::ranges::find(roles, role) != roles.end(); });
}

inline bool claimed_at(const Task& task, Time now) {
  return task.claimed_by && task.claim_until && now < *task.claim_until;
}

/// R117: those who do casework read names, addresses and numbers; who administers or audits sees that they are there.
inline bool may_read_personal_data(const Actor& actor) {
  static constexpr Role kCasework[] = {Role::reception, Role::reviewer, Role::approver, Role::caller, Role::revoker};
  return actor.kind != ActorKind::officer || std::ranges::any_of(kCasework, [&](Role role) { return actor.has(role); });
}
/// "株***": the first character of a UTF-8 text, for those who may not read it.
inline std::string masked_text(std::string_view text) {
  std::size_t end = text.empty() ? 0 : 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return std::string(text.substr(0, end)) + "***";
}

}  // namespace madoguchi
