#include "usecase/approve_contact_change.h"

#include <algorithm>

#include "domain/contact_rules.h"
#include "domain/plain_text.h"
#include "mail/names.h"
#include "usecase/accept_application.h"
#include "usecase/checklist.h"
#include "usecase/contact_change.h"
#include "usecase/contact_mail.h"
#include "usecase/guard.h"
#include "usecase/list_contracts.h"
#include "usecase/replace_contact.h"

namespace madoguchi {
namespace {

constexpr std::size_t kPersonMax = 100, kNoteMax = 2000;

Result<Application> under_decision(Work& work, const ApplicationId& id, std::int64_t version) {
  auto application = TRY(visible_application(work, id));
  if (application.kind != ApplicationKind::contact_change) {
    return refuse(ErrorCode::not_found, "application.not_found");
  }
  TRY(require_version(application, version));
  return application;
}

/// R44: the desk corrected a field meanwhile, and nobody has looked at the three versions.
Result<void> require_no_surprise(const std::vector<FieldChange>& changes, const std::vector<Contact>& contacts,
                                 bool acknowledged) {
  const auto found = conflicts(changes, contacts);
  if (found.empty() || acknowledged) return {};
  Refusal refusal{.code = ErrorCode::conflict, .message = "contact_change.recheck_needed"};
  for (const auto& conflict : found) {
    refusal.fields.emplace_back(
        "/contacts/" + std::string(to_text(conflict.wished.role)) + "/" + std::string(to_text(conflict.wished.field)),
        "contact_change.corrected_meanwhile");
  }
  return std::unexpected(std::move(refusal));
}

struct Replaced {
  Contact before, after;
};

/// Contacts that change, as they will stand on file.
Result<std::vector<Replaced>> planned(Work& work, const Contract& contract, const std::vector<FieldChange>& changes) {
  const auto& product = product_in(work.policy(), contract.product);
  std::vector<Replaced> plan;
  for (const auto& contact : work.store.contacts.current(contract.id)) {
    Contact after = contact;
    for (const auto& change : changes) {
      if (change.role == contact.role) set_value(after, change.field, change.after);
    }
    if (difference(contact, after).empty()) continue;
    TRY(check_contact(after, product));
    plan.push_back({.before = contact, .after = std::move(after)});
  }
  return plan;
}

/// R38: the old and the new address of each changed contact, and the registrant as of before and as of now.
std::vector<Recipient> to_be_told(const std::vector<Contact>& contacts_before, const std::vector<Replaced>& replaced) {
  std::vector<Recipient> people;
  for (const auto& contact : contacts_before) {
    if (contact.role == ContactRole::registrant) people.push_back(recipient_of(contact));
  }
  for (const auto& [before, after] : replaced) {
    people.push_back(recipient_of(before));
    people.push_back(recipient_of(after));
  }
  return people;
}

SentenceParams completed(const Work& work, const std::vector<Replaced>& replaced, Language language) {
  std::string roles;
  for (const auto& [before, after] : replaced) {
    roles += (roles.empty()              ? ""
              : language == Language::ja ? "、"
                                         : ", ") +
             name_in(work.office.catalogue, language, after.role);
  }
  return {{"completed_at", format_jst(work.now)}, {"roles", roles}};
}

}  // namespace

Result<EvidenceId> verify_contact_change(Work& work, const VerifyContactChange& command) {
  TRY(require_role(work, {Role::reviewer, Role::caller}));
  const auto application = TRY(under_decision(work, command.id, command.version));
  if (application.state != ApplicationState::under_review) {
    return refuse(ErrorCode::wrong_state, "application.not_under_review");
  }
  const auto number = work.store.contacts.number(command.number);
  if (!number || number->contract != application.contract) return refuse_field("/number", "number.not_found");
  if (!stood_on_file(*number, application.filed_at)) return refuse_field("/number", "number.not_on_file_before");
  if (number->verified_by == work.actor.officer) return refuse(ErrorCode::forbidden, "call.verified_by_you");
  const auto person = parse_line(command.person, kPersonMax);
  if (!person) return refuse_field("/person", person.error().message);
  if (person->empty()) return refuse_field("/person", "input.required");
  const auto note = parse_lines(command.note, kNoteMax);
  if (!note) return refuse_field("/note", note.error().message);
  const auto good_days = work.policy().evidence_days.find("contact_verification");
  if (good_days == work.policy().evidence_days.end()) throw Failure("policy: no evidence_days.contact_verification");
  const Evidence record{.id = new_id<EvidenceId>(work.random()),
                        .contract = application.contract,
                        .application = application.id,
                        .kind = "contact_verification",
                        .source = verification_source(number->id),
                        .note = *person + (note->empty() ? "" : "\n" + *note),
                        .document_sha256 = application.content_digest,  // what was confirmed
                        .collected_by = *work.actor.officer,
                        .collected_at = work.now,
                        .valid_until = work.now + std::chrono::days(good_days->second)};
  work.store.evidence.add(record);
  record_event(work, "contact_change.verified", "application", application.id.value, application.contract,
               CanonicalJson().text("evidence", record.id.value).text("number", number->id.value));
  return record.id;
}

Result<Application> approve_contact_change(Work& work, const ApproveContactChange& command) {
  auto application = TRY(under_decision(work, command.id, command.version));
  const auto changes = work.store.contact_changes.of_application(application.id);
  const auto digest = digest_of(contact_change_content(application.contract, changes));
  if (command.content_digest != digest || application.content_digest != digest) {
    return refuse(ErrorCode::stale, "record.changed");
  }
  application.approved_digest = digest;
  application = TRY(take_step(work, std::move(application), ApplicationAction::approve));
  auto contract = TRY(work.store.contracts.get(application.contract));
  if (!is_in_force(contract, work.now)) return refuse(ErrorCode::policy, "contract.not_in_force");  // R23, R25
  if (work.store.contracts.disputed(contract.id)) return refuse(ErrorCode::policy, "contract.disputed");
  if (std::ranges::any_of(changes, is_sensitive) && !is_contact_change_verified(work, application)) {
    return refuse(ErrorCode::policy, "contact_change.verification_needed");
  }
  TRY(require_checklist(work, application));
  const auto contacts_before = work.store.contacts.current(contract.id);
  TRY(require_no_surprise(changes, contacts_before, command.conflicts_acknowledged));
  auto replaced = TRY(planned(work, contract, changes));
  for (auto& [before, after] : replaced) after = TRY(replace_contact(work, before, std::move(after)));
  contract = TRY(work.store.contracts.update(std::move(contract)));  // its version covers its contacts
  application = TRY(take_engine_step(work, std::move(application), ApplicationAction::complete));
  mail_people(work, contract, &application, "contact_change_completed", to_be_told(contacts_before, replaced),
              [&](Language language) { return completed(work, replaced, language); });
  return application;
}

}  // namespace madoguchi
