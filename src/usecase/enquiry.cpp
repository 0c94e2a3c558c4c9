#include "usecase/enquiry.h"

#include <algorithm>

#include "domain/plain_text.h"
#include "domain/task_rules.h"
#include "usecase/account_notice.h"
#include "usecase/can_line.h"
#include "usecase/decide_report.h"
#include "usecase/guard.h"
#include "usecase/mask.h"
#include "usecase/officer_text.h"
#include "usecase/page_cursor.h"

namespace madoguchi {
namespace {

constexpr std::size_t kAnswerPointsMax = 4000;

struct Checked {
  std::string text;
  std::optional<Contract> contract{};
};

Result<Checked> check_form(Work& work, const OpenEnquiry& command) {
  Refusal refusal{.code = ErrorCode::invalid, .message = "input.invalid"};
  const auto fault = [&](const char* field, std::string key) { refusal.fields.emplace_back(field, std::move(key)); };
  const bool of_name = command.kind == EnquiryKind::corporate_name;
  if (command.kind == EnquiryKind::problem_report) fault("/kind", "input.not_a_choice");
  if (command.kind != EnquiryKind::general && !command.contract) fault("/contract", "input.required");
  if (of_name && !command.registered_on) fault("/registered_on", "input.required");
  if (!of_name && command.registered_on) fault("/registered_on", "enquiry.no_registration_date");
  if (of_name && !command.understood) fault("/understood", "enquiry.not_understood");
  const auto text = parse_lines(command.text, kEnquiryTextMax);
  if (!text) fault("/text", text.error().message);
  if (text && text->empty()) fault("/text", "input.required");
  if (!refusal.fields.empty()) return std::unexpected(std::move(refusal));
  Checked checked{.text = *text};
  if (command.contract) checked.contract = TRY(visible_contract(work, *command.contract));
  return checked;
}

/// Without a contract: whose matter it is, if the account acts for one customer only.
std::optional<CustomerId> customer_of(const Work& work, const Checked& checked) {
  if (checked.contract) return checked.contract->customer;
  if (work.actor.mandates.size() == 1) return work.actor.mandates.front().customer;
  return {};
}

/// R33: from the day of the registration, or from now if that has passed.
std::optional<Time> deadline_of(const OpenEnquiry& command, Time now) {
  if (!command.registered_on) return {};
  return std::max(now, jst_midnight(*command.registered_on)) + kWrongNameSeconds;
}

Result<void> require_not_too_many(Work& work, const AccountId& account) {
  const auto opened = work.store.enquiries.opened_since(account, work.now - std::chrono::days(1));
  if (opened < kEnquiriesPerDayMax) return {};
  return std::unexpected(Refusal{.code = ErrorCode::too_many,
                                 .message = "enquiry.too_many",
                                 .params = {{"count", std::to_string(kEnquiriesPerDayMax)}}});
}

/// Whom to tell: the account that asked, if it is still in use, and still acts for the customer that it asked for.
std::optional<Recipient> asker_of(Work& work, const Enquiry& enquiry) {
  if (!enquiry.account) return {};
  const auto account = work.store.accounts.get(*enquiry.account);
  if (!account || account->disabled_at) return {};
  const auto mandates = work.store.accounts.mandates(account->id, work.now);
  const bool acts = !enquiry.customer || std::ranges::any_of(mandates, [&](const Mandate& mandate) {
    return mandate.customer == *enquiry.customer;
  });
  if (!acts) return {};
  return recipient_of(*account);
}

bool is_mine(const Work& work, const Enquiry& enquiry) {
  if (work.actor.officer) return true;
  if (!work.actor.account || enquiry.account != work.actor.account) return false;
  return !enquiry.customer || work.actor.mandate_for(*enquiry.customer) != nullptr;
}

Result<void> may_answer(const Work& work, const Enquiry& enquiry) {
  TRY(require_role(work, {Role::reception, Role::reviewer}));
  if (enquiry.closed_at) return refuse(ErrorCode::wrong_state, "enquiry.closed");
  if (enquiry.kind == EnquiryKind::problem_report) return refuse(ErrorCode::policy, "enquiry.is_problem_report");
  return {};
}

Result<void> may_close(const Work& work, const Enquiry& enquiry) {
  TRY(require_role(work, {Role::reception, Role::reviewer}));
  if (enquiry.closed_at) return refuse(ErrorCode::wrong_state, "enquiry.closed");
  if (enquiry.kind == EnquiryKind::problem_report) return refuse(ErrorCode::policy, "problem_report.undecided");
  if (!enquiry.answer) return refuse(ErrorCode::wrong_state, "enquiry.not_answered");
  return {};
}

/// R117: whoever administers or audits sees that it is there, and how it ended.
void hide_people(EnquiryView& view) {
  mask(view.enquiry.text);
  for (auto* text : {&view.account_name, &view.enquiry.reporter_mail, &view.enquiry.answer, &view.enquiry.no_cause}) {
    if (*text) mask(**text);
  }
}

EnquiryView view_of(Work& work, Enquiry enquiry) {
  EnquiryView view;
  if (enquiry.contract) {
    const auto contract = work.store.contracts.get(*enquiry.contract);
    if (contract) view.contract_number = contract->number;
  }
  if (work.actor.officer) {
    if (enquiry.account) {
      const auto account = work.store.accounts.get(*enquiry.account);
      if (account) view.account_name = account->name;
    }
    if (enquiry.no_cause_by) {
      const auto officer = work.store.officers.get(*enquiry.no_cause_by);
      if (officer) view.no_cause_by = officer->name;
    }
    view.can = {can_line("answer", may_answer(work, enquiry)), can_line("close", may_close(work, enquiry))};
    if (enquiry.kind == EnquiryKind::problem_report) {
      const auto second = may_answer_no_cause(work, enquiry);
      view.can.push_back(can_line("propose-no-cause", may_propose_no_cause(work, enquiry)));
      view.can.push_back(can_line("agree-no-cause", second));
      view.can.push_back(can_line("return-no-cause", second));
    }
  }
  view.enquiry = std::move(enquiry);
  if (!may_read_personal_data(work.actor)) hide_people(view);
  return view;
}

Result<Enquiry> seen(Work& work, const EnquiryId& id, std::int64_t version) {
  auto enquiry = TRY(work.store.enquiries.get(id));
  if (enquiry.version != version) return refuse(ErrorCode::stale, "record.changed");
  return enquiry;
}

void end(Work& work, Enquiry& enquiry) {
  enquiry.closed_at = work.now;
  work.store.tasks.close_of_enquiry(enquiry.id, work.now);
}

}  // namespace

Result<EnquiryId> open_enquiry(Work& work, const OpenEnquiry& command) {
  if (!work.actor.account) return refuse(ErrorCode::forbidden, "forbidden");
  const auto checked = TRY(check_form(work, command));
  TRY(require_not_too_many(work, *work.actor.account));
  const Enquiry enquiry{.id = new_id<EnquiryId>(work.random()),
                        .number = new_receipt_number(work.random()),
                        .kind = command.kind,
                        .customer = customer_of(work, checked),
                        .contract = command.contract,
                        .account = work.actor.account,
                        .registered_on = command.registered_on,
                        .text = checked.text,
                        .opened_at = work.now,
                        .deadline_at = deadline_of(command, work.now)};
  work.store.enquiries.add(enquiry);
  work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                        .kind = TaskKind::enquiry,
                        .enquiry = enquiry.id,
                        .contract = enquiry.contract,
                        .detail = std::string(to_text(enquiry.kind)),
                        .opened_at = work.now,
                        .due_at = enquiry.deadline_at});
  record_event(work, "enquiry.opened", "enquiry", enquiry.id.value, enquiry.contract,
               CanonicalJson().text("kind", to_text(enquiry.kind)));
  if (const auto asker = asker_of(work, enquiry)) {
    queue_mail(work, *asker, "enquiry_received",
               {{"receipt_number", enquiry.number}, {"received_at", format_jst(work.now)}},
               {.contract = enquiry.contract, .application = {}});
  }
  return enquiry.id;
}

Result<EnquiryPage> list_enquiries(Work& work, const ListEnquiries& command) {
  if (command.limit < 1 || command.limit > kEnquiryRowsMax) return refuse_field("?limit", "input.not_a_choice");
  store::EnquirySearch search{
      .now = work.now, .open = command.open, .kind = command.kind, .rows_max = command.limit + 1};
  if (!work.actor.officer) {
    if (!work.actor.account) return refuse(ErrorCode::forbidden, "forbidden");
    search.account = work.actor.account;
  }
  if (!command.cursor.empty()) {
    auto place = TRY(parse_place(command.cursor));
    search.before_at = place.at;
    search.before_id = std::move(place.id);
  }
  auto found = work.store.enquiries.page(search);
  EnquiryPage page;
  if (std::ssize(found) > command.limit) {
    found.pop_back();
    page.next = cursor_text({.at = found.back().opened_at, .id = found.back().id.value});
  }
  if (work.actor.officer) {
    record_event(work, "enquiries.listed", "officer", work.actor.officer->value, {},
                 CanonicalJson().number("enquiries", std::ssize(found)));
  }
  if (work.actor.account) {
    page.can.push_back(can_line("enquiries", require_not_too_many(work, *work.actor.account)));
  }
  page.enquiries.reserve(found.size());
  for (auto& enquiry : found) page.enquiries.push_back(view_of(work, std::move(enquiry)));
  return page;
}

Result<EnquiryView> show_enquiry(Work& work, const EnquiryId& id) {
  auto enquiry = TRY(work.store.enquiries.get(id));
  if (!is_mine(work, enquiry)) return refuse(ErrorCode::not_found, "enquiry.not_found");
  if (work.actor.officer) record_event(work, "enquiry.viewed", "enquiry", id.value, enquiry.contract);
  return view_of(work, std::move(enquiry));
}

Result<Enquiry> answer_enquiry(Work& work, const AnswerEnquiry& command) {
  auto enquiry = TRY(seen(work, command.id, command.version));
  TRY(may_answer(work, enquiry));
  const auto text = parse_lines(command.text, kAnswerPointsMax);
  if (!text) return refuse_field("/text", text.error().message);
  if (text->empty()) return refuse_field("/text", "input.required");
  enquiry.answer = enquiry.answer ? *enquiry.answer + "\n\n" + *text : *text;
  if (command.close) end(work, enquiry);
  enquiry = TRY(work.store.enquiries.update(std::move(enquiry)));
  record_event(work, "enquiry.answered", "enquiry", enquiry.id.value, enquiry.contract,
               CanonicalJson().boolean("closed", command.close).text("answer_digest", digest_of(*text)));
  if (const auto asker = asker_of(work, enquiry)) {
    queue_mail(work, *asker, "enquiry_answered", {{"receipt_number", enquiry.number}, {"answer", *text}},
               {.contract = enquiry.contract, .application = {}});
  }
  return enquiry;
}

Result<Enquiry> close_enquiry(Work& work, const CloseEnquiry& command) {
  auto enquiry = TRY(seen(work, command.id, command.version));
  TRY(may_close(work, enquiry));
  end(work, enquiry);
  enquiry = TRY(work.store.enquiries.update(std::move(enquiry)));
  record_event(work, "enquiry.closed", "enquiry", enquiry.id.value, enquiry.contract);
  return enquiry;
}

}  // namespace madoguchi
