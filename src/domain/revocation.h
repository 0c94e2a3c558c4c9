#pragma once
#include <optional>
#include <string>

#include "base/time.h"
#include "domain/application.h"
#include "domain/ids.h"
#include "domain/names.h"

namespace madoguchi {

/// RFC 5280 CRLReason, the values the BR permit (rules 1.11.5). unspecified is written by omission.
enum class RevocationReason : std::uint8_t {
  unspecified = 0,
  key_compromise = 1,
  affiliation_changed = 3,
  superseded = 4,
  cessation_of_operation = 5,
  privilege_withdrawn = 9,  ///< staff only (R85, R105)
};
template <>
struct Names<RevocationReason> {
  static constexpr auto values = std::to_array<std::pair<RevocationReason, std::string_view>>({
      MADOGUCHI_NAME(RevocationReason, unspecified),
      MADOGUCHI_NAME(RevocationReason, key_compromise),
      MADOGUCHI_NAME(RevocationReason, affiliation_changed),
      MADOGUCHI_NAME(RevocationReason, superseded),
      MADOGUCHI_NAME(RevocationReason, cessation_of_operation),
      MADOGUCHI_NAME(RevocationReason, privilege_withdrawn),
  });
};

/// この証明書だけ / 契約全体(解約) (R24).
enum class RevocationScope : std::uint8_t { certificate, contract };
template <>
struct Names<RevocationScope> {
  static constexpr auto values = std::to_array<std::pair<RevocationScope, std::string_view>>({
      MADOGUCHI_NAME(RevocationScope, certificate),
      MADOGUCHI_NAME(RevocationScope, contract),
  });
};

/// What confirmed a revocation (R80, R83, R63, R105).
enum class RevocationBasis : std::uint8_t {
  call,                     ///< the registrant, on a verified number
  substitute_applicant,     ///< 申請者
  substitute_organization,  ///< the main number, asking for the authorised successor
  substitute_domain,        ///< domain-control proof
  substitute_key,           ///< a proof signed with the certificate's key
  two_officers,             ///< without a proof: what was asked for, and nobody else's certificates
  staff_evidence,           ///< two officers, on evidence of their own (R63, R105)
  claim,                    ///< a compromise claim of a re-authenticated account under no hold
  deadline,                 ///< 23½ h
};
template <>
struct Names<RevocationBasis> {
  static constexpr auto values = std::to_array<std::pair<RevocationBasis, std::string_view>>({
      MADOGUCHI_NAME(RevocationBasis, call),
      MADOGUCHI_NAME(RevocationBasis, substitute_applicant),
      MADOGUCHI_NAME(RevocationBasis, substitute_organization),
      MADOGUCHI_NAME(RevocationBasis, substitute_domain),
      MADOGUCHI_NAME(RevocationBasis, substitute_key),
      MADOGUCHI_NAME(RevocationBasis, two_officers),
      MADOGUCHI_NAME(RevocationBasis, staff_evidence),
      MADOGUCHI_NAME(RevocationBasis, claim),
      MADOGUCHI_NAME(RevocationBasis, deadline),
  });
};

/// The content of a revocation or emergency_revocation application.
struct RevocationRequest {
  ApplicationId application;
  RevocationScope scope = RevocationScope::certificate;
  std::optional<CertificateId> certificate{};  ///< absent for the whole contract
  RevocationReason reason = RevocationReason::unspecified;
  std::string reason_text;          ///< 取消理由, required (R85)
  std::optional<Time> wished_at{};  ///< R92: only for superseded and cessation_of_operation
  std::optional<std::string> spki_sha256{};
  Time received_at{};
  bool standing = false;  ///< asked for by somebody with standing: what R63 and R83 look at
  /// Who claims a compromise, where that is somebody else than who filed: a claim takes an open case over.
  std::optional<AccountId> claimant{};
  std::optional<RevocationBasis> basis{};
  std::optional<Time> published_at{};
};

/// BR 4.9.1.1, 4.9.5: from receipt to publication.
inline constexpr Seconds kRevocationDeadlineSeconds{24 * 3600};
/// 後日失効 (R59, R113): exactly 14 × 24 h after the issue.
inline constexpr Seconds kDeferredRevocationSeconds{14 * 24 * 3600};

enum class ScheduleState : std::uint8_t {
  pending,
  done,
  expired_before,              ///< 期限満了により不要 (R71)
  revoked_before,              ///< for another reason (R74)
  superseded_by_cancellation,  ///< 解約 (R73)
  cancelled,                   ///< a dated request that the customer took back (R92)
};
template <>
struct Names<ScheduleState> {
  static constexpr auto values = std::to_array<std::pair<ScheduleState, std::string_view>>({
      MADOGUCHI_NAME(ScheduleState, pending),
      MADOGUCHI_NAME(ScheduleState, done),
      MADOGUCHI_NAME(ScheduleState, expired_before),
      MADOGUCHI_NAME(ScheduleState, revoked_before),
      MADOGUCHI_NAME(ScheduleState, superseded_by_cancellation),
      MADOGUCHI_NAME(ScheduleState, cancelled),
  });
};
struct ScheduledRevocation {
  ScheduledRevocationId id;
  CertificateId certificate;
  ApplicationId application;
  Time due_at{};
  RevocationReason reason = RevocationReason::superseded;
  ScheduleState state = ScheduleState::pending;
  std::int64_t reminders_sent = 0;
  std::optional<Time> closed_at{};
};

/// A line of a CRL.
struct RevokedSerial {
  std::string issuer;
  std::int64_t crl_shard = 0;
  std::string serial;  ///< 32 hex digits
  Time revoked_at{};
  RevocationReason reason = RevocationReason::unspecified;
  Time not_after{};
  std::optional<ApplicationId> application{};
  Time recorded_at{};
};

}  // namespace madoguchi
