#pragma once
#include <optional>
#include <string>

#include "domain/can.h"
#include "domain/certificate.h"
#include "domain/contract.h"
#include "domain/policy.h"
#include "domain/reissue.h"

/// The rules of 再発行 and 継続発行 (R46–R77). Pure: facts in, answers out.
namespace madoguchi {

// ------------------------------------------------------------------------------------------------ the window

/// The first instant at which self-service is over: 00:00:00 JST after day `window_days`, where day 0 is the date of
/// the issue in Japan and day N counts whole (R56).
Time self_service_ends(Time window_began_at, const ReissueRule& rule);

// ------------------------------------------------------------------------------------------------ may it be filed

/// What is known about a contract and the certificate to be replaced when an application is filed, or executed.
struct ReissueFacts {
  Contract contract;
  std::optional<Certificate> old_certificate{};  ///< the one picked (R24)
  Time window_began_at{};                        ///< issue of the certificate that began the window (R57)
  std::int64_t counted = 0;                      ///< issued, customer-caused reissues in that window (R57)
  std::int64_t live_generations = 0;             ///< certificates of the contract that are live now, all of them
  bool old_has_schedule = false;                 ///< its revocation is scheduled already: it was replaced before
  bool newer_exists = false;                     ///< a live certificate of the contract ends later (continuation)
  bool disputed = false;                         ///< R122
  bool open_same_kind = false;                   ///< R95
  bool open_other_kind = false;                  ///< a continuation while reissuing, or the reverse
  bool cancelling = false;                       ///< an open 解約 (R90)
  bool grant_open = false;                       ///< a one-time grant of the desk in date (R55)
  bool by_officer = false;                       ///< filed by the desk on behalf (R55, R104)
  bool old_by_incident = false;                  ///< its certificate was revoked by an incident (R57, R105)
  bool ca_error = false;                         ///< the desk's own reason: neither window nor count (R57)
};

/// Does a compromise of the certificate, or an incident, stand behind this replacement? Then it is not the customer's
/// count (R57, R63).
bool replaces_compromised(const ReissueFacts& facts);
/// Does an issue under these facts use up the window? Customer-caused only (R57).
bool counts(const ReissueFacts& facts, ReissueReason reason);

/// May a reissue be filed at `filed_at`, or go on at `now`? `action` of the answer is "reissue". The first submission's
/// time counts (R56), so a correction, the approval and the execution (R23) are judged by it too. With an old
/// certificate picked, its own state is judged as well: one that expired since the filing may still be replaced (R75),
/// and so may one that was revoked since then, but for a breach (reason 9; R90).
Can may_reissue(const ReissueFacts& facts, const ReissueRule& rule, Time filed_at, Time now);
/// The same for 継続発行: in the last `continuation_days` of the contract's last certificate, or after it, as long as
/// the contract goes on (R68).
Can may_continue(const ReissueFacts& facts, const Product& product, Time filed_at, Time now);
/// The same for 新規発行: the contract is being opened and has no certificate yet (R125).
Can may_issue_first(const ReissueFacts& facts, Time now);

/// The Refusal that a refused Can means; `field` is where the form shows it (empty: the form as a whole).
std::unexpected<Refusal> refuse_as(const Can& can, ErrorCode code = ErrorCode::policy);

// ------------------------------------------------------------------------------------------------ the form

/// "Could anyone else have it?" for a lost key (R47).
enum class KeyExposure : std::uint8_t { no, yes, unknown };
template <>
struct Names<KeyExposure> {
  static constexpr auto values = std::to_array<std::pair<KeyExposure, std::string_view>>({
      MADOGUCHI_NAME(KeyExposure, no),
      MADOGUCHI_NAME(KeyExposure, yes),
      MADOGUCHI_NAME(KeyExposure, unknown),
  });
};
/// A key that somebody else may have is a compromise: the emergency path, no reissue (R47, R63).
bool diverts_to_emergency(ReissueReason reason, const std::optional<KeyExposure>& exposure);
/// key_lost and unusable_certificate allow 即日失効 only (R61).
bool immediate_only(ReissueReason reason);
/// The legal cause that the review found leaves room for 後日失効 (or for leaving it alone) only if there is none (R59,
/// R121).
bool cause_allows(LegalCause cause, OldCertificateEnd end);
/// Until when the old certificate must be revoked and published, from the receipt of what was learned (R121,
/// BR 4.9.1.1, 4.9.5); absent for no cause.
std::optional<Time> legal_deadline(LegalCause cause, Time received_at);
/// R72: how many certificates of the contract would be live after the issue.
std::int64_t generations_after(const ReissueFacts& facts, OldCertificateEnd end, Time now);

// ------------------------------------------------------------------------------------------------ after the issue

/// 後日失効: exactly 14 × 24 h after the issue (R59, R113).
Time deferred_end(Time issued_at);
/// What a screen shows: a certificate ends at its expiry at the latest (R71).
Time effective_end(const Certificate& certificate, Time scheduled_at);

/// The last second of what would be issued at `now` (R68): the earliest of the old certificate's end (a reissue of a
/// certificate that still runs), the product's days, the law and the contract. The plan itself counts again at issue.
Time expected_not_after(const Contract& contract, const Product& product, const std::optional<Time>& old_not_after,
                        Time now);

/// What the form warns of before 申込.
struct ReissueWarnings {
  bool end_on_holiday = false;      ///< 後日失効 would fall on a day the desk is closed (R59)
  bool validity_shortened = false;  ///< the new certificate ends before the old one (R68)
  bool renew_instead = false;       ///< the renewal's window is open (R76)
};
ReissueWarnings warnings_for(const Contract& contract, const Product& product, const Calendar& calendar,
                             const Certificate& old_certificate, OldCertificateEnd end, Time now);

}  // namespace madoguchi
