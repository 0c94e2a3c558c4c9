#pragma once
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "domain/actor.h"
#include "domain/ids.h"
#include "domain/names.h"

/// An application 申請 and the step tables of its kinds. An application's state changes only by a step of its table.
namespace madoguchi {

enum class ApplicationKind : std::uint8_t {
  contact_change,        ///< 担当者変更申請
  reissue,               ///< 再発行申請
  continuation,          ///< 継続発行 (R57, R68)
  first_issue,           ///< 新規発行: the first certificate of a contract that the desk opened (R125)
  revocation,            ///< 失効(解約)申請
  emergency_revocation,  ///< 緊急失効: a compromise claim (R62, R63)
};
template <>
struct Names<ApplicationKind> {
  static constexpr auto values = std::to_array<std::pair<ApplicationKind, std::string_view>>({
      MADOGUCHI_NAME(ApplicationKind, contact_change),
      MADOGUCHI_NAME(ApplicationKind, reissue),
      MADOGUCHI_NAME(ApplicationKind, continuation),
      MADOGUCHI_NAME(ApplicationKind, first_issue),
      MADOGUCHI_NAME(ApplicationKind, revocation),
      MADOGUCHI_NAME(ApplicationKind, emergency_revocation),
  });
};
/// Kinds that end with a certificate: the same steps, the same content (domain/reissue.h).
constexpr bool is_issuing(ApplicationKind kind) {
  return kind == ApplicationKind::reissue || kind == ApplicationKind::continuation ||
         kind == ApplicationKind::first_issue;
}

enum class ApplicationState : std::uint8_t {
  awaiting_own_approval,  ///< 社内承認待ち: a second user of the customer must agree first (R8)
  submitted,              ///< 申込済
  accepted,               ///< 受理
  under_review,           ///< 審査中
  sent_back,              ///< 差戻し(補正待ち)
  reviewed,               ///< 審査済: waits for the second person
  approved,               ///< 承認
  executing,              ///< 発行中: an intent may exist
  awaiting_call,          ///< 電話確認待ち
  awaiting_second,        ///< 二人目の判断待ち (R83)
  confirmed,              ///< 電話確認済, or a substitute
  done,                   ///< 完了
  rejected,               ///< 却下
  withdrawn,              ///< 取下げ
  expired,                ///< 期限切れ / 期限満了
  cancelled,              ///< 中止: ended by something else (R90)
};
template <>
struct Names<ApplicationState> {
  static constexpr auto values = std::to_array<std::pair<ApplicationState, std::string_view>>({
      MADOGUCHI_NAME(ApplicationState, awaiting_own_approval),
      MADOGUCHI_NAME(ApplicationState, submitted),
      MADOGUCHI_NAME(ApplicationState, accepted),
      MADOGUCHI_NAME(ApplicationState, under_review),
      MADOGUCHI_NAME(ApplicationState, sent_back),
      MADOGUCHI_NAME(ApplicationState, reviewed),
      MADOGUCHI_NAME(ApplicationState, approved),
      MADOGUCHI_NAME(ApplicationState, executing),
      MADOGUCHI_NAME(ApplicationState, awaiting_call),
      MADOGUCHI_NAME(ApplicationState, awaiting_second),
      MADOGUCHI_NAME(ApplicationState, confirmed),
      MADOGUCHI_NAME(ApplicationState, done),
      MADOGUCHI_NAME(ApplicationState, rejected),
      MADOGUCHI_NAME(ApplicationState, withdrawn),
      MADOGUCHI_NAME(ApplicationState, expired),
      MADOGUCHI_NAME(ApplicationState, cancelled),
  });
};
/// Ends: nothing leaves them.
constexpr bool is_end(ApplicationState state) {
  return state >= ApplicationState::done;
}

/// Whose move it is (R97).
enum class WaitsFor : std::uint8_t { second_user, customer, authority, machine, nobody };
template <>
struct Names<WaitsFor> {
  static constexpr auto values = std::to_array<std::pair<WaitsFor, std::string_view>>({
      MADOGUCHI_NAME(WaitsFor, second_user),
      MADOGUCHI_NAME(WaitsFor, customer),
      MADOGUCHI_NAME(WaitsFor, authority),
      MADOGUCHI_NAME(WaitsFor, machine),
      MADOGUCHI_NAME(WaitsFor, nobody),
  });
};
WaitsFor waits_for(ApplicationState state);

enum class ApplicationAction : std::uint8_t {
  approve_own,         ///< the customer's second user agrees (R8)
  decline_own,         ///< … or does not
  accept,              ///< 受理: a time stamp, at once (R79)
  start_review,        ///< an officer begins
  send_back,           ///< 差戻し, with a text for the customer
  resubmit,            ///< the correction has come
  resubmit_own,        ///< … and a second user of the customer must agree to it again (R8)
  pass_review,         ///< 審査 complete: checklist, legal cause, evidence
  return_to_review,    ///< the second person is not content
  approve,             ///< 承認
  reject,              ///< 却下, with a reason
  withdraw,            ///< 取下げ
  expire,              ///< no correction came (R98), or the certificate ended first (R89)
  complete,            ///< a contact change takes effect
  begin_issue,         ///< the engine has taken it up; an intent follows
  lose_issue,          ///< that attempt is lost; the engine starts over with a new serial
  halt_issue,          ///< the lint or a rule refuses; back to a person
  keep_certificate,    ///< the signed certificate is on record
  confirm,             ///< 電話確認: the registrant confirmed on a verified number
  confirm_substitute,  ///< a substitute of R83 stands on record
  refuse,              ///< the registrant does not want it (R82)
  propose_revoke,      ///< first of two officers: revoke (R83, at 22 h; R63)
  propose_reject,      ///< first of two officers: reject, with a recorded doubt
  agree_revoke,        ///< second officer: revoke
  agree_reject,        ///< second officer: reject
  return_proposal,     ///< second officer disagrees
  confirm_claim,       ///< a compromise claim of a re-authenticated account under no hold (R63)
  confirm_deadline,    ///< 23½ h and no decision: the machine does what was asked (R83)
  revoke,              ///< executed: recorded for the CRL
  cancel,              ///< 中止: by an executed 解約 (R90), or by what made it pointless
};
template <>
struct Names<ApplicationAction> {
  static constexpr auto values = std::to_array<std::pair<ApplicationAction, std::string_view>>({
      MADOGUCHI_NAME(ApplicationAction, approve_own),      MADOGUCHI_NAME(ApplicationAction, decline_own),
      MADOGUCHI_NAME(ApplicationAction, accept),           MADOGUCHI_NAME(ApplicationAction, start_review),
      MADOGUCHI_NAME(ApplicationAction, send_back),        MADOGUCHI_NAME(ApplicationAction, resubmit),
      MADOGUCHI_NAME(ApplicationAction, resubmit_own),     MADOGUCHI_NAME(ApplicationAction, pass_review),
      MADOGUCHI_NAME(ApplicationAction, return_to_review), MADOGUCHI_NAME(ApplicationAction, approve),
      MADOGUCHI_NAME(ApplicationAction, reject),           MADOGUCHI_NAME(ApplicationAction, withdraw),
      MADOGUCHI_NAME(ApplicationAction, expire),           MADOGUCHI_NAME(ApplicationAction, complete),
      MADOGUCHI_NAME(ApplicationAction, begin_issue),      MADOGUCHI_NAME(ApplicationAction, lose_issue),
      MADOGUCHI_NAME(ApplicationAction, halt_issue),       MADOGUCHI_NAME(ApplicationAction, keep_certificate),
      MADOGUCHI_NAME(ApplicationAction, confirm),          MADOGUCHI_NAME(ApplicationAction, confirm_substitute),
      MADOGUCHI_NAME(ApplicationAction, refuse),           MADOGUCHI_NAME(ApplicationAction, propose_revoke),
      MADOGUCHI_NAME(ApplicationAction, propose_reject),   MADOGUCHI_NAME(ApplicationAction, agree_revoke),
      MADOGUCHI_NAME(ApplicationAction, agree_reject),     MADOGUCHI_NAME(ApplicationAction, return_proposal),
      MADOGUCHI_NAME(ApplicationAction, confirm_claim),    MADOGUCHI_NAME(ApplicationAction, confirm_deadline),
      MADOGUCHI_NAME(ApplicationAction, revoke),           MADOGUCHI_NAME(ApplicationAction, cancel),
  });
};

/// BR 4.9.1.1 as the reviewer classifies it (R121).
enum class LegalCause : std::uint8_t { none, within_5_days, within_24_hours };
template <>
struct Names<LegalCause> {
  static constexpr auto values = std::to_array<std::pair<LegalCause, std::string_view>>({
      MADOGUCHI_NAME(LegalCause, none),
      MADOGUCHI_NAME(LegalCause, within_5_days),
      MADOGUCHI_NAME(LegalCause, within_24_hours),
  });
};

/// One edge of a state machine: who may do what, from where, to where.
struct ApplicationStep {
  ApplicationState from;
  ApplicationAction action;
  Role by;
  ApplicationState to;
};
/// The table of a kind. Several rows may name one (from, action) for several roles.
std::span<const ApplicationStep> steps_of(ApplicationKind kind);

struct Application {
  ApplicationId id;
  std::string number;  ///< 受付番号
  ApplicationKind kind = ApplicationKind::contact_change;
  ContractId contract;
  ApplicationState state = ApplicationState::submitted;
  std::optional<AccountId> filed_by_account{};
  std::optional<OfficerId> filed_by_officer{};  ///< on behalf of the customer (R104)
  Time filed_at{};                              ///< first submission (R56)
  std::optional<Time> accepted_at{};
  std::optional<Time> deadline_at{};  ///< legal; no state stops it
  std::optional<Time> answer_until{};
  std::optional<LegalCause> legal_cause{};
  std::string content_digest{};  ///< SHA-256 of the canonical form of what is shown, hex
  std::optional<std::string> approved_digest{};
  std::optional<Time> recheck_since{};
  std::optional<Time> suspended_at{};
  std::optional<std::string> decision_reason{};
  std::optional<std::string> customer_text{};
  std::string policy_version{};
  std::optional<Time> closed_at{};
  std::int64_t version = 1;
};

/// The application after `action`. Pure: reads no clock, stores nothing. Refuses
/// - wrong_state "application.wrong_state": no such step from here, or the application is suspended (R90);
/// - forbidden "application.wrong_role": there is one, but for other roles.
/// Ends are closed at `now`. "Two people" (R102) is checked by needs_another_person, with the history.
Result<Application> advance(Application application, ApplicationAction action, const Actor& actor, Time now);

/// True if a row of the table leads from `state` by `action` for some role that `actor` holds. Subscribers act as
/// `applicant` or `approver_own` by their mandate, which the caller has put into actor.roles.
bool may_step(ApplicationKind kind, ApplicationState state, ApplicationAction action, const Actor& actor);

/// Every row of every table as text, for doc/states.md and for the tests.
std::string print_steps(ApplicationKind kind);

}  // namespace madoguchi
