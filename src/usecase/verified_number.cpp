#include "usecase/verified_number.h"

#include <algorithm>

#include "domain/phone.h"
#include "domain/task_rules.h"
#include "usecase/can_line.h"
#include "usecase/guard.h"
#include "usecase/officer_text.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

/// R102: whoever makes the calls has no hand in the numbers.
Result<void> may_alter(const Work& work) {
  TRY(require_role(work, {Role::reviewer}));
  if (work.actor.has(Role::caller)) return refuse(ErrorCode::forbidden, "number.caller_may_not");
  return {};
}

Result<void> may_end(const Work& work, const VerifiedNumber& number) {
  TRY(may_alter(work));
  if (number.valid_until) return refuse(ErrorCode::wrong_state, "number.ended");
  return {};
}

Result<std::string> callable(const Work& work, const Contract& contract, const AddVerifiedNumber& command) {
  const auto phone = PhoneNumber::parse(command.phone);
  if (!phone) return refuse_field("/phone", phone.error().message);
  const auto product = work.policy().products.find(contract.product);
  if (product == work.policy().products.end()) throw Failure("unknown product " + contract.product);
  const bool mobile_refused =
      command.subject == NumberSubject::registrant && phone->is_mobile() && !product->second.registrant_mobile_allowed;
  if (mobile_refused) return refuse_field("/phone", "contact.registrant_no_mobile");
  return phone->e164();
}

}  // namespace

Result<VerifiedNumber> add_verified_number(Work& work, const AddVerifiedNumber& command) {
  TRY(may_alter(work));
  const auto contract = TRY(visible_contract(work, command.contract));
  const auto phone = TRY(callable(work, contract, command));
  const auto found_in = TRY(required_line("/found_in", command.found_in));
  const auto on_file = work.store.contacts.numbers(contract.id);
  const auto current = [](const VerifiedNumber& number) { return !number.valid_until; };
  const bool known = std::ranges::any_of(on_file, [&](const VerifiedNumber& number) {
    return current(number) && number.subject == command.subject && number.phone == phone;
  });
  if (known) return refuse_field("/phone", "number.already_on_file");
  const bool main_number = std::ranges::any_of(on_file, [&](const VerifiedNumber& number) {
    return current(number) && number.subject == NumberSubject::organization;
  });
  if (command.source == NumberSource::through_main_number &&
      (!main_number || command.subject == NumberSubject::organization)) {
    return refuse_field("/source", "number.no_main_number");
  }
  const VerifiedNumber number{.id = new_id<VerifiedNumberId>(work.random()),
                              .contract = contract.id,
                              .subject = command.subject,
                              .phone = phone,
                              .source = std::string(to_text(command.source)) + ": " + found_in,
                              .verified_by = *work.actor.officer,
                              .valid_from = work.now};
  work.store.contacts.add_number(number);
  record_event(work, "number.added", "number", number.id.value, contract.id,
               CanonicalJson().text("subject", to_text(number.subject)).text("source", to_text(command.source)));
  return number;
}

Result<VerifiedNumberId> file_verified_number(Work& work, const AddVerifiedNumber& command,
                                              const std::string& idempotency_key) {
  const auto digest = digest_of(CanonicalJson()
                                    .text("do", "number")
                                    .text("contract", command.contract.value)
                                    .text("subject", to_text(command.subject))
                                    .text("phone", command.phone)
                                    .text("source", to_text(command.source))
                                    .text("found_in", command.found_in));
  return once<VerifiedNumberId>(work, idempotency_key, digest, [&]() -> Result<VerifiedNumberId> {
    return TRY(add_verified_number(work, command)).id;
  });
}

Result<void> end_verified_number(Work& work, const ContractId& contract, const VerifiedNumberId& id) {
  TRY(may_alter(work));
  const auto number = TRY(work.store.contacts.number(id));
  if (number.contract != contract) return refuse(ErrorCode::not_found, "number.not_found");
  TRY(may_end(work, number));
  work.store.contacts.end_number(id, work.now);
  record_event(work, "number.ended", "number", id.value, contract);
  return {};
}

Result<NumbersOfContract> list_verified_numbers(Work& work, const ContractId& contract) {
  const bool may_read = work.actor.officer && may_read_personal_data(work.actor);
  if (!may_read) return refuse(ErrorCode::forbidden, "forbidden");
  TRY(visible_contract(work, contract));
  record_event(work, "number.viewed", "contract", contract.value, contract);
  NumbersOfContract all;
  for (auto& number : work.store.contacts.numbers(contract)) {
    NumberView view;
    view.can.push_back(can_line("end", may_end(work, number)));
    view.number = std::move(number);
    all.numbers.push_back(std::move(view));
  }
  all.can.push_back(can_line("numbers", may_alter(work)));
  return all;
}

}  // namespace madoguchi
