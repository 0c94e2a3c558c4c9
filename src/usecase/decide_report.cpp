#include "usecase/decide_report.h"

#include "usecase/guard.h"
#include "usecase/officer_text.h"

namespace madoguchi {
namespace {

Result<void> require_undecided(const Work& work, const Enquiry& report) {
  TRY(require_role(work, {Role::reviewer, Role::revoker}));
  if (report.kind != EnquiryKind::problem_report) return refuse(ErrorCode::not_found, "enquiry.not_found");
  if (report.decision) return refuse(ErrorCode::wrong_state, "problem_report.decided");
  return {};
}

Result<Enquiry> seen(Work& work, const EnquiryId& id, std::int64_t version) {
  auto report = TRY(work.store.enquiries.get(id));
  if (report.version != version) return refuse(ErrorCode::stale, "record.changed");
  return report;
}

Result<Enquiry> keep(Work& work, Enquiry report, std::string_view action) {
  close_if_dealt_with(work, report);
  report = TRY(work.store.enquiries.update(std::move(report)));
  record_event(work, "problem_report." + std::string(action), "enquiry", report.id.value, report.contract,
               CanonicalJson().text("finding_digest", digest_of(std::string_view(report.no_cause.value_or("")))));
  return report;
}

}  // namespace

Result<void> may_propose_no_cause(const Work& work, const Enquiry& report) {
  TRY(require_undecided(work, report));
  if (report.no_cause_by) return refuse(ErrorCode::wrong_state, "problem_report.proposed");
  return {};
}

Result<void> may_answer_no_cause(const Work& work, const Enquiry& report) {
  TRY(require_undecided(work, report));
  if (!report.no_cause_by) return refuse(ErrorCode::wrong_state, "problem_report.not_proposed");
  if (report.no_cause_by == work.actor.officer) {
    return refuse(ErrorCode::forbidden, "application.needs_second_person");
  }
  return {};
}

Result<Enquiry> propose_no_cause(Work& work, const ProposeNoCause& command) {
  auto report = TRY(seen(work, command.enquiry, command.version));
  TRY(may_propose_no_cause(work, report));
  report.no_cause = TRY(required_note("/finding", command.finding));
  report.no_cause_by = work.actor.officer.value();
  return keep(work, std::move(report), "no_cause_proposed");
}

Result<Enquiry> agree_no_cause(Work& work, const AnswerNoCause& command) {
  auto report = TRY(seen(work, command.enquiry, command.version));
  TRY(may_answer_no_cause(work, report));
  report.decision = ReportDecision::no_cause;
  return keep(work, std::move(report), "no_cause_agreed");
}

Result<Enquiry> return_no_cause(Work& work, const AnswerNoCause& command) {
  auto report = TRY(seen(work, command.enquiry, command.version));
  TRY(may_answer_no_cause(work, report));
  report.no_cause.reset();
  report.no_cause_by.reset();
  return keep(work, std::move(report), "no_cause_returned");
}

Result<void> note_revocation(Work& work, const EnquiryId& id, const ContractId& contract) {
  auto report = TRY(work.store.enquiries.get(id));
  const bool fits = report.kind == EnquiryKind::problem_report && report.contract.value_or(contract) == contract;
  if (!fits) return refuse_field("/problem_report", "enquiry.not_found");
  if (report.decision == ReportDecision::revocation) return {};
  report.decision = ReportDecision::revocation;  // also of one that was found without cause before
  TRY(keep(work, std::move(report), "revocation_filed"));
  return {};
}

void close_if_dealt_with(Work& work, Enquiry& report) {
  if (!report.answer || !report.decision || report.closed_at) return;
  report.closed_at = work.now;
  work.store.tasks.close_of_enquiry(report.id, work.now);
}

}  // namespace madoguchi
