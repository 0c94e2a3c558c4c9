#include "usecase/correct_contact.h"

#include <algorithm>

#include "mail/names.h"
#include "usecase/contact_mail.h"
#include "usecase/guard.h"
#include "usecase/list_contracts.h"
#include "usecase/replace_contact.h"

namespace madoguchi {
namespace {

/// What one officer may not write by itself, each with its field: the party to the contract goes by change_party, with
/// evidence (R31, R33); where the registrant is reached goes by a contact change, verified by telephone (R40).
Result<void> require_harmless(const Contact& before, const Contact& after) {
  if (before.role != ContactRole::registrant) return {};
  Refusal refusal{.code = ErrorCode::policy, .message = "contact.not_by_correction"};
  for (const auto& change : difference(before, after)) {
    const auto field = "/contacts/registrant/" + std::string(to_text(change.field));
    if (change.field == ContactField::organization) {
      refusal.fields.emplace_back(field, "contact.party_by_party_change");
    } else if (is_sensitive(change)) {
      refusal.fields.emplace_back(field, "contact.sensitive_by_application");
    }
  }
  if (refusal.fields.empty()) return {};
  return std::unexpected(std::move(refusal));
}

}  // namespace

void mark_for_recheck(Work& work, const ContractId& contract) {
  for (auto& application : work.store.applications.of_contract(contract, true)) {
    if (application.kind != ApplicationKind::contact_change) continue;
    application.recheck_since = work.now;
    // Its version moves on: an officer who saw the old three-way difference cannot approve.
    if (!work.store.applications.update(application)) {
      throw sql::SqlFailure(sql::Fault::serialization, "application", "an application changed at the same time");
    }
    record_event(work, "application.recheck_marked", "application", application.id.value, contract);
  }
}

Result<void> may_correct_contact(const Work& work, bool disputed) {
  TRY(require_role(work, {Role::reception, Role::reviewer}));
  if (disputed) return refuse(ErrorCode::policy, "contract.disputed");  // R122
  return {};
}

Result<Contract> correct_contact(Work& work, const CorrectContact& command) {
  auto contract = TRY(visible_contract(work, command.contract));
  if (contract.version != command.version) return refuse(ErrorCode::stale, "record.changed");
  TRY(may_correct_contact(work, work.store.contracts.disputed(contract.id)));
  const auto contacts = work.store.contacts.current(contract.id);
  const auto before = std::ranges::find(contacts, command.edit.role, &Contact::role);
  if (before == contacts.end()) {
    return refuse_field("/contacts/" + std::string(to_text(command.edit.role)), "contact.not_found");
  }
  const auto& product = product_in(work.policy(), contract.product);
  auto after = TRY(apply_edit(*before, command.edit, product, EditedBy::desk));
  if (difference(*before, after).empty()) return refuse(ErrorCode::policy, "contact_change.nothing_changed");
  TRY(require_harmless(*before, after));
  after = TRY(replace_contact(work, *before, std::move(after)));
  contract = TRY(work.store.contracts.update(std::move(contract)));
  mark_for_recheck(work, contract.id);
  std::vector<Recipient> people = {recipient_of(*before), recipient_of(after)};
  for (const auto& contact : contacts) {
    if (contact.role == ContactRole::registrant) people.push_back(recipient_of(contact));
  }
  mail_people(work, contract, nullptr, "contact_corrected", people, [&](Language language) {
    return SentenceParams{{"corrected_at", format_jst(work.now)},
                          {"roles", name_in(work.office.catalogue, language, after.role)}};
  });
  return contract;
}

}  // namespace madoguchi
