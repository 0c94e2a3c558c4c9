#include "usecase/problem_report.h"

#include <algorithm>
#include <map>

#include "domain/mail_address.h"
#include "domain/plain_text.h"
#include "domain/revocation.h"
#include "usecase/attempt_limit.h"
#include "usecase/contact_mail.h"
#include "usecase/decide_report.h"
#include "usecase/guard.h"

namespace madoguchi {
namespace {

constexpr Seconds kHour{3600};
constexpr int kFromOnePlaceMax = 10;
constexpr int kToOneAddressMax = 5;
constexpr int kReceiptsMax = 500;  ///< reports in an hour of which a receipt is mailed
constexpr std::size_t kSerialBytesMax = 100;

Limit of_place(const ProblemReport& report) {
  return {
      .bucket = {.kind = "problem_report/place", .client = report.client}, .max = kFromOnePlaceMax, .window = kHour};
}
Limit of_address(const ProblemReport& report) {
  return {.bucket = {.kind = "problem_report/address", .who = report.reporter_mail},
          .max = kToOneAddressMax,
          .window = kHour};
}
Limit of_all() {
  return {.bucket = {.kind = "problem_report/all"}, .max = kReceiptsMax, .window = kHour};
}

/// Text of a report, or of what was found: several lines, not empty.
Result<std::string> parse_report(const std::string& typed) {
  if (typed.size() > kReportBytesMax) return refuse(ErrorCode::invalid, "input.too_long");
  auto text = parse_lines(typed, kReportBytesMax);
  if (text && text->empty()) return refuse(ErrorCode::invalid, "input.required");
  return text;
}

/// Judges the whole form; the text as it is kept.
Result<std::string> check_form(const ProblemReport& report) {
  Refusal refusal{.code = ErrorCode::invalid, .message = "input.invalid"};
  const auto fault = [&](const char* field, std::string key) { refusal.fields.emplace_back(field, std::move(key)); };
  if (report.serials.empty()) fault("/serials", "input.required");
  const bool too_long = std::ranges::any_of(report.serials, [](const auto& s) { return s.size() > kSerialBytesMax; });
  if (report.serials.size() > kSerialsMax || too_long) fault("/serials", "input.too_long");
  const bool readable = std::ranges::all_of(
      report.serials, [](const auto& serial) { return parse_line(serial, kSerialBytesMax).has_value(); });
  if (!too_long && !readable) fault("/serials", "input.bad_characters");
  auto text = parse_report(report.text);
  if (!text) fault("/text", text.error().message);
  const auto address = MailAddress::parse(report.reporter_mail);
  if (!address) fault("/reporter_mail", address.error().message);
  if (!refusal.fields.empty()) return std::unexpected(std::move(refusal));
  return text;
}

std::string serial_digits(std::string_view typed) {
  std::string digits;
  for (const char c : typed) {
    if (c == ' ' || c == ':' || c == '-') continue;
    digits += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return digits;
}

/// The contracts that are meant; "" stands for what is not ours, or not known to us.
std::map<std::string, std::vector<std::string>> by_contract(Work& work, const ProblemReport& report) {
  std::map<std::string, std::vector<std::string>> found;
  for (const auto& typed : report.serials) {
    const auto certificate = work.store.certificates.find_by_serial(serial_digits(typed));
    found[certificate ? certificate->contract.value : ""].push_back(typed);
  }
  return found;
}

Recipient reporter_of(const std::string& address, Language language) {
  return {.address = address, .name = address, .role = "reporter", .language = language};
}

Result<Enquiry> take_down(Work& work, const ProblemReport& report, std::string text, const std::string& contract,
                          const std::vector<std::string>& serials) {
  text += "\n";
  for (const auto& serial : serials) text += "\nserial: " + serial;
  text += "\nlanguage: " + std::string(to_text(report.language));
  Enquiry enquiry{.id = new_id<EnquiryId>(work.random()),
                  .number = new_receipt_number(work.random()),
                  .kind = EnquiryKind::problem_report,
                  .reporter_mail = report.reporter_mail,
                  .text = std::move(text),
                  .opened_at = work.now,
                  .deadline_at = work.now + kRevocationDeadlineSeconds};
  if (!contract.empty()) {
    enquiry.contract = ContractId{contract};
    enquiry.customer = TRY(work.store.contracts.get(*enquiry.contract)).customer;
  }
  work.store.enquiries.add(enquiry);
  work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                        .kind = TaskKind::enquiry,
                        .enquiry = enquiry.id,
                        .contract = enquiry.contract,
                        .detail = "problem_report",
                        .opened_at = work.now,
                        .due_at = enquiry.deadline_at});
  record_event(work, "problem_report.received", "enquiry", enquiry.id.value, enquiry.contract,
               CanonicalJson().number("serials", std::ssize(serials)));
  return enquiry;
}

}  // namespace

Result<Enquiry> submit_problem_report(Work& work, const ProblemReport& report) {
  const auto text = TRY(check_form(report));
  TRY(require_within(work, "problem_report.too_many", {of_place(report), of_address(report)}));
  // The intake stays open (BR 4.9.3), but it is no way to send mail to thousands.
  const bool receipt = require_within(work, "problem_report.too_many", {of_all()}).has_value();
  count_try(work, {of_address(report)});
  std::optional<Enquiry> first;
  for (const auto& [contract, serials] : by_contract(work, report)) {
    count_try(work, {of_place(report), of_all()});  // each is work of its own for the desk
    auto enquiry = TRY(take_down(work, report, text, contract, serials));
    if (!first) first = std::move(enquiry);
  }
  if (!receipt) return first.value();
  queue_mail(work, reporter_of(report.reporter_mail, report.language), "problem_report_received",
             {{"receipt_number", first->number}, {"received_at", format_jst(work.now)}});
  return first.value();
}

Result<Enquiry> file_problem_report(Work& work, const ProblemReport& report, const std::string& idempotency_key) {
  const auto asked = CanonicalJson()
                         .text("do", "problem_report")
                         .texts("serials", report.serials)
                         .text("text", report.text)
                         .text("reporter_mail", report.reporter_mail);
  const auto submit = [&]() -> Result<EnquiryId> {
    const auto enquiry = TRY(submit_problem_report(work, report));
    return enquiry.id;
  };
  const auto key = idempotency_key + "\n" + report.reporter_mail;
  const auto id = TRY(once<EnquiryId>(work, key, digest_of(asked), submit));
  return work.store.enquiries.get(id);
}

Result<Enquiry> send_preliminary_report(Work& work, const PreliminaryReport& command) {
  TRY(require_role(work, {Role::reception, Role::reviewer, Role::revoker}));
  auto enquiry = TRY(work.store.enquiries.get(command.enquiry));
  if (enquiry.kind != EnquiryKind::problem_report) return refuse(ErrorCode::not_found, "enquiry.not_found");
  if (enquiry.version != command.version) return refuse(ErrorCode::stale, "record.changed");
  if (enquiry.answer) return refuse(ErrorCode::wrong_state, "problem_report.answered");
  const auto text = parse_report(command.text);
  if (!text) return refuse_field("/text", text.error().message);
  enquiry.answer = *text;
  close_if_dealt_with(work, enquiry);
  enquiry = TRY(work.store.enquiries.update(std::move(enquiry)));
  const auto language = enquiry.text.ends_with("\nlanguage: en") ? Language::en : Language::ja;
  const SentenceParams values{{"receipt_number", enquiry.number}, {"findings", *text}};
  if (enquiry.reporter_mail) {
    queue_mail(work, reporter_of(*enquiry.reporter_mail, language), "problem_report_preliminary", values);
  }
  if (enquiry.contract) {
    const auto contract = TRY(work.store.contracts.get(*enquiry.contract));
    mail_contacts(work, contract, nullptr, "problem_report_subscriber",
                  {ContactRole::registrant, ContactRole::technical}, [&](Language) { return values; });
  }
  record_event(work, "problem_report.preliminary_sent", "enquiry", enquiry.id.value, enquiry.contract,
               CanonicalJson().boolean("late", enquiry.deadline_at && work.now > *enquiry.deadline_at));
  return enquiry;
}

}  // namespace madoguchi
