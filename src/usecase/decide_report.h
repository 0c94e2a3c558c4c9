#pragma once
#include <string>

#include "domain/enquiry.h"
#include "usecase/record.h"

/// What becomes of a problem report (R63, R105): a revocation by the authority that names it, or two officers who find
/// no cause for one, within its 24 hours. It closes once that and the preliminary report stand; no one officer ends it.
namespace madoguchi {

struct ProposeNoCause {
  EnquiryId enquiry;
  std::int64_t version = 0;
  std::string finding;  ///< why there is no cause, for the file; required
};
/// The first of two officers. Role reviewer or revoker. Refuses not_found enquiry.not_found; stale record.changed;
/// wrong_state problem_report.decided, problem_report.proposed; field /finding.
Result<Enquiry> propose_no_cause(Work& work, const ProposeNoCause& command);

struct AnswerNoCause {
  EnquiryId enquiry;
  std::int64_t version = 0;
};
/// The second, another person (forbidden application.needs_second_person). wrong_state problem_report.not_proposed.
Result<Enquiry> agree_no_cause(Work& work, const AnswerNoCause& command);
/// The second does not agree: the report waits as before.
Result<Enquiry> return_no_cause(Work& work, const AnswerNoCause& command);

/// A revocation by the authority names the report. Refuses field /problem_report enquiry.not_found if it is none, or
/// about another contract than the certificate's.
Result<void> note_revocation(Work& work, const EnquiryId& report, const ContractId& contract);

/// Closes the report and its tasks if it is answered and decided. Before it is written.
void close_if_dealt_with(Work& work, Enquiry& report);

/// What of it the actor may do now, for the `can` list.
Result<void> may_propose_no_cause(const Work& work, const Enquiry& report);
Result<void> may_answer_no_cause(const Work& work, const Enquiry& report);

}  // namespace madoguchi
