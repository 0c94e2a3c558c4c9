#include "usecase/automatic_checks.h"

#include <algorithm>

#include "domain/contact_rules.h"
#include "domain/reissue_rules.h"
#include "pki/key_check.h"
#include "usecase/checked_csr.h"
#include "usecase/contact_change.h"
#include "usecase/issue_certificate.h"
#include "usecase/list_evidence.h"
#include "usecase/mask.h"
#include "usecase/reissue_content.h"
#include "usecase/reissue_standing.h"

namespace madoguchi {
namespace {

CheckInput text_input(std::string name, std::string value, std::optional<std::string> wanted = {}) {
  return {.name = std::move(name), .value = std::move(value), .wanted = std::move(wanted)};
}
CheckInput count_input(std::string name, std::int64_t value, std::optional<std::int64_t> wanted = {}) {
  return text_input(std::move(name), std::to_string(value),
                    wanted ? std::optional(std::to_string(*wanted)) : std::nullopt);
}
CheckInput time_input(std::string name, Time at) {
  return {.name = std::move(name), .at = at};
}

void fail(AutomaticCheck& check, const Refusal& why) {
  check.verdict = CheckVerdict::failed;
  if (why.fields.empty()) check.faults.push_back(why.message);
  for (const auto& [field, key] : why.fields) check.faults.push_back(key);
  check.params.insert(check.params.end(), why.params.begin(), why.params.end());
}
void fail(AutomaticCheck& check, std::string key) {
  check.verdict = CheckVerdict::failed;
  check.faults.push_back(std::move(key));
}
void fail_unless(AutomaticCheck& check, const Can& can) {
  if (can.allowed) return;
  fail(check, can.reason);
  check.params = can.params;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out.append(out.empty() ? "" : ", ").append(text);
  return out;
}

// ------------------------------------------------------------------------------------------------ issuing

/// What the checks of a reissue, continuation or first issue look at.
struct Issuing {
  Application application;
  Contract contract;
  const Product& product;
  Reissue reissue;
  std::optional<Certificate> old;
  pki::ExaminedCsr csr;
  ReissueFacts facts;
};

AutomaticCheck request_check(const Issuing& item) {
  AutomaticCheck check{.kind = CheckKind::request};
  const auto& csr = item.csr.csr;
  check.inputs = {text_input("signature_algorithm", csr.signature_algorithm), text_input("csr_sha256", csr.sha256)};
  if (!csr.ignored.empty()) {
    check.inputs.push_back(text_input("ignored_extensions", joined(csr.ignored)));
    check.verdict = CheckVerdict::noted;
  }
  if (!item.csr.faults.fields.empty()) fail(check, item.csr.faults);
  return check;
}

AutomaticCheck key_check(Work& work, const Issuing& item) {
  AutomaticCheck check{.kind = CheckKind::key};
  const auto& key = item.csr.csr.key;
  check.inputs = {text_input("key_kind", std::string(to_text(key.kind))), count_input("key_bits", key.bits)};
  const auto good = pki::check_key(item.csr.csr.spki_der,
                                   [&](ByteView print) { return work.store.certificates.weak_key_listed(print); });
  if (!good) fail(check, good.error());
  return check;
}

/// The two halves of contract_faults: what only the database knows of the key, and the names.
std::pair<AutomaticCheck, AutomaticCheck> contract_checks(Work& work, const Issuing& item) {
  AutomaticCheck key{.kind = CheckKind::key_unknown}, names{.kind = CheckKind::names};
  key.inputs = {
      text_input("spki_sha256", item.reissue.spki_sha256),
      count_input("certificates_with_key", std::ssize(work.store.certificates.with_key(item.reissue.spki_sha256)))};
  for (const auto& line : pki::compare_names(item.csr.csr, wanted_names(item.contract))) {
    names.inputs.push_back(text_input(line.what, line.in_csr, line.in_contract));
  }
  const auto faults = contract_faults(work, item.contract, item.csr.csr, item.application.id);
  for (const auto& [field, fault] : faults.fields) fail(fault.starts_with("key.") ? key : names, fault);
  names.params = faults.params;
  // What was issued for this application has its key: that is no second use.
  if (work.store.certificates.of_application(item.application.id)) key = {.kind = key.kind, .inputs = key.inputs};
  return {std::move(key), std::move(names)};
}

AutomaticCheck standing_check(const Issuing& item, Time now) {
  AutomaticCheck check{.kind = CheckKind::standing};
  check.inputs = {time_input("filed_at", item.application.filed_at),
                  time_input("contract_ends_at", item.contract.ends_at)};
  if (item.old) check.inputs.push_back(time_input("old_not_after", item.old->not_after));
  if (item.application.kind == ApplicationKind::reissue) {
    const auto& rule = item.product.reissue;
    check.inputs.push_back(time_input("window_began_at", item.facts.window_began_at));
    check.inputs.push_back(time_input("self_service_ends_at", self_service_ends(item.facts.window_began_at, rule)));
    check.inputs.push_back(count_input("counted", item.facts.counted, rule.self_service_max));
  }
  fail_unless(check, may_go_on(item.application, item.product, item.facts, now));
  return check;
}

AutomaticCheck generations_check(const Issuing& item, Time now) {
  AutomaticCheck check{.kind = CheckKind::generations};
  const auto most = item.product.reissue.valid_generations_max;
  const auto after = generations_after(item.facts, item.reissue.old_certificate_end, now);
  check.inputs = {count_input("valid_now", item.facts.live_generations), count_input("valid_after", after, most)};
  if (after <= most) return check;
  const bool staff_allow = item.application.filed_by_officer || item.reissue.grant;
  check.verdict = staff_allow ? CheckVerdict::noted : CheckVerdict::failed;
  check.faults.emplace_back("reissue.too_many_generations");
  check.params = {{"max", std::to_string(most)}};
  return check;
}

AutomaticCheck certificate_check(Work& work, const Issuing& item, const IssuingAuthority& authority) {
  AutomaticCheck check{.kind = CheckKind::certificate};
  const auto linted = foresee_issue(work, authority, item.application.id);
  if (!linted) {
    fail(check, linted.error());
    return check;
  }
  const auto& plan = linted->plan();
  check.inputs = {text_input("profile", plan.profile), text_input("dns_names", joined(plan.dns_names)),
                  time_input("not_before", plan.validity.not_before()),
                  time_input("not_after", plan.validity.not_after()),
                  count_input("rules", std::ssize(issuance_rules()))};
  return check;
}

AutomaticCheck agreement_check(Work& work, const Issuing& item) {
  AutomaticCheck check{.kind = CheckKind::agreement};
  const auto accepted = work.store.agreements.of_application(item.application.id);
  const auto& in_force = work.policy().agreement.version;
  check.inputs = {text_input("version", accepted ? accepted->version : "", in_force)};
  if (!accepted) {
    fail(check, "reissue.agreement_required");
  } else {
    check.inputs.push_back(time_input("accepted_at", accepted->accepted_at));
    if (accepted->version != in_force) check.verdict = CheckVerdict::noted;
  }
  return check;
}

/// R123: what the checklist asks for; what is in date now and not at the issue is noted.
Result<AutomaticCheck> evidence_check(Work& work, const ApplicationId& id) {
  AutomaticCheck check{.kind = CheckKind::evidence};
  const auto list = TRY(show_checklist(work, id));
  for (const auto& line : list.lines) {
    if (!line.item->evidence_kind) continue;
    if (!line.evidence) {
      check.inputs.push_back(text_input(*line.item->evidence_kind, ""));
      if (check.verdict == CheckVerdict::passed) check.verdict = CheckVerdict::noted;
      continue;
    }
    check.inputs.push_back(time_input(*line.item->evidence_kind, line.evidence->evidence.valid_until));
    if (!line.evidence->good) {
      check.verdict = CheckVerdict::failed;
    } else if (line.evidence->expires_before_issue && check.verdict == CheckVerdict::passed) {
      check.verdict = CheckVerdict::noted;
    }
  }
  check.inputs.push_back(time_input("expected_issue_at", list.expected_issue_at));
  return check;
}

AutomaticCheck dispute_check(Work& work, const Contract& contract) {
  AutomaticCheck check{.kind = CheckKind::dispute};
  if (work.store.contracts.disputed(contract.id)) fail(check, "contract.disputed");
  return check;
}

Result<std::vector<AutomaticCheck>> issuing_checks(Work& work, const Application& application, const Contract& contract,
                                                   const IssuingAuthority* authority) {
  auto reissue = TRY(work.store.applications.reissue(application.id));
  auto old = TRY(old_certificate_of(work, reissue));
  auto csr = pki::examine_csr(to_base64(reissue.csr));
  if (!csr) throw Failure("the request of application " + application.id.value + " cannot be read");
  auto facts = facts_of(work, application, contract, reissue, old);
  const Issuing item{.application = application,
                     .contract = contract,
                     .product = product_of(work, contract),
                     .reissue = std::move(reissue),
                     .old = std::move(old),
                     .csr = *std::move(csr),
                     .facts = std::move(facts)};
  std::vector<AutomaticCheck> checks{request_check(item), key_check(work, item)};
  auto [key, names] = contract_checks(work, item);
  checks.push_back(std::move(key));
  checks.push_back(std::move(names));
  if (!is_end(application.state)) {
    checks.push_back(standing_check(item, work.now));
    checks.push_back(generations_check(item, work.now));
    if (authority) checks.push_back(certificate_check(work, item, *authority));
    checks.push_back(dispute_check(work, contract));
  }
  checks.push_back(agreement_check(work, item));
  checks.push_back(TRY(evidence_check(work, application.id)));
  return checks;
}

// ------------------------------------------------------------------------------------------------ contact change

AutomaticCheck contract_check(const Contract& contract, Time now) {
  AutomaticCheck check{.kind = CheckKind::contract,
                       .inputs = {time_input("contract_starts_at", contract.starts_at),
                                  time_input("contract_ends_at", contract.ends_at)}};
  if (!is_in_force(contract, now)) fail(check, "contract.not_in_force");
  return check;
}

/// The contacts as they would stand on file after the approval.
std::vector<Contact> contacts_after(Work& work, const ContractId& contract, const std::vector<FieldChange>& changes) {
  auto contacts = work.store.contacts.current(contract);
  for (auto& contact : contacts) {
    for (const auto& change : changes) {
      if (change.role == contact.role) set_value(contact, change.field, change.after);
    }
  }
  return contacts;
}

std::string name_of(const FieldChange& change) {
  return std::string(to_text(change.role)) + "." + std::string(to_text(change.field));
}

AutomaticCheck contacts_check(const std::vector<Contact>& after, const std::vector<FieldChange>& changes,
                              const Product& product) {
  AutomaticCheck check{.kind = CheckKind::contacts};
  for (const auto& change : changes) {
    check.inputs.push_back(text_input(name_of(change), change.after.value_or("")));
  }
  for (const auto& contact : after) {
    const bool changes_it = std::ranges::any_of(changes, [&](const auto& each) { return each.role == contact.role; });
    const auto fit = changes_it ? check_contact(contact, product) : Result<void>{};
    if (!fit) fail(check, fit.error());
  }
  return check;
}

Result<std::vector<AutomaticCheck>> contact_checks(Work& work, const Application& application,
                                                   const Contract& contract) {
  const auto view = TRY(contact_change_view(work, application));
  const auto after = contacts_after(work, contract.id, view.changes);
  std::vector<AutomaticCheck> checks{contract_check(contract, work.now), dispute_check(work, contract),
                                     contacts_check(after, view.changes, product_of(work, contract))};
  AutomaticCheck telephone{.kind = CheckKind::telephone};
  for (const auto& change : view.changes) {
    if (is_sensitive(change)) {
      telephone.inputs.push_back(text_input(name_of(change), change.after.value_or(""), change.before.value_or("")));
    }
  }
  if (view.verification_needed && !view.verified) fail(telephone, "contact_change.verification_needed");
  checks.push_back(std::move(telephone));
  AutomaticCheck corrected{.kind = CheckKind::corrected};
  for (const auto& conflict : view.conflicts) {
    corrected.verdict = CheckVerdict::noted;
    corrected.inputs.push_back(
        text_input(name_of(conflict.wished), conflict.now.value_or(""), conflict.wished.before.value_or("")));
  }
  checks.push_back(std::move(corrected));
  AutomaticCheck notices{.kind = CheckKind::renewal_notices};
  if (nobody_is_notified(after)) {
    notices.verdict = CheckVerdict::noted;
    notices.faults.emplace_back("contact.nobody_is_notified");
  }
  checks.push_back(std::move(notices));
  return checks;
}

/// R117
void mask_values(std::vector<AutomaticCheck>& checks) {
  for (auto& check : checks) {
    for (auto& input : check.inputs) {
      mask(input.value);
      if (input.wanted) mask(*input.wanted);
    }
  }
}

}  // namespace

Result<std::vector<AutomaticCheck>> run_checks(Work& work, const ApplicationId& id, const IssuingAuthority* authority) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  const auto application = TRY(visible_application(work, id));
  const auto contract = TRY(work.store.contracts.get(application.contract));
  if (is_issuing(application.kind)) return issuing_checks(work, application, contract, authority);
  if (application.kind != ApplicationKind::contact_change) return std::vector<AutomaticCheck>{};
  if (is_end(application.state)) return std::vector<AutomaticCheck>{};
  auto checks = TRY(contact_checks(work, application, contract));
  if (!may_read_personal_data(work.actor)) mask_values(checks);
  return checks;
}

}  // namespace madoguchi
