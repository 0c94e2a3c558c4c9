#pragma once
#include "domain/revocation_rules.h"
#include "usecase/record.h"

namespace madoguchi {

enum class RevocationDecision : std::uint8_t { revoke, reject };
template <>
struct Names<RevocationDecision> {
  static constexpr auto values = std::to_array<std::pair<RevocationDecision, std::string_view>>({
      MADOGUCHI_NAME(RevocationDecision, revoke),
      MADOGUCHI_NAME(RevocationDecision, reject),
  });
};

/// The first of two officers (R83; any claim without standing, R63).
struct ProposeDecision {
  ApplicationId application;
  std::int64_t version = 0;
  RevocationDecision decision = RevocationDecision::revoke;
  std::string reason;                       ///< for the file, required; to reject: the doubt
  std::string customer_text;                ///< to reject: what the customer is told, required
  std::optional<LegalCause> legal_cause{};  ///< to reject: required, and `none` (R121)
  std::string evidence;  ///< of a compromise, established by ourselves (R63): with it every customer's certificates go
};
/// From 22 h on (R83); an emergency at any time. Opens the second officer's task. Refuses "forbidden" without the role
/// revoker; policy revocation.two_officers_later {from}, revocation.cause_forbids_rejection (R121); invalid /reason,
/// /customer_text, /legal_cause, /evidence; wrong_state, stale.
Result<Application> propose_decision(Work& work, const ProposeDecision& command);

/// The second of two: another person (application.needs_second_person). Agreeing carries the proposal out.
struct AnswerProposal {
  ApplicationId application;
  std::int64_t version = 0;
  std::string note;  ///< for the file
};
Result<Application> agree_decision(Work& work, const AnswerProposal& command);
/// What the customer is told once a proposal to reject is agreed to; the text is the application's own.
void tell_rejection(Work& work, const Contract& contract, const Application& application);
/// The second does not agree: back to the calls, or to the review of the claim; the clock goes on.
Result<Application> return_decision(Work& work, const AnswerProposal& command);

/// R102: somebody who had no hand in it has looked over what one officer, or the machine, decided. Role revoker or
/// approver. Refuses application.needs_second_person; wrong_state if there is nothing to look over.
Result<Application> look_over_revocation(Work& work, const AnswerProposal& command);

}  // namespace madoguchi
