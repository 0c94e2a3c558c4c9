#pragma once
#include "domain/revocation_rules.h"
#include "usecase/record.h"

namespace madoguchi {

/// One attempt of 電話確認 (R81).
struct RecordCall {
  ApplicationId application;
  std::int64_t version = 0;  ///< seen by the caller
  VerifiedNumberId number;   ///< the screen offers verified numbers only (R119)
  CallOutcome outcome = CallOutcome::no_answer;
  bool incoming = false;  ///< they called us: 折返し
  std::string person;     ///< spoken to; required with confirmed and refused
  std::string serial_read_back;
  std::string note;
  std::optional<Time> next_try_at{};
};

/// Puts a call on record, and takes the step that follows:
/// - confirmed by the registrant: carried out in this transaction, or on the calendar (R80, R92);
/// - confirmed by the 申請者 or at the main number, in their turn: the same, as a substitute (R83);
/// - refused by the registrant: rejected, with an alert to the account and a review of it (R82);
/// - anything else: nothing moves but the record; after kUnreachableCalls of the registrant a mail (R82).
/// Refuses
/// - forbidden: "forbidden" without the role caller; call.verified_by_you for a number that the officer put on file
///   itself (R102: a caller cannot alter a number); application.needs_second_person for who filed it on behalf;
/// - not_found number.not_found for a number of another contract; policy call.number_too_new (R40, R80, R119);
/// - invalid: /outcome call.incoming_never_confirms, call.incoming_reached_us (R81), /person, /serial_read_back
/// call.serial_mismatch, /note,
///   /next_try_at;
/// - policy: revocation.substitute_too_early, revocation.substitute_refused, revocation.held_needs_call (R16, R83);
/// - stale, wrong_state. The second officer's turn (awaiting_second) takes calls too: nothing stops a late answer.
Result<Application> record_call(Work& work, const RecordCall& command);

/// A substitute that is no call: control of the certificate's domain, shown in a way that the policy allows (R83).
struct RecordDomainProof {
  ApplicationId application;
  std::int64_t version = 0;
  std::string source;  ///< how control was shown, required
  std::string note;
};
/// Leaves evidence of kind domain_control, then confirms. Refuses as record_call does for a substitute.
Result<Application> record_domain_proof(Work& work, const RecordDomainProof& command);

/// R83: may this substitute be asked now? Those before it in the order were tried, as far as they have a number that
/// may be called. policy revocation.substitute_too_early, revocation.substitute_refused, revocation.held_needs_call.
struct RevocationCase;
Result<void> substitute_in_turn(Work& work, const RevocationCase& matter, RevocationBasis basis);

}  // namespace madoguchi
