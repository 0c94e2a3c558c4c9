#include "usecase/issue_certificate.h"

#include <algorithm>

#include "base/assert.h"
#include "domain/issuance_request.h"
#include "pki/key_check.h"
#include "pki/subject_organization.h"
#include "store/incident_table.h"
#include "usecase/checklist.h"
#include "usecase/contact_mail.h"
#include "usecase/end_old_certificate.h"
#include "usecase/issue_mail.h"
#include "usecase/reissue_content.h"
#include "usecase/reissue_standing.h"
#include "usecase/review_application.h"

namespace madoguchi {
namespace {

constexpr Seconds kBackOffMin{60};
constexpr Seconds kBackOffMax{3600};

/// All that an issue depends on, read in its transaction.
struct Case {
  Issuance issuance;
  Application application;
  Contract contract;
  Reissue reissue;
  std::optional<Certificate> old_certificate;  ///< absent for a first issue
};

Result<Case> read_case(Work& work, Issuance issuance) {
  auto application = TRY(work.store.applications.get(issuance.application));
  auto contract = TRY(work.store.contracts.get(application.contract));
  auto reissue = TRY(work.store.applications.reissue(application.id));
  auto old_certificate = TRY(old_certificate_of(work, reissue));
  return Case{std::move(issuance), std::move(application), std::move(contract), std::move(reissue),
              std::move(old_certificate)};
}

std::string printed(const Refusal& refusal) {
  std::string text = refusal.message;
  for (const auto& [name, value] : refusal.params) text.append(1, ' ').append(name).append(1, '=').append(value);
  return text;
}

/// A contract in force does; one that is being opened gets its first one (R125).
bool may_get_certificate(const Case& item, Time now) {
  if (item.application.kind == ApplicationKind::first_issue) {
    return state_at(item.contract, now) == ContractState::opening;
  }
  return is_in_force(item.contract, now);
}

/// The contract's version covers its certificates: whoever files from what was shown before is told (R23). The first
/// one brings it into force: 申込中 -> 有効 (R99).
void note_in_contract(Work& work, Contract contract, ApplicationKind kind) {
  const bool first = kind == ApplicationKind::first_issue;
  if (first) contract.state = ContractState::in_force;
  const auto noted = work.store.contracts.update(std::move(contract));
  if (!noted) throw sql::SqlFailure(sql::Fault::serialization, "contract", "the contract changed at the same time");
  if (first) record_event(work, "contract.in_force", "contract", noted->id.value, noted->id);
}

/// A rule forbids it: the approval is void (R102), a reviewer sees why. `told` is for the customer, whose application
/// is under review again.
Result<IssueOutcome> halt(Work& work, const Case& item, const Refusal& why, std::optional<std::string> told = {}) {
  work.store.issuances.close_due(item.application.id, work.now);
  auto application = item.application;
  application.approved_digest.reset();
  application = TRY(take_engine_step(work, std::move(application), ApplicationAction::halt_issue,
                                     {.customer_text = std::move(told), .internal_note = printed(why)}));
  open_task(work, TaskKind::issue_halted, application, printed(why));
  return IssueOutcome::halted;
}

/// R75: no contract time is left.
Result<IssueOutcome> cancel(Work& work, const Case& item, std::string_view key) {
  const auto& catalogue = work.office.catalogue;
  work.store.issuances.close_due(item.application.id, work.now);
  const auto application = TRY(take_engine_step(work, item.application, ApplicationAction::cancel,
                                                {.customer_text = catalogue.sentence(Language::ja, key)}));
  keep_legal_clock(work, application);
  mail_contacts(work, item.contract, &application, "application_rejected",
                {ContactRole::registrant, ContactRole::technical},
                [&](Language language) { return SentenceParams{{"reason", catalogue.sentence(language, key)}}; });
  return IssueOutcome::cancelled;
}

/// Rules 1.2.3: a list that was imported after the filing counts, too.
Result<void> check_key_again(Work& work, const Case& item) {
  if (work.store.certificates.key_blocked(item.reissue.spki_sha256)) return refuse(ErrorCode::policy, "key.blocked");
  const auto good = pki::check_key(
      item.reissue.spki, [&](ByteView fingerprint) { return work.store.certificates.weak_key_listed(fingerprint); });
  if (good) return {};
  const auto& fault = good.error();
  return std::unexpected(Refusal{.code = ErrorCode::policy,
                                 .message = fault.fields.empty() ? fault.message : fault.fields.front().second,
                                 .params = fault.params});
}

/// R23: of the grant, and of the certificate that is replaced, what the filing relied on.
Can standing_now(Work& work, const Case& item) {
  const auto facts = facts_of(work, item.application, item.contract, item.reissue, item.old_certificate);
  return may_go_on(item.application, product_of(work, item.contract), facts, work.now);
}

/// What has to hold at the moment of execution, whatever was true at the approval (R23).
Result<void> check_again(Work& work, const Case& item) {
  const auto digest = TRY(current_reissue_digest(work, item.application));
  if (item.application.approved_digest != digest) return refuse(ErrorCode::policy, "issuance.content_changed");
  TRY(require_checklist(work, item.application));
  TRY(check_key_again(work, item));
  const auto& rule = product_of(work, item.contract).reissue;
  for (const auto& certificate : work.store.certificates.with_key(item.reissue.spki_sha256)) {
    const bool allowed = certificate.contract == item.contract.id && rule.same_key_allowed;
    if (!allowed) return refuse(ErrorCode::policy, "key.used_before");
  }
  const bool staff_allow = item.application.filed_by_officer || item.reissue.grant;
  const auto facts = facts_of(work, item.application, item.contract, item.reissue, item.old_certificate);
  const auto after = generations_after(facts, item.reissue.old_certificate_end, work.now);
  if (after > rule.valid_generations_max && !staff_allow) {
    return std::unexpected(Refusal{.code = ErrorCode::policy,
                                   .message = "reissue.too_many_generations",
                                   .params = {{"max", std::to_string(rule.valid_generations_max)}}});
  }
  return {};
}

Result<IssuancePlan> plan(Work& work, const IssuingAuthority& authority, const Case& item,
                          const CertificateProfile& profile) {
  const auto& contract = item.contract;
  // R68: a reissue ends with what it replaces. R75: of one that has expired meanwhile nothing is left to go by.
  std::optional<Time> old_not_after;
  if (item.application.kind == ApplicationKind::reissue && work.now <= item.old_certificate->not_after) {
    old_not_after = item.old_certificate->not_after;
  }
  auto wanted = issuance_request(contract, product_of(work, contract), item.reissue.spki);
  wanted.old_not_after = old_not_after;
  return plan_issuance(wanted, profile, authority.issuer, work.random(), work.now);
}

Result<LintedPlan> planned_and_linted(Work& work, const IssuingAuthority& authority, const Case& item) {
  const auto& product = product_of(work, item.contract);
  const auto profile = authority.profiles.find(product.profile);
  if (profile == authority.profiles.end()) throw Failure("unknown profile " + product.profile);
  return lint(TRY(plan(work, authority, item, profile->second)), profile->second, work.now);
}

Result<LintedPlan> plan_and_lint(Work& work, const IssuingAuthority& authority, const Case& item) {
  TRY(check_again(work, item));
  return planned_and_linted(work, authority, item);
}

Result<BegunIssue> record_intent(Work& work, const IssuingAuthority& authority, Case item, LintedPlan linted) {
  auto prepared = pki::prepare(std::move(linted), authority.issuer);
  const auto& planned = prepared.plan();
  item.issuance.certificate = new_id<CertificateId>(work.random());
  item.issuance.issuer = planned.issuer_id;
  item.issuance.serial = to_text(planned.serial);
  item.issuance.tbs = prepared.tbs();
  item.issuance.not_before = planned.validity.not_before();
  item.issuance.not_after = planned.validity.not_after();
  item.issuance.crl_shard = planned.crl_shard;
  item.issuance.intended_at = work.now;
  if (!work.store.issuances.record_intent(item.issuance)) return refuse(ErrorCode::conflict, "issuance.not_open");
  TRY(take_engine_step(work, item.application, ApplicationAction::begin_issue));
  record_event(work, "issuance.intended", "issuance", item.issuance.id.value, item.contract.id,
               CanonicalJson()
                   .text("application", item.application.id.value)
                   .text("serial", *item.issuance.serial)
                   .text("tbs_sha256", digest_of(text_of(*item.issuance.tbs))));
  return BegunIssue{.outcome = IssueOutcome::begun, .prepared = std::move(prepared)};
}

/// R55: the grant it was filed under, or the one that the desk opened in its place while it waited.
void use_grant(Work& work, const Case& item) {
  if (!item.reissue.grant || work.store.grants.close(*item.reissue.grant, item.application.id, work.now)) return;
  const auto instead = work.store.grants.unclosed_of(item.contract.id);
  if (instead) work.store.grants.close(instead->id, item.application.id, work.now);
}

Result<BegunIssue> with(Result<IssueOutcome> outcome) {
  if (!outcome) return std::unexpected(std::move(outcome).error());
  return BegunIssue{.outcome = *outcome};
}

/// The desk hears of it once, when the failures reach the mark.
void alarm_if_failing(Work& work, const Application& application, std::int64_t failures) {
  if (failures == kIssueFailuresAlarm) open_task(work, TaskKind::alarm, application, "issuance.failing");
}

}  // namespace

Seconds issue_back_off(std::int64_t failures) {
  auto wait = kBackOffMin;
  for (std::int64_t i = 1; i < failures && wait < kBackOffMax; ++i) wait *= 2;
  return std::min(wait, kBackOffMax);
}

Result<LintedPlan> foresee_issue(Work& work, const IssuingAuthority& authority, const ApplicationId& id) {
  const auto item = TRY(read_case(work, Issuance{.application = id}));
  return planned_and_linted(work, authority, item);
}

Result<BegunIssue> begin_issue(Work& work, const IssuingAuthority& authority, const IssuanceId& id) {
  auto issuance = TRY(work.store.issuances.get(id));
  if (issuance.state == IssuanceState::intended) {
    TRY(lose_intent(work, id, work.now));
    return BegunIssue{.outcome = IssueOutcome::lost};
  }
  if (issuance.state != IssuanceState::due) return BegunIssue{};
  const auto item = TRY(read_case(work, std::move(issuance)));
  if (item.application.state != ApplicationState::approved) {
    work.store.issuances.close_due(item.application.id, work.now);
    return BegunIssue{};
  }
  if (item.application.suspended_at || work.store.contracts.disputed(item.contract.id)) {
    work.store.issuances.put_off(id, work.now + kIssueWaitSeconds);
    return BegunIssue{.outcome = IssueOutcome::put_off};
  }
  if (!may_get_certificate(item, work.now)) return with(cancel(work, item, "issuance.contract_ended"));
  if (const auto can = standing_now(work, item); !can.allowed) {
    const auto told = work.office.catalogue.complete_sentence(Language::ja, can.reason, can.params);
    return with(halt(work, item, refuse_as(can).error(), told));
  }
  auto linted = plan_and_lint(work, authority, item);
  if (!linted) return with(halt(work, item, linted.error()));
  return record_intent(work, authority, item, *std::move(linted));
}

Result<CertificateId> keep_certificate(Work& work, const IssuingAuthority& authority, const IssuanceId& id,
                                       const Bytes& der) {
  auto issuance = TRY(work.store.issuances.get(id));
  if (issuance.state != IssuanceState::intended || !work.store.issuances.close(id, IssuanceState::done, work.now)) {
    return refuse(ErrorCode::conflict, "issuance.not_open");
  }
  auto item = TRY(read_case(work, std::move(issuance)));
  require(pki::same_tbs(der, *item.issuance.tbs), "what was signed is not what was intended");
  require(*item.issuance.issuer == authority.issuer.id, "an intent of another issuer");
  if (!may_get_certificate(item, work.now)) return refuse(ErrorCode::conflict, "issuance.contract_ended");
  const bool reissued = item.application.kind == ApplicationKind::reissue;
  const auto& window = reissued ? item.old_certificate->window_certificate : *item.issuance.certificate;
  // R57: filed before the incident that hit the old certificate, it is the incident's replacement all the same.
  const bool by_incident = item.old_certificate && store::IncidentTable(work.store.sql).hits(item.old_certificate->id);
  const auto organization = pki::subject_organization(der);
  const Certificate certificate{.id = *item.issuance.certificate,
                                .issuer = *item.issuance.issuer,
                                .serial = *item.issuance.serial,
                                .contract = item.contract.id,
                                .application = item.application.id,
                                .der = der,
                                .spki_sha256 = item.reissue.spki_sha256,
                                .common_name = item.contract.common_name,
                                .organization = organization,
                                .not_before = *item.issuance.not_before,
                                .not_after = *item.issuance.not_after,
                                .crl_shard = *item.issuance.crl_shard,
                                .issued_at = work.now,
                                .window_certificate = window,
                                .counted = item.reissue.counted && !by_incident};
  work.store.certificates.add(certificate);
  // R63: blocked while it was being signed. It is on file, as all that is signed; watch_deadlines revokes it.
  work.store.certificates.look_for_key_again(certificate.spki_sha256);
  item.application = TRY(take_engine_step(work, item.application, ApplicationAction::keep_certificate));
  record_event(work, "certificate.issued", "certificate", certificate.id.value, item.contract.id,
               CanonicalJson().text("serial", certificate.serial).text("application", item.application.id.value));
  note_in_contract(work, item.contract, item.application.kind);
  const auto ended = item.old_certificate
                         ? end_old_certificate(work, item.application, item.reissue, *item.old_certificate)
                         : OldCertificateEnded{};
  use_grant(work, item);
  mail_issued(work, item.contract, item.application, item.old_certificate, ended,
              {.serial = [&](Language) { return certificate.serial; }, .not_after = certificate.not_after});
  return certificate.id;
}

Result<void> lose_intent(Work& work, const IssuanceId& id, Time due_at) {
  const auto issuance = TRY(work.store.issuances.get(id));
  if (issuance.state != IssuanceState::intended || !work.store.issuances.close(id, IssuanceState::lost, work.now)) {
    return {};
  }
  work.store.certificates.add_revoked_serial({.issuer = *issuance.issuer,
                                              .crl_shard = *issuance.crl_shard,
                                              .serial = *issuance.serial,
                                              .revoked_at = work.now,
                                              .reason = RevocationReason::unspecified,
                                              .not_after = *issuance.not_after,
                                              .recorded_at = work.now});
  auto application = TRY(work.store.applications.get(issuance.application));
  record_event(work, "issuance.lost", "issuance", id.value, application.contract,
               CanonicalJson().text("serial", *issuance.serial).text("application", application.id.value));
  if (application.state != ApplicationState::executing) return {};
  application = TRY(take_engine_step(work, std::move(application), ApplicationAction::lose_issue));
  work.store.issuances.add(new_id<IssuanceId>(work.random()), application.id, due_at, issuance.failures + 1);
  alarm_if_failing(work, application, issuance.failures + 1);
  return {};
}

Result<void> hold_issue(Work& work, const IssuanceId& id) {
  work.store.issuances.put_off(id, work.now);
  return {};
}

Result<void> postpone_issue(Work& work, const IssuanceId& id) {
  const auto issuance = TRY(work.store.issuances.get(id));
  if (issuance.state != IssuanceState::due) return {};
  work.store.issuances.postpone(id, work.now + issue_back_off(issuance.failures + 1));
  alarm_if_failing(work, TRY(work.store.applications.get(issuance.application)), issuance.failures + 1);
  return {};
}

}  // namespace madoguchi
