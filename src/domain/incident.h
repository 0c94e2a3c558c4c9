#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/ids.h"
#include "domain/names.h"
#include "domain/revocation.h"

/// An incident (R105; rules 2.5): one cause, many certificates, one deadline.
namespace madoguchi {

using IncidentId = Id<struct IncidentTag>;

/// BR 4.9.1.1, the causes that are the authority's to find (rules 2.1, numbers 3 to 16).
enum class IncidentCause : std::uint8_t {
  key_compromise,            ///< 3
  weak_key,                  ///< 4
  validation_unreliable,     ///< 5
  key_parameters,            ///< 6
  misuse,                    ///< 7
  agreement_breach,          ///< 8
  name_no_longer_permitted,  ///< 9
  misleading_wildcard,       ///< 10
  information_changed,       ///< 11
  not_as_required,           ///< 12
  information_inaccurate,    ///< 13
  right_to_issue_ends,       ///< 14
  required_by_cps,           ///< 15
  key_method_flawed,         ///< 16
};
template <>
struct Names<IncidentCause> {
  static constexpr auto values = std::to_array<std::pair<IncidentCause, std::string_view>>({
      MADOGUCHI_NAME(IncidentCause, key_compromise),
      MADOGUCHI_NAME(IncidentCause, weak_key),
      MADOGUCHI_NAME(IncidentCause, validation_unreliable),
      MADOGUCHI_NAME(IncidentCause, key_parameters),
      MADOGUCHI_NAME(IncidentCause, misuse),
      MADOGUCHI_NAME(IncidentCause, agreement_breach),
      MADOGUCHI_NAME(IncidentCause, name_no_longer_permitted),
      MADOGUCHI_NAME(IncidentCause, misleading_wildcard),
      MADOGUCHI_NAME(IncidentCause, information_changed),
      MADOGUCHI_NAME(IncidentCause, not_as_required),
      MADOGUCHI_NAME(IncidentCause, information_inaccurate),
      MADOGUCHI_NAME(IncidentCause, right_to_issue_ends),
      MADOGUCHI_NAME(IncidentCause, required_by_cps),
      MADOGUCHI_NAME(IncidentCause, key_method_flawed),
  });
};
/// The CRLReason that the BR name for the cause.
RevocationReason reason_of(IncidentCause cause);
/// Until when the revocations must be published: 24 hours or 5 days from `known_since` (legal_limit at that time).
Time deadline_of(IncidentCause cause, Time known_since);

enum class IncidentState : std::uint8_t {
  collecting,  ///< what is meant may still be added
  planning,    ///< the machine looks for who is hit
  planned,     ///< the plan stands, with its digest; nothing is done
  approved,    ///< a second officer agreed with exactly that plan: being carried out
  executed,    ///< every item has its result; lists and mails are going out
  done,        ///< published and told
  withdrawn,   ///< before it was approved
};
template <>
struct Names<IncidentState> {
  static constexpr auto values = std::to_array<std::pair<IncidentState, std::string_view>>({
      MADOGUCHI_NAME(IncidentState, collecting),
      MADOGUCHI_NAME(IncidentState, planning),
      MADOGUCHI_NAME(IncidentState, planned),
      MADOGUCHI_NAME(IncidentState, approved),
      MADOGUCHI_NAME(IncidentState, executed),
      MADOGUCHI_NAME(IncidentState, done),
      MADOGUCHI_NAME(IncidentState, withdrawn),
  });
};

/// By what a certificate is meant. Several values, of several kinds, add up.
enum class CriterionKind : std::uint8_t {
  serial,        ///< 32 hex digits
  spki_sha256,   ///< 64 hex digits
  dns_name,      ///< A-label form: of the contract, so of its certificates
  organization,  ///< as the certificate says, letter for letter; the contract may have another name since
};
template <>
struct Names<CriterionKind> {
  static constexpr auto values = std::to_array<std::pair<CriterionKind, std::string_view>>({
      MADOGUCHI_NAME(CriterionKind, serial),
      MADOGUCHI_NAME(CriterionKind, spki_sha256),
      MADOGUCHI_NAME(CriterionKind, dns_name),
      MADOGUCHI_NAME(CriterionKind, organization),
  });
};
struct Criterion {
  CriterionKind kind = CriterionKind::serial;
  std::string value;
};
/// In one call; in all of an incident.
inline constexpr std::size_t kCriteriaAtOnceMax = 1'000;
inline constexpr std::int64_t kCriteriaMax = 1'000'000;
/// A plan hits at most this many certificates.
inline constexpr std::int64_t kIncidentItemsMax = 10'000'000;

/// "Issued from … until …, of that product": both ends in.
struct IncidentQuery {
  Time issued_from{};
  Time issued_until{};
  std::string product{};  ///< id; empty: of any
};

/// What a plan found: nothing of it is done yet.
struct IncidentPlan {
  std::int64_t number = 0;  ///< 1, 2, …; an older one's items stay as they were
  std::int64_t items = 0;
  std::int64_t customers = 0;
  std::int64_t addresses = 0;            ///< of registrants and technical contacts, each counted once
  std::int64_t bounced = 0;              ///< of them, those to which the last mail failed
  std::int64_t crl_entries = 0;          ///< of all lists together, after it
  std::int64_t longest_crl_entries = 0;  ///< of the longest one
  std::optional<Time> made_at{};
  std::string digest{};  ///< over exactly what would be done: cause, reason, every certificate and what becomes of it
};
/// Bytes of a list with so many entries: 16-byte serials, a reason in each.
constexpr std::int64_t crl_bytes_of(std::int64_t entries) {
  return 400 + entries * 50;
}
/// A plan older than this is made anew before it is approved: certificates come and go.
inline constexpr Seconds kPlanLifetimeSeconds{24 * 3600};

struct Incident {
  IncidentId id;
  std::string number;  ///< 受付番号
  IncidentState state = IncidentState::collecting;
  IncidentCause cause = IncidentCause::key_compromise;
  RevocationReason reason = RevocationReason::key_compromise;
  std::string finding;  ///< for the file
  Time known_since{};
  Time deadline_at{};
  std::optional<IncidentQuery> query{};
  OfficerId opened_by;
  Time opened_at{};
  IncidentPlan plan{};
  std::optional<OfficerId> planned_by{};
  std::optional<OfficerId> approved_by{};
  std::optional<Time> approved_at{};
  // What the machine has done. An item is done if its position is under next_position.
  std::int64_t next_position = 1;
  std::int64_t revoked = 0;  ///< revoked by it, or tightened to keyCompromise
  std::int64_t skipped = 0;  ///< expired, or revoked otherwise, since the plan
  std::optional<Time> executed_at{};
  Time notice_due_at{};
  std::int64_t notices_queued = 0;
  std::optional<Time> notices_done_at{};
  std::optional<Time> published_at{};
  // How far a plan in the making has come.
  std::string plan_stage{};
  std::string plan_cursor{};
  std::int64_t version = 1;
};

enum class ItemAction : std::uint8_t { revoke, tighten };
template <>
struct Names<ItemAction> {
  static constexpr auto values = std::to_array<std::pair<ItemAction, std::string_view>>({
      MADOGUCHI_NAME(ItemAction, revoke),
      MADOGUCHI_NAME(ItemAction, tighten),
  });
};
enum class ItemResult : std::uint8_t { pending, revoked, tightened, revoked_before, expired };
template <>
struct Names<ItemResult> {
  static constexpr auto values = std::to_array<std::pair<ItemResult, std::string_view>>({
      MADOGUCHI_NAME(ItemResult, pending),
      MADOGUCHI_NAME(ItemResult, revoked),
      MADOGUCHI_NAME(ItemResult, tightened),
      MADOGUCHI_NAME(ItemResult, revoked_before),
      MADOGUCHI_NAME(ItemResult, expired),
  });
};
/// Which items are listed.
enum class IncidentItems : std::uint8_t {
  all,
  skipped,  ///< revoked_before or expired: the incident did not revoke them
};
struct IncidentItem {
  std::int64_t position = 0;
  CertificateId certificate;
  ContractId contract;
  std::string serial;
  std::string common_name;
  ItemAction action = ItemAction::revoke;
  ItemResult result = ItemResult::pending;
  std::optional<Time> at{};
};

/// Seconds that the rest will take at the pace so far; absent before anything is done or when nothing is left.
std::optional<Seconds> time_left(const Incident& incident, Time now);

}  // namespace madoguchi
