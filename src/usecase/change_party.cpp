#include "usecase/change_party.h"

#include "domain/contact_rules.h"
#include "domain/contract_search.h"
#include "domain/plain_text.h"
#include "domain/reissue_rules.h"
#include "usecase/contact_mail.h"
#include "usecase/guard.h"
#include "usecase/legal_alarm.h"
#include "usecase/replace_contact.h"

namespace madoguchi {
namespace {

constexpr std::size_t kPlaceMax = 128;  ///< RFC 5280, ub-locality-name and ub-state-name

Result<void> check_evidence(Work& work, const ChangeParty& command) {
  const auto evidence = work.store.evidence.get(command.evidence);
  if (!evidence || evidence->contract != command.contract) return refuse_field("/evidence", "evidence.not_found");
  if (evidence->kind != "organization_identity" && evidence->kind != "address") {
    return refuse_field("/evidence", "evidence.wrong_kind");
  }
  if (!good_at(*evidence, work.now)) {
    return std::unexpected(Refusal{.code = ErrorCode::invalid,
                                   .message = "input.invalid",
                                   .fields = {{"/evidence", "evidence.expired"}},
                                   .params = {{"kinds", evidence->kind}}});
  }
  if (evidence->collected_by == work.actor.officer) {
    return refuse(ErrorCode::forbidden, "application.needs_second_person");
  }
  return {};
}

/// One line that was typed, in place of what stands there.
Result<std::string> typed(const char* field, const std::string& text, std::size_t points_max) {
  auto line = parse_line(text, points_max);
  if (!line) return refuse_field(field, line.error().message);
  return line;
}
std::optional<std::string> none_if_empty(std::string text) {
  if (text.empty()) return {};
  return text;
}

Result<Contract> edited(Contract contract, const ChangeParty& command) {
  if (command.organization) {
    contract.organization = TRY(typed("/organization", *command.organization, kOrganizationMax));
    if (contract.organization.empty()) return refuse_field("/organization", "input.required");
  }
  if (command.state_or_province) {
    contract.state_or_province = none_if_empty(TRY(typed("/state_or_province", *command.state_or_province, kPlaceMax)));
  }
  if (command.locality) contract.locality = none_if_empty(TRY(typed("/locality", *command.locality, kPlaceMax)));
  // BR 7.1.2.7.4: one of the two is there whenever there is an O.
  if (!contract.state_or_province && !contract.locality) return refuse_field("/locality", "input.required");
  return contract;
}

bool same_party(const Contract& one, const Contract& other) {
  return one.organization == other.organization && one.state_or_province == other.state_or_province &&
         one.locality == other.locality;
}

/// The registrant belongs to the corporation (R39): its 法人名 goes with it.
Result<void> rename_registrant(Work& work, const std::string& before, const Contract& contract) {
  auto registrant = work.store.contacts.current(contract.id, ContactRole::registrant);
  if (!registrant || registrant->organization != before || before == contract.organization) return {};
  auto after = *registrant;
  after.organization = contract.organization;
  TRY(replace_contact(work, *registrant, std::move(after)));
  return {};
}

/// Approvals bind to what was shown (R102); the name is part of it.
Result<void> mark_open_applications(Work& work, const ContractId& contract) {
  for (auto& application : work.store.applications.of_contract(contract, true)) {
    application.recheck_since = work.now;
    TRY(work.store.applications.update(application));
  }
  return {};
}

void open_replacements(Work& work, ChangedParty& changed) {
  for (auto& certificate : work.store.certificates.of_contract(changed.contract.id)) {
    if (!is_live(certificate, work.now)) continue;
    certificate.der.clear();
    work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                          .kind = TaskKind::alarm,
                          .contract = changed.contract.id,
                          .detail = std::string(kNameWrongAlarm) + certificate.id.value,
                          .opened_at = work.now,
                          .due_at = changed.revoke_until});
    changed.wrong.push_back(std::move(certificate));
  }
}

}  // namespace

Result<void> may_change_party(const Work& work, bool disputed) {
  TRY(require_role(work, {Role::reviewer}));
  if (disputed) return refuse(ErrorCode::policy, "contract.disputed");
  return {};
}

Result<ChangedParty> change_party(Work& work, const ChangeParty& command) {
  const auto before = TRY(visible_contract(work, command.contract));
  if (before.version != command.version) return refuse(ErrorCode::stale, "record.changed");
  TRY(may_change_party(work, work.store.contracts.disputed(before.id)));
  if (command.known_since && *command.known_since > work.now) {
    return refuse_field("/known_since", "evidence.in_future");
  }
  TRY(check_evidence(work, command));
  auto renamed = TRY(edited(before, command));
  ChangedParty changed{
      .contract = std::move(renamed),
      .wrong = {},
      .revoke_until = *legal_deadline(LegalCause::within_5_days, command.known_since.value_or(work.now))};
  if (same_party(before, changed.contract)) return refuse(ErrorCode::policy, "contact_change.nothing_changed");
  const auto customer = TRY(work.store.customers.get(before.customer));
  changed.contract.search_folded = search_key(changed.contract, customer);
  changed.contract = TRY(work.store.contracts.update(std::move(changed.contract)));
  work.store.customers.add_search_text(customer.id, changed.contract.organization);
  TRY(rename_registrant(work, before.organization, changed.contract));
  TRY(mark_open_applications(work, before.id));
  open_replacements(work, changed);
  record_event(work, "contract.party_changed", "contract", before.id.value, before.id,
               CanonicalJson()
                   .text("evidence", command.evidence.value)
                   .number("certificates", std::ssize(changed.wrong))
                   .number("revoke_until", to_unix(changed.revoke_until)));
  mail_contacts(work, changed.contract, nullptr, "contract_party_changed",
                {ContactRole::registrant, ContactRole::technical, ContactRole::applicant}, [&](Language) {
                  return SentenceParams{{"changed_at", format_jst(work.now)},
                                        {"old_organization", before.organization},
                                        {"new_organization", changed.contract.organization},
                                        {"revoke_until", format_jst(changed.revoke_until)}};
                });
  return changed;
}

}  // namespace madoguchi
