#include "usecase/call_sheet.h"

#include <algorithm>
#include <tuple>

#include "domain/task_rules.h"
#include "usecase/application_menu.h"
#include "usecase/calendar.h"
#include "usecase/guard.h"
#include "usecase/mask.h"
#include "usecase/record_call.h"

namespace madoguchi {
namespace {

/// Registrant, 申請者, organisation: the order of R83; of one subject, the number that was verified first.
auto place_of(const CallableNumber& one) {
  return std::tuple(static_cast<std::size_t>(one.number.subject), one.number.valid_from, one.number.id);
}

std::vector<CallableNumber> callable_numbers(Work& work, const RevocationCase& matter) {
  std::vector<CallableNumber> numbers;
  for (auto& number : work.store.contacts.numbers(matter.contract.id)) {
    const auto basis = basis_of_call(number, matter.request.received_at);
    if (!basis) continue;
    CallableNumber callable{.number = std::move(number), .basis = *basis};
    if (*basis != RevocationBasis::call) {
      if (const auto turn = substitute_in_turn(work, matter, *basis); !turn) {
        callable.in_turn = false;
        callable.not_yet = turn.error().message;
      }
    }
    numbers.push_back(std::move(callable));
  }
  std::ranges::sort(numbers, {}, place_of);
  return numbers;
}

Time next_try(Work& work, const std::vector<CallRecord>& attempts) {
  if (!attempts.empty() && attempts.back().next_try_at && *attempts.back().next_try_at > work.now) {
    return *attempts.back().next_try_at;
  }
  return next_calling_time(calendar_of(work), work.now);
}

/// Facts, not phrases that give the answer away: the serial is read out by the customer, never by us.
std::vector<ScriptLine> script_of(const RevocationCase& matter, const Customer& customer) {
  const bool whole = matter.request.scope == RevocationScope::contract;
  return {{.key = "call.script_who",
           .params = {{"customer", customer.name}, {"organization", matter.contract.organization}}},
          {.key = "call.script_what",
           .params = {{"receipt_number", matter.application.number}, {"common_name", matter.contract.common_name}}},
          {.key = whole ? "call.script_whole_contract" : "call.script_one_certificate", .params = {}},
          {.key = "call.script_serial", .params = {}},
          {.key = "call.script_final", .params = {}}};
}

}  // namespace

Result<CallSheet> call_sheet(Work& work, const ApplicationId& id, Look look) {
  TRY(require_role(work, {Role::caller, Role::revoker, Role::reviewer, Role::auditor}));
  auto found = TRY(revocation_case(work, id));
  CallSheet sheet{.matter = std::move(found)};
  const auto& matter = sheet.matter;
  sheet.certificates = certificates_asked_for(work, matter);
  for (auto& certificate : sheet.certificates) certificate.der.clear();
  sheet.numbers = callable_numbers(work, matter);
  sheet.attempts = work.store.calls.of_application(id);
  sheet.next_try_at = next_try(work, sheet.attempts);
  sheet.left = matter.application.deadline_at.value_or(work.now) - work.now;
  sheet.held = matter.application.filed_by_account && !matter.request.standing;
  auto customer = TRY(work.store.customers.get(matter.contract.customer));
  if (!may_read_personal_data(work.actor)) mask(customer.name);
  sheet.script = script_of(matter, customer);
  sheet.can = desk_revocation_menu(work, matter.application, matter.request.received_at);
  if (!may_read_personal_data(work.actor)) {
    for (auto& one : sheet.numbers) mask(one.number.phone);
    for (auto& one : sheet.attempts) {
      for (auto* text : {&one.phone, &one.person, &one.note}) mask(*text);
    }
    mask(sheet.matter.request.reason_text);
  }
  if (look == Look::first) record_event(work, "call_sheet.viewed", "application", id.value, matter.contract.id);
  return sheet;
}

}  // namespace madoguchi
