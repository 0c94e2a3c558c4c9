#pragma once
#include <string>

#include "domain/enquiry.h"
#include "usecase/record.h"

/// Certificate problem reports (R105; BR 4.9.2, 4.9.3, 4.9.5): from anybody, at any hour, without a login.
namespace madoguchi {

inline constexpr std::size_t kReportBytesMax = 8000;
inline constexpr std::size_t kSerialsMax = 50;

struct ProblemReport {
  std::vector<std::string> serials;  ///< as typed; at least one. Whether they are ours is not told
  std::string text;
  std::string reporter_mail;
  Language language = Language::ja;
  std::string client;  ///< where from, for the limits
};
/// Takes it down: an enquiry with the deadline of 24 hours, a task, a receipt to the reporter. For each contract that
/// is concerned one enquiry; unknown serials make one without a contract: no report is dropped. Returns the first.
/// Refuses invalid /serials, /text, /reporter_mail; too_many problem_report.too_many, per place, where each enquiry
/// counts, and per address. 4.9.3 wants an intake at all hours: whatever others send refuses nobody, but over so many
/// in an hour no receipt is mailed, so that it is no way to flood others' mailboxes.
Result<Enquiry> submit_problem_report(Work& work, const ProblemReport& report);
/// The same once for `idempotency_key` (R96). Nobody is logged in, so the reporter's address stands for whose key it
/// is: two who both choose "1" are not in each other's way.
Result<Enquiry> file_problem_report(Work& work, const ProblemReport& report, const std::string& idempotency_key);

struct PreliminaryReport {
  EnquiryId enquiry;
  std::int64_t version = 0;
  std::string text;  ///< what was found so far
};
/// R105, BR 4.9.5: within 24 hours, to the reporter and to the subscriber: registrant and technical contact of the
/// contract. The report waits for its decision all the same (usecase/decide_report.h). Role reception, reviewer or
/// revoker. Refuses wrong_state if it was sent.
Result<Enquiry> send_preliminary_report(Work& work, const PreliminaryReport& command);

}  // namespace madoguchi
