#include "usecase/contact_change.h"

#include <algorithm>

#include "domain/contract_menu.h"
#include "usecase/accept_application.h"
#include "usecase/application_menu.h"
#include "usecase/guard.h"
#include "usecase/list_contracts.h"
#include "usecase/mask.h"

namespace madoguchi {
namespace {

constexpr std::string_view kVerificationKind = "contact_verification";

/// R25, R95, R122, R23: may it be filed now? `except` is the application that is corrected.
Result<void> require_may_change(Work& work, const Contract& contract, const std::optional<ApplicationId>& except) {
  auto rows = TRY(work.store.contract_detail.get(contract.id, work.now));
  std::erase_if(rows.applications, [&](const Application& a) { return except && a.id == *except; });
  const auto& product = product_in(work.policy(), contract.product);
  const auto can = may_change_contacts({.contract = rows.contract,
                                        .product = product,
                                        .certificates = rows.certificates,
                                        .schedules = rows.schedules,
                                        .applications = rows.applications,
                                        .cancelling = rows.cancelling,
                                        .disputed = rows.disputed,
                                        .grant_open = rows.grant_open},
                                       work.now);
  if (can.allowed) return {};
  return refuse_as(can, can.reason == "application.already_open" ? ErrorCode::conflict : ErrorCode::policy);
}

struct Outcome {
  std::vector<FieldChange> changes;
  std::vector<Contact> after;  ///< all contacts as they would be
};

/// Every fault of every contact in one refusal.
void merge(std::optional<Refusal>& into, Refusal fault) {
  if (!into) {
    into = std::move(fault);
    return;
  }
  into->fields.insert(into->fields.end(), fault.fields.begin(), fault.fields.end());
  if (into->message != fault.message) {
    into->code = ErrorCode::invalid;
    into->message = "input.invalid";
  }
}

Result<Contact> edited(const std::vector<Contact>& current, const ContactEdit& edit, const Product& product) {
  const auto pointer = "/contacts/" + std::string(to_text(edit.role));
  if (edit.role == ContactRole::applicant) return refuse_field(pointer, "contact.not_by_application");
  const auto contact = std::ranges::find(current, edit.role, &Contact::role);
  if (contact == current.end()) return refuse_field(pointer, "contact.not_found");
  return apply_edit(*contact, edit, product, EditedBy::customer);
}

Result<Outcome> outcome_of(Work& work, const Contract& contract, const std::vector<ContactEdit>& edits) {
  const auto& product = product_in(work.policy(), contract.product);
  Outcome outcome{.changes = {}, .after = work.store.contacts.current(contract.id)};
  std::optional<Refusal> fault;
  for (const auto& edit : edits) {
    const auto after = edited(outcome.after, edit, product);
    if (!after) {
      merge(fault, after.error());
      continue;
    }
    auto& contact = *std::ranges::find(outcome.after, edit.role, &Contact::role);
    const auto changes = difference(contact, *after);
    outcome.changes.insert(outcome.changes.end(), changes.begin(), changes.end());
    contact = *after;
  }
  if (fault) return std::unexpected(*std::move(fault));
  if (outcome.changes.empty()) return refuse(ErrorCode::policy, "contact_change.nothing_changed");
  return outcome;
}

std::vector<std::string> warnings_of(const std::vector<Contact>& contacts) {
  if (nobody_is_notified(contacts)) return {"contact.nobody_is_notified"};
  return {};
}

Result<Contract> contract_to_change(Work& work, const ContractId& id) {
  auto contract = TRY(visible_contract(work, id));
  TRY(require_may_file(work, contract));
  TRY(require_no_hold(work));
  return contract;
}

Result<Outcome> judged(Work& work, const Contract& contract, const SubmitContactChange& command) {
  if (command.version_seen && *command.version_seen != contract.version) {
    return refuse(ErrorCode::stale, "record.changed");
  }
  TRY(require_may_change(work, contract, {}));
  return outcome_of(work, contract, command.edits);
}

/// The caller asks what was wished for and never says it: who did not file it learns nothing from the call.
std::vector<ScriptLine> change_script(const Application& application, const Contract& contract,
                                      const Customer& customer) {
  return {{.key = "call.script_who", .params = {{"customer", customer.name}, {"organization", contract.organization}}},
          {.key = "call.script_change_what",
           .params = {{"receipt_number", application.number}, {"common_name", contract.common_name}}},
          {.key = "call.script_change_content", .params = {}},
          {.key = "call.script_change_wish", .params = {}},
          {.key = "call.script_change_use", .params = {}}};
}

}  // namespace

CanonicalJson contact_change_content(const ContractId& contract, const std::vector<FieldChange>& changes) {
  std::vector<CanonicalJson> lines;
  for (const auto& change : changes) {
    CanonicalJson line;
    line.text("role", to_text(change.role)).text("field", to_text(change.field));
    if (change.before) line.text("before", *change.before);
    if (change.after) line.text("after", *change.after);
    lines.push_back(std::move(line));
  }
  return CanonicalJson().text("kind", "contact_change").text("contract", contract.value).objects("changes", lines);
}

Result<ContactChangePreview> preview_contact_change(Work& work, const SubmitContactChange& command) {
  const auto contract = TRY(contract_to_change(work, command.contract));
  auto outcome = TRY(judged(work, contract, command));
  if (work.actor.officer) record_event(work, "contacts.viewed", "contract", contract.id.value, contract.id);
  return ContactChangePreview{.changes = std::move(outcome.changes), .warnings = warnings_of(outcome.after)};
}

Result<ApplicationId> submit_contact_change(Work& work, const SubmitContactChange& command) {
  const auto contract = TRY(contract_to_change(work, command.contract));
  const auto outcome = TRY(judged(work, contract, command));
  const auto state = TRY(state_at_filing(work, contract));
  const Application application{.id = new_id<ApplicationId>(work.random()),
                                .number = new_receipt_number(work.random()),
                                .kind = ApplicationKind::contact_change,
                                .contract = contract.id,
                                .state = state,
                                .filed_by_account = work.actor.account,
                                .filed_by_officer = work.actor.officer,
                                .filed_at = work.now,
                                .content_digest = digest_of(contact_change_content(contract.id, outcome.changes)),
                                .policy_version = work.policy().version};
  TRY(work.store.applications.add(application));
  work.store.contact_changes.put(application.id, outcome.changes);
  return TRY(enter_application(work, application, contract)).id;
}

Result<Application> resubmit_contact_change(Work& work, const ResubmitContactChange& command) {
  auto application = TRY(visible_application(work, command.id));
  if (application.kind != ApplicationKind::contact_change) {
    return refuse(ErrorCode::not_found, "application.not_found");
  }
  TRY(require_version(application, command.version));
  TRY(may_take(work, application, ApplicationAction::resubmit));
  const auto contract = TRY(contract_to_change(work, application.contract));
  TRY(require_may_change(work, contract, application.id));
  const auto outcome = TRY(outcome_of(work, contract, command.edits));
  work.store.contact_changes.put(application.id, outcome.changes);
  work.store.checklists.clear(application.id);
  application.content_digest = digest_of(contact_change_content(contract.id, outcome.changes));
  application.approved_digest.reset();
  application.recheck_since.reset();  // taken against what stands on file today
  return enter_correction(work, std::move(application), contract);
}

std::string verification_source(const VerifiedNumberId& number) {
  return "verified_number/" + number.value;
}

bool is_contact_change_verified(Work& work, const Application& application) {
  const auto records = work.store.evidence.of_contract(application.contract);
  const auto numbers = work.store.contacts.numbers(application.contract);
  return std::ranges::any_of(records, [&](const Evidence& record) {
    if (record.kind != kVerificationKind || record.application != application.id) return false;
    // Of the content as it is now: what was confirmed before a correction was something else.
    if (!in_date(record, work.now) || record.document_sha256 != application.content_digest) return false;
    return std::ranges::any_of(numbers, [&](const VerifiedNumber& number) {
      return record.source == verification_source(number.id) && stood_on_file(number, application.filed_at);
    });
  });
}

Result<ContactChangeView> contact_change_view(Work& work, const Application& application) {
  if (application.kind != ApplicationKind::contact_change) {
    return refuse(ErrorCode::not_found, "application.not_found");
  }
  ContactChangeView view{.changes = work.store.contact_changes.of_application(application.id)};
  view.verification_needed = std::ranges::any_of(view.changes, is_sensitive);
  if (is_end(application.state)) return view;
  auto contacts = work.store.contacts.current(application.contract);
  view.conflicts = conflicts(view.changes, contacts);
  view.verified = view.verification_needed && is_contact_change_verified(work, application);
  for (const auto& other : work.store.applications.of_contract(application.contract, true)) {
    view.revocation_open = view.revocation_open || other.kind == ApplicationKind::revocation;
  }
  for (const auto& change : view.changes) {
    const auto contact = std::ranges::find(contacts, change.role, &Contact::role);
    if (contact != contacts.end()) set_value(*contact, change.field, change.after);
  }
  view.warnings = warnings_of(contacts);
  if (view.verification_needed) {
    const auto contract = TRY(work.store.contracts.get(application.contract));
    auto customer = TRY(work.store.customers.get(contract.customer));
    if (!may_read_personal_data(work.actor)) mask(customer.name);
    view.script = change_script(application, contract, customer);
  }
  return view;
}

}  // namespace madoguchi
