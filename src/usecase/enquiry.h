#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/can.h"
#include "domain/enquiry.h"
#include "usecase/record.h"

/// お問い合わせ (R22, R33, R53, R55, R104): what a customer cannot file by itself. Problem reports by anybody are
/// usecase/problem_report.h; the desk reads and closes them here too.
namespace madoguchi {

inline constexpr std::size_t kEnquiryTextMax = 4000;  ///< code points
inline constexpr std::int64_t kEnquiriesPerDayMax = 20;
inline constexpr std::int64_t kEnquiryRowsMax = 100;
/// BR 4.9.1.1 (11), (13): a certificate that names a corporation wrongly is replaced and revoked within 5 days of our
/// knowledge (R33).
inline constexpr Seconds kWrongNameSeconds{5 * 24 * 3600};

struct OpenEnquiry {
  EnquiryKind kind = EnquiryKind::general;
  std::optional<ContractId> contract{};   ///< required but for `general`
  std::optional<JstDay> registered_on{};  ///< corporate_name: required (R33); otherwise absent
  bool understood = false;                ///< corporate_name: the consequence was read (R33)
  std::string text;
};
/// By any account of the customer, viewers too: asking is no filing. Opens the desk's task, mails a receipt. For
/// corporate_name the clock of 5 days begins with the registration, or with our knowledge if that is later. Refuses
/// fields /kind input.not_a_choice, /contract input.required, /registered_on input.required or
/// enquiry.no_registration_date, /understood enquiry.not_understood, /text input.required and its like; not_found
/// contract.not_found (R7); too_many enquiry.too_many.
Result<EnquiryId> open_enquiry(Work& work, const OpenEnquiry& command);

struct EnquiryView {
  Enquiry enquiry;
  std::optional<std::string> contract_number{};
  std::optional<std::string> account_name{};  ///< the desk only
  std::optional<std::string> no_cause_by{};   ///< the desk only: the first officer's name
  std::vector<Can> can{};                     ///< the desk only: answer, close; of a report its decision
};
struct ListEnquiries {
  std::optional<bool> open{};
  std::optional<EnquiryKind> kind{};
  std::string cursor{};
  std::int64_t limit = 20;
};
struct EnquiryPage {
  std::vector<EnquiryView> enquiries;  ///< newest first
  std::optional<std::string> next{};
  std::vector<Can> can{};  ///< a subscriber's: enquiries, to send one more
};
/// A subscriber's own, of the customers for whom it acts; all at the desk, which leaves the event enquiries.listed
/// (R106) and hides from whoever may not read them (R117) what people wrote and who they are. "?limit"
/// input.not_a_choice, "?cursor" cursor.invalid.
Result<EnquiryPage> list_enquiries(Work& work, const ListEnquiries& command);
/// not_found enquiry.not_found for what is not the caller's. At the desk it leaves the event enquiry.viewed (R106).
Result<EnquiryView> show_enquiry(Work& work, const EnquiryId& id);

/// The answer goes out by mail and stays with the enquiry; another one is added below it.
struct AnswerEnquiry {
  EnquiryId id;
  std::int64_t version = 0;
  std::string text;
  bool close = true;
};
/// Role reception or reviewer. wrong_state enquiry.closed; policy enquiry.is_problem_report (those have their own
/// answer, R105); stale record.changed; field /text.
Result<Enquiry> answer_enquiry(Work& work, const AnswerEnquiry& command);

struct CloseEnquiry {
  EnquiryId id;
  std::int64_t version = 0;
};
/// wrong_state enquiry.closed, enquiry.not_answered: nothing ends without an answer. policy problem_report.undecided: a
/// problem report ends by its decision (usecase/decide_report.h).
Result<Enquiry> close_enquiry(Work& work, const CloseEnquiry& command);

}  // namespace madoguchi
