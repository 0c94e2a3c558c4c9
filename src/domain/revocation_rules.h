#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/certificate.h"
#include "domain/contact.h"
#include "domain/policy.h"
#include "domain/revocation.h"

/// The rules of a revocation 失効(解約), pure: who may ask for what, whom one may call, and what the clock does.
namespace madoguchi {

/// What a subscriber may choose (R85, BR 7.2.2): privilege_withdrawn is the authority's own.
bool subscriber_may_choose(RevocationReason reason);

inline constexpr std::size_t kReasonTextCharactersMax = 1000;

/// What a subscriber typed, before it becomes a request (R84, R85, R92).
struct RevocationWish {
  RevocationScope scope = RevocationScope::certificate;
  RevocationReason reason = RevocationReason::unspecified;
  std::string reason_text;  ///< several lines; kept as parse_lines makes it
  std::optional<Time> wished_at{};
  bool understood = false;     ///< the tick: cannot be undone
  std::string typed_dns_name;  ///< the certificate's first DNS name, typed in
};
/// Every fault at once, each with its field: /reason revocation.reason_not_yours, /reason_text input.required or
/// as parse_lines refuses, /understood revocation.not_understood, /typed_dns_name revocation.wrong_name, /wished_at
/// revocation.wish_not_allowed (only for superseded and cessation_of_operation, of one certificate),
/// revocation.wish_past, revocation.wish_after_expiry.
/// `certificate` is the one asked for, or for a whole contract its newest live one.
Result<void> check_wish(const RevocationWish& wish, const Certificate& certificate, std::string_view first_dns_name,
                        Time now);

/// The marks of the 24 hours (R83): somebody is told at each.
inline constexpr std::array<Seconds, 4> kEscalationMarks{Seconds(8 * 3600), Seconds(16 * 3600), Seconds(20 * 3600),
                                                         Seconds(22 * 3600)};
inline constexpr Seconds kTwoOfficersAfter{22 * 3600};
inline constexpr Seconds kMachineDecidesAfter{23 * 3600 + 30 * 60};
/// How many marks have passed since the receipt.
std::int64_t escalation_at(Time received_at, Time now);

/// How a call ended (R81).
enum class CallOutcome : std::uint8_t {
  confirmed,
  refused,
  no_answer,
  busy,
  voicemail,  ///< reference number only was left
  dead_number,
  left_or_moved,      ///< 退職・異動
  on_leave,           ///< 休職
  deceased,           ///< 死亡
  callback_promised,  ///< 折返し: we call back on the number on file
  identity_doubtful,
};
template <>
struct Names<CallOutcome> {
  static constexpr auto values = std::to_array<std::pair<CallOutcome, std::string_view>>({
      MADOGUCHI_NAME(CallOutcome, confirmed),
      MADOGUCHI_NAME(CallOutcome, refused),
      MADOGUCHI_NAME(CallOutcome, no_answer),
      MADOGUCHI_NAME(CallOutcome, busy),
      MADOGUCHI_NAME(CallOutcome, voicemail),
      MADOGUCHI_NAME(CallOutcome, dead_number),
      MADOGUCHI_NAME(CallOutcome, left_or_moved),
      MADOGUCHI_NAME(CallOutcome, on_leave),
      MADOGUCHI_NAME(CallOutcome, deceased),
      MADOGUCHI_NAME(CallOutcome, callback_promised),
      MADOGUCHI_NAME(CallOutcome, identity_doubtful),
  });
};
/// One attempt by telephone, as it was (R81).
struct CallRecord {
  CallRecordId id;
  ApplicationId application;
  VerifiedNumberId number;
  std::string phone;  ///< as dialled
  OfficerId officer;
  Time at{};
  CallOutcome outcome = CallOutcome::no_answer;
  bool incoming = false;  ///< they called: 折返し
  std::string person;     ///< spoken to; empty if nobody
  std::optional<std::string> serial_read_back{};
  std::string note;
  std::optional<Time> next_try_at{};
};

/// After so many unsuccessful calls of the registrant, the contacts are told by mail (R82).
inline constexpr std::int64_t kUnreachableCalls = 3;
/// A dated request (R92) is published within this after its date; before its confirmation the 24 hours rule.
inline constexpr Seconds kDatedPublicationSeconds{3600};

/// Can a call that came in end like this? Who calls is heard, but confirms nothing (R81).
bool may_end_incoming(CallOutcome outcome);
/// We called; the registrant was not spoken to, or could not decide: after this a substitute may be asked (R83).
/// Whoever calls in and says that the registrant has left opens nothing.
bool opens_substitutes(const CallRecord& call);

/// What stands in for the registrant's word, and how many unsuccessful calls must stand on record first (R83).
struct SubstituteRule {
  RevocationBasis basis;
  std::optional<NumberSubject> called;  ///< whose verified number was called, for those that are calls
  std::size_t registrant_calls_min;     ///< unsuccessful calls of the registrant before it
};
std::span<const SubstituteRule> substitutes_in_order();

/// May this number be called for a request received at `received_at`, and as what (R80, R83, R119)?
/// policy "call.number_too_new" if it did not stand on file then.
Result<RevocationBasis> basis_of_call(const VerifiedNumber& number, Time received_at);

/// The last six digits of the serial as the person read them back (R81); separators and case do not count.
bool serial_read_back_matches(std::string_view typed, std::string_view serial_hex);

}  // namespace madoguchi
