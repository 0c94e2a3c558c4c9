#include "domain/reissue_rules.h"

#include <algorithm>

#include "domain/issuance_plan.h"
#include "domain/legal_limits.h"

namespace madoguchi {
namespace {

constexpr std::int64_t kSecondsADay = 24 * 3600;

Can refused(std::string_view action, std::string reason, std::string_view next = {}) {
  return {.action = std::string(action), .allowed = false, .reason = std::move(reason), .next = std::string(next)};
}
Can allowed(std::string_view action) {
  return {.action = std::string(action)};
}

/// What holds for both kinds: the contract's own state, and what else is open in it.
std::optional<Can> contract_refuses(std::string_view action, const ReissueFacts& facts, Time now) {
  if (!is_in_force(facts.contract, now)) return refused(action, "reissue.contract_not_in_force", kNextEnquiry);
  if (facts.disputed) return refused(action, "reissue.disputed", kNextEnquiry);
  if (facts.cancelling) return refused(action, "reissue.cancelling", kNextOpenApplication);
  if (facts.open_same_kind) return refused(action, "application.already_open", kNextOpenApplication);
  if (facts.open_other_kind) return refused(action, "reissue.other_kind_open", kNextOpenApplication);
  return {};
}

/// R90: what was revoked after the filing leaves the application alone, unless it was for a breach (reason 9): then
/// nobody has decided yet that this holder gets another.
bool revoked_since(const Certificate& old, Time filed_at) {
  return *old.revoked_at > filed_at;
}
bool left_alone(const Certificate& old, Time filed_at) {
  return revoked_since(old, filed_at) && old.revocation_reason != RevocationReason::privilege_withdrawn;
}

/// R56, R75: by the date of the filing, an expiry since then included.
std::optional<Can> old_certificate_refuses(const ReissueFacts& facts, Time filed_at) {
  constexpr std::string_view action = "reissue";
  if (!facts.old_certificate) return refused(action, "reissue.no_certificate", kNextContinuation);
  const auto& old = *facts.old_certificate;
  if (filed_at > old.not_after) return refused(action, "reissue.certificate_expired", kNextContinuation);
  if (facts.old_has_schedule) return refused(action, "reissue.already_replaced");
  const bool replaceable = !old.revoked_at || replaces_compromised(facts) || left_alone(old, filed_at) ||
                           (facts.by_officer && !revoked_since(old, filed_at));
  if (!replaceable) return refused(action, "reissue.certificate_revoked", kNextEnquiry);
  return {};
}

/// R51–R57. Neither window nor count bind a replacement that the customer did not cause.
std::optional<Can> window_refuses(const ReissueFacts& facts, const ReissueRule& rule, Time filed_at) {
  if (facts.ca_error || replaces_compromised(facts)) return {};
  const bool over = filed_at >= self_service_ends(facts.window_began_at, rule);
  const bool used = facts.counted >= rule.self_service_max;
  if (!over && !used) return {};
  if (rule.over_limit == OverLimit::contact_us && (facts.grant_open || facts.by_officer)) return {};
  const std::string what = over ? "window_over" : "count_used";
  Can can = rule.over_limit == OverLimit::new_application
                ? refused("reissue", "reissue." + what + "_new_application", kNextNewApplication)
                : refused("reissue", "reissue." + what + "_contact_us", kNextReissueEnquiry);
  can.params = {{"days", std::to_string(rule.window_days)}, {"count", std::to_string(rule.self_service_max)}};
  return can;
}

}  // namespace

Time self_service_ends(Time window_began_at, const ReissueRule& rule) {
  return jst_midnight(jst_day(window_began_at) + std::chrono::days(rule.window_days + 1));
}

bool replaces_compromised(const ReissueFacts& facts) {
  if (!facts.old_certificate) return false;
  return facts.old_by_incident || facts.old_certificate->revocation_reason == RevocationReason::key_compromise;
}

bool counts(const ReissueFacts& facts, ReissueReason reason) {
  return reason != ReissueReason::ca_error && reason != ReissueReason::continuation &&
         reason != ReissueReason::first_issue && !replaces_compromised(facts);
}

Can may_reissue(const ReissueFacts& facts, const ReissueRule& rule, Time filed_at, Time now) {
  if (auto can = contract_refuses("reissue", facts, now)) return *can;
  if (auto can = old_certificate_refuses(facts, filed_at)) return *can;
  if (auto can = window_refuses(facts, rule, filed_at)) return *can;
  return allowed("reissue");
}

Can may_continue(const ReissueFacts& facts, const Product& product, Time filed_at, Time now) {
  constexpr std::string_view action = "continuation";
  if (auto can = contract_refuses(action, facts, now)) return *can;
  if (!facts.old_certificate) return refused(action, "reissue.no_certificate", kNextEnquiry);
  const auto& old = *facts.old_certificate;
  const bool stands = !old.revoked_at || left_alone(old, filed_at);
  if (!stands) return refused(action, "reissue.certificate_revoked", kNextEnquiry);
  if (facts.newer_exists) return refused(action, "continuation.already_continued");
  if (old.not_after + Seconds(1) >= facts.contract.ends_at) {
    return refused(action, "continuation.contract_ends_with_certificate", kNextRenewal);
  }
  const Time opens = old.not_after + Seconds(1) - Seconds(product.continuation_days * kSecondsADay);
  if (now < opens) {
    Can can = refused(action, "continuation.too_early", kNextReissue);
    can.params = {{"days", std::to_string(product.continuation_days)}, {"opens_at", format_jst(opens)}};
    return can;
  }
  return allowed(action);
}

Can may_issue_first(const ReissueFacts& facts, Time now) {
  constexpr std::string_view action = "first_issue";
  if (state_at(facts.contract, now) != ContractState::opening) return refused(action, "first_issue.not_opening");
  if (facts.disputed) return refused(action, "reissue.disputed", kNextEnquiry);
  if (facts.open_same_kind) return refused(action, "application.already_open", kNextOpenApplication);
  return allowed(action);
}

std::unexpected<Refusal> refuse_as(const Can& can, ErrorCode code) {
  return std::unexpected(Refusal{.code = code, .message = can.reason, .params = can.params});
}

bool diverts_to_emergency(ReissueReason reason, const std::optional<KeyExposure>& exposure) {
  return reason == ReissueReason::key_lost && exposure && *exposure != KeyExposure::no;
}

bool immediate_only(ReissueReason reason) {
  return reason == ReissueReason::key_lost || reason == ReissueReason::unusable_certificate;
}

bool cause_allows(LegalCause cause, OldCertificateEnd end) {
  return cause == LegalCause::none || end == OldCertificateEnd::immediate;
}

std::optional<Time> legal_deadline(LegalCause cause, Time received_at) {
  switch (cause) {
    case LegalCause::none:
      return {};
    case LegalCause::within_24_hours:
      return received_at + legal_limit(LimitOf::revocation_urgent, received_at).value;
    case LegalCause::within_5_days:
      return received_at + legal_limit(LimitOf::revocation_other, received_at).value;
  }
  return {};
}

std::int64_t generations_after(const ReissueFacts& facts, OldCertificateEnd end, Time now) {
  const bool ends_at_issue =
      end == OldCertificateEnd::immediate && facts.old_certificate && is_live(*facts.old_certificate, now);
  return facts.live_generations + 1 - (ends_at_issue ? 1 : 0);
}

Time deferred_end(Time issued_at) {
  return issued_at + kDeferredRevocationSeconds;
}

Time effective_end(const Certificate& certificate, Time scheduled_at) {
  return std::min(certificate.not_after, scheduled_at);
}

Time expected_not_after(const Contract& contract, const Product& product, const std::optional<Time>& old_not_after,
                        Time now) {
  const auto length = std::min<Seconds>(Seconds(product.certificate_days_max * kSecondsADay), longest_validity(now));
  Time end = std::min(now - kNotBeforeSkewSeconds + length - Seconds(1), contract.ends_at - Seconds(1));
  if (old_not_after && *old_not_after >= now) end = std::min(end, *old_not_after);
  return end;
}

ReissueWarnings warnings_for(const Contract& contract, const Product& product, const Calendar& calendar,
                             const Certificate& old_certificate, OldCertificateEnd end, Time now) {
  const bool holiday = !is_working_day(calendar, jst_day(deferred_end(now)));
  const Time renewal_opens = contract.ends_at - Seconds(product.renewal_opens_days * kSecondsADay);
  return {.end_on_holiday = end == OldCertificateEnd::deferred && holiday,
          .validity_shortened =
              end != OldCertificateEnd::none &&
              expected_not_after(contract, product, old_certificate.not_after, now) < old_certificate.not_after,
          .renew_instead = now >= renewal_opens};
}

}  // namespace madoguchi
