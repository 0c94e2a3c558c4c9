#include "domain/contract_menu.h"

#include <algorithm>
#include <utility>

namespace madoguchi {
namespace {

Can refused(std::string_view action, std::string reason, std::string_view next = {}) {
  return {.action = std::string(action), .allowed = false, .reason = std::move(reason), .next = std::string(next)};
}

bool open_of(const ContractFacts& facts, ApplicationKind kind) {
  return std::ranges::any_of(facts.applications,
                             [&](const Application& a) { return a.kind == kind && !is_end(a.state); });
}
bool scheduled(const ContractFacts& facts, const Certificate& certificate) {
  return std::ranges::any_of(facts.schedules, [&](const ScheduledRevocation& schedule) {
    return schedule.certificate == certificate.id && schedule.state == ScheduleState::pending;
  });
}

bool is_cancelling(const ContractFacts& facts) {
  return facts.cancelling || facts.contract.state == ContractState::cancelling;
}
/// `later` takes over from `earlier`: it ends later, or ends together and was issued later.
bool follows(const Certificate& later, const Certificate& earlier) {
  return std::pair(later.not_after, later.issued_at) > std::pair(earlier.not_after, earlier.issued_at);
}

/// What the caller's own standing forbids, whatever the contract allows (R8, R16).
std::optional<Can> caller_refuses(std::string_view action, const CallerStanding& caller, bool hold_binds) {
  if (!caller.may_file) return refused(action, "application.not_allowed");
  if (hold_binds && caller.held) {
    auto can = refused(action, "account.held");
    if (caller.held_until) can.params = {{"until", format_jst(*caller.held_until)}};
    return can;
  }
  return {};
}

/// Both of the contract's and the caller's answers: the contract's comes first, it stays true for every caller.
Can both(Can can, const CallerStanding& caller, bool hold_binds) {
  if (!can.allowed) return can;
  if (auto refusal = caller_refuses(can.action, caller, hold_binds)) return *refusal;
  return can;
}

/// The best answer for a contract with several certificates: allowed if one allows it, else of the newest (R22, R24).
Can reissue_of_any(const ContractFacts& facts, bool officer, Time now) {
  Can answer = refused("reissue", "reissue.no_certificate", kNextEnquiry);
  if (!is_in_force(facts.contract, now)) return refused("reissue", "reissue.contract_not_in_force", kNextEnquiry);
  for (auto certificate = facts.certificates.rbegin(); certificate != facts.certificates.rend(); ++certificate) {
    auto can = may_reissue(reissue_facts(facts, *certificate, officer, now), facts.product.reissue, now, now);
    if (can.allowed) return can;
    if (certificate == facts.certificates.rbegin()) answer = std::move(can);
  }
  return answer;
}

Can may_revoke_something(const ContractFacts& facts, Time now) {
  constexpr std::string_view action = "revocation";
  const bool something_live = std::ranges::any_of(
      facts.certificates, [&](const Certificate& certificate) { return is_live(certificate, now); });
  if (!something_live && !is_in_force(facts.contract, now)) return refused(action, "contract.ended", kNextEnquiry);
  if (open_of(facts, ApplicationKind::revocation)) {
    return refused(action, "application.already_open", kNextOpenApplication);
  }
  return {.action = std::string(action)};
}

}  // namespace

Time renewal_opens_at(const Contract& contract, const Product& product) {
  return contract.ends_at - std::chrono::days(product.renewal_opens_days);
}

ContractStatus status_at(const Contract& contract, const Product& product, Time now) {
  switch (state_at(contract, now)) {
    case ContractState::opening:
      return ContractStatus::opening;
    case ContractState::in_force:
      return now >= renewal_opens_at(contract, product) ? ContractStatus::renewal_open : ContractStatus::in_force;
    case ContractState::renewed:
      return ContractStatus::renewed;
    case ContractState::cancelling:
      return ContractStatus::cancelling;
    case ContractState::cancelled:
      return ContractStatus::cancelled;
    case ContractState::expired:
      break;
  }
  return ContractStatus::expired;
}

std::int64_t days_left(const Contract& contract, Time now) {
  return (jst_day(contract.ends_at - Seconds(1)) - jst_day(now)).count();
}

const Certificate* last_certificate(const std::vector<Certificate>& certificates) {
  const Certificate* last = nullptr;
  for (const auto& certificate : certificates) {
    if (certificate.revoked_at) continue;
    if (last == nullptr || certificate.not_after >= last->not_after) last = &certificate;
  }
  return last;
}

ReissueFacts reissue_facts(const ContractFacts& facts, const Certificate& picked, bool officer, Time now) {
  ReissueFacts out{.contract = facts.contract, .old_certificate = picked, .window_began_at = picked.issued_at};
  for (const auto& certificate : facts.certificates) {
    if (certificate.id == picked.window_certificate) out.window_began_at = certificate.issued_at;
    if (certificate.window_certificate == picked.window_certificate && certificate.counted) ++out.counted;
    if (is_live(certificate, now)) {
      ++out.live_generations;
      out.newer_exists = out.newer_exists || follows(certificate, picked);
    }
  }
  out.old_has_schedule = scheduled(facts, picked);
  out.disputed = facts.disputed;
  out.open_same_kind = open_of(facts, ApplicationKind::reissue);
  out.open_other_kind = open_of(facts, ApplicationKind::continuation);
  out.cancelling = is_cancelling(facts);
  out.grant_open = facts.grant_open;
  out.by_officer = officer;
  return out;
}

Can may_change_contacts(const ContractFacts& facts, Time now) {
  constexpr std::string_view action = "contact_change";
  if (!is_in_force(facts.contract, now)) return refused(action, "contract.not_in_force", kNextEnquiry);
  if (facts.disputed) return refused(action, "contract.disputed", kNextEnquiry);
  if (is_cancelling(facts)) {
    return refused(action, "contract.cancelling", kNextOpenApplication);
  }
  if (open_of(facts, ApplicationKind::contact_change)) {
    return refused(action, "application.already_open", kNextOpenApplication);
  }
  return {.action = std::string(action)};
}

std::vector<Can> contract_menu(const ContractFacts& facts, const CallerStanding& caller, Time now) {
  std::vector<Can> menu;
  menu.push_back(both(may_change_contacts(facts, now), caller, true));
  menu.push_back(both(reissue_of_any(facts, caller.officer, now), caller, true));
  menu.push_back(both(may_revoke_something(facts, now), caller, false));  // a revocation is never held (R16)
  const auto* last = last_certificate(facts.certificates);
  if (last != nullptr && last->not_after + Seconds(1) < facts.contract.ends_at && is_in_force(facts.contract, now)) {
    auto reissuing = reissue_facts(facts, *last, caller.officer, now);
    std::swap(reissuing.open_same_kind, reissuing.open_other_kind);
    menu.push_back(both(may_continue(reissuing, facts.product, now, now), caller, true));
  }
  if (status_at(facts.contract, facts.product, now) == ContractStatus::renewal_open) {
    menu.push_back(refused("renewal", "renewal.not_offered", kNextEnquiry));
  }
  return menu;
}

std::vector<Can> certificate_menu(const ContractFacts& facts, const Certificate& certificate,
                                  const CallerStanding& caller, Time now) {
  const auto reissuing = reissue_facts(facts, certificate, caller.officer, now);
  std::vector<Can> menu;
  menu.push_back(both(may_reissue(reissuing, facts.product.reissue, now, now), caller, true));
  Can revocation{.action = "revocation"};
  if (certificate.revoked_at) {
    revocation = refused("revocation", "certificate.revoked");
  } else if (!is_live(certificate, now)) {
    revocation = refused("revocation", "certificate.expired");
  } else if (open_of(facts, ApplicationKind::revocation)) {
    revocation = refused("revocation", "application.already_open", kNextOpenApplication);
  }
  menu.push_back(both(std::move(revocation), caller, false));
  return menu;
}

}  // namespace madoguchi
