#include "usecase/submit_reissue.h"

#include "domain/plain_text.h"
#include "usecase/accept_application.h"
#include "usecase/application_menu.h"
#include "usecase/attempt_limit.h"
#include "usecase/guard.h"
#include "usecase/reissue_content.h"
#include "usecase/reissue_standing.h"

namespace madoguchi {
namespace {

/// Every field that is wrong, told at once.
class FormFaults {
 public:
  void add(std::string field, std::string key) { refusal_.fields.emplace_back(std::move(field), std::move(key)); }
  void take(const Refusal& from) {
    refusal_.fields.insert(refusal_.fields.end(), from.fields.begin(), from.fields.end());
    refusal_.params.insert(refusal_.params.end(), from.params.begin(), from.params.end());
    if (from.code == ErrorCode::too_large) refusal_.code = from.code;
  }
  Result<void> answer() const {
    if (refusal_.fields.empty()) return {};
    return std::unexpected(refusal_);
  }

 private:
  Refusal refusal_{.code = ErrorCode::invalid, .message = "input.invalid"};
};

/// A form under judgement, and what it turns into.
struct Form {
  const SubmitReissue& command;
  const Contract& contract;
  std::optional<Certificate> old_certificate;
  Reissue reissue;
  AgreementAcceptance agreement;
};

/// What a filing already has going for it: nothing, or what it had before the correction.
struct Standing {
  Time filed_at{};
  std::optional<ApplicationId> application{};
  bool by_officer = false;
  std::optional<ReissueGrantId> grant{};
};

void read_reason(Work& work, Form& form, FormFaults& faults) {
  const auto& command = form.command;
  const auto text = parse_lines(command.reason_text, kReasonTextPointsMax);
  if (!text) faults.add("/reason_text", text.error().message);
  form.reissue.reason_text = text.value_or("");
  if (command.kind != ApplicationKind::reissue) {
    const bool first = command.kind == ApplicationKind::first_issue;
    form.reissue.reason = first ? ReissueReason::first_issue : ReissueReason::continuation;
    if (command.reason) faults.add("/reason", "continuation.has_no_reason");
    return;
  }
  const bool known = command.reason && *command.reason != ReissueReason::continuation &&
                     *command.reason != ReissueReason::first_issue &&
                     (*command.reason != ReissueReason::ca_error || work.actor.kind == ActorKind::officer);
  if (!known) return faults.add("/reason", command.reason ? "input.not_a_choice" : "reissue.reason_required");
  form.reissue.reason = *command.reason;
  if (text && text->empty() && *command.reason == ReissueReason::other) {
    faults.add("/reason_text", "reissue.reason_text_required");
  }
  if (*command.reason == ReissueReason::key_lost && !command.key_exposure) {
    faults.add("/key_exposure", "reissue.key_exposure_required");
  }
}

void read_end(Form& form, FormFaults& faults) {
  const auto& command = form.command;
  if (command.kind != ApplicationKind::reissue) {
    form.reissue.old_certificate_end = OldCertificateEnd::none;
    if (command.old_certificate_end) faults.add("/old_certificate_end", "continuation.has_no_end");
    return;
  }
  if (!command.old_certificate_end || *command.old_certificate_end == OldCertificateEnd::none) {
    return faults.add("/old_certificate_end", "reissue.end_required");  // R58: nothing is preselected
  }
  form.reissue.old_certificate_end = *command.old_certificate_end;
  if (immediate_only(form.reissue.reason) && *command.old_certificate_end != OldCertificateEnd::immediate) {
    faults.add("/old_certificate_end", "reissue.immediate_only");  // R61
  }
}

void read_agreement(Work& work, Form& form, FormFaults& faults) {
  const auto& in_force = work.policy().agreement;
  const auto& shown = form.command.agreement;
  if (!shown) return faults.add("/agreement", "reissue.agreement_required");
  if (shown->version != in_force.version || shown->text_sha256 != in_force.text_sha256) {
    return faults.add("/agreement", "reissue.agreement_changed");
  }
  form.agreement = {.application = form.reissue.application,
                    .version = in_force.version,
                    .text_sha256 = in_force.text_sha256,
                    .account = work.actor.account,
                    .accepted_at = work.now};
}

/// R48, R49: the request by itself, and beside the contract.
void judge_csr(Work& work, Form& form, const PastedCsr& pasted, FormFaults& faults) {
  faults.take(pasted.faults());
  if (!pasted.csr()) return;
  const auto& csr = *pasted.csr();
  form.reissue.csr = csr.der;
  form.reissue.spki = csr.spki_der;
  form.reissue.spki_sha256 = csr.spki_sha256;
  faults.take(contract_faults(work, form.contract, csr, form.reissue.application));
}

void read_old_certificate(Work& work, Form& form, FormFaults& faults) {
  if (form.command.kind == ApplicationKind::first_issue) {
    if (!form.command.old_certificate.value.empty()) faults.add("/old_certificate", "certificate.not_found");
    return;
  }
  if (form.command.old_certificate.value.empty()) return faults.add("/old_certificate", "input.required");
  const auto old = work.store.certificates.get(form.command.old_certificate);
  if (!old || old->contract != form.contract.id) return faults.add("/old_certificate", "certificate.not_found");
  form.old_certificate = *old;
  form.reissue.old_certificate = old->id;
}

/// R55: a grant is noted only if it is needed: one that was not is still there for the next time.
bool needs_grant(ReissueFacts facts, const Product& product, Time filed_at, Time now) {
  if (!facts.grant_open) return false;
  facts.grant_open = false;
  return !may_reissue(facts, product.reissue, filed_at, now).allowed;
}

/// Somebody was there first (R95): a conflict; everything else a rule of the authority forbids.
std::unexpected<Refusal> refused(const Can& can) {
  const bool open = can.reason == "application.already_open" || can.reason == "reissue.other_kind_open";
  return refuse_as(can, open ? ErrorCode::conflict : ErrorCode::policy);
}

/// R22, R23, R51–R57: may this be filed, by its first date? Says of what kind it is, too: counted, by a grant.
Result<void> judge_policy(Work& work, Form& form, const Standing& standing) {
  const auto& product = product_of(work, form.contract);
  auto facts = reissue_facts(work, form.command.kind, form.contract, form.old_certificate, standing.application);
  facts.ca_error = form.reissue.reason == ReissueReason::ca_error;
  facts.by_officer = facts.by_officer || standing.by_officer;
  facts.grant_open = facts.grant_open || standing.grant;
  form.reissue.counted = counts(facts, form.reissue.reason);
  if (form.command.kind == ApplicationKind::continuation) {
    const auto can = may_continue(facts, product, standing.filed_at, work.now);
    if (!can.allowed) return refused(can);
  } else if (form.command.kind == ApplicationKind::first_issue) {
    const auto can = may_issue_first(facts, work.now);
    if (!can.allowed) return refused(can);
  } else {
    if (diverts_to_emergency(form.reissue.reason, form.command.key_exposure)) {
      return refuse(ErrorCode::policy, "reissue.use_emergency");  // R47, R63
    }
    const auto can = may_reissue(facts, product.reissue, standing.filed_at, work.now);
    if (!can.allowed) return refused(can);
    form.reissue.grant = standing.grant;
    if (!standing.grant && needs_grant(facts, product, standing.filed_at, work.now)) {
      form.reissue.grant = work.store.grants.open_of(form.contract.id, work.now)->id;
    }
  }
  const bool staff_allow = facts.by_officer || form.reissue.grant;
  const auto after = generations_after(facts, form.reissue.old_certificate_end, work.now);
  if (after <= product.reissue.valid_generations_max || staff_allow) return {};
  return std::unexpected(Refusal{.code = ErrorCode::policy,
                                 .message = "reissue.too_many_generations",
                                 .fields = {{"/old_certificate_end", "reissue.too_many_generations"}},
                                 .params = {{"max", std::to_string(product.reissue.valid_generations_max)}}});
}

Result<void> judge(Work& work, Form& form, const PastedCsr& csr, const Standing& standing) {
  FormFaults faults;
  read_old_certificate(work, form, faults);
  read_reason(work, form, faults);
  read_end(form, faults);
  read_agreement(work, form, faults);
  judge_csr(work, form, csr, faults);
  TRY(faults.answer());
  return judge_policy(work, form, standing);
}

/// Who may file at all, before a word of the form is read.
Result<Contract> contract_to_file(Work& work, const ContractId& id) {
  auto contract = TRY(visible_contract(work, id));
  TRY(require_may_file(work, contract));
  TRY(require_recent_reauthentication(work));
  TRY(require_no_hold(work));
  return contract;
}

/// What costs much is read for those only who may file, and not endlessly. Whether they may now is asked where it is
/// filed: a post that is sent twice gets its first answer (R96).
Result<void> may_have_it_read(Work& work, const ContractId& id) {
  const auto contract = TRY(visible_contract(work, id));
  TRY(require_may_file(work, contract));
  if (!work.actor.account) return {};
  const std::vector<Limit> limits{
      {.bucket = {.kind = "csr_filing", .who = work.actor.account->value},  // allow text-key: a bucket
       .max = kCsrsFiledMax,
       .window = Seconds(3600)}};
  TRY(require_within(work, "csr.too_many_inspections", limits));
  count_try(work, limits);
  return {};
}

std::string request_digest(const SubmitReissue& command) {
  CanonicalJson content;
  content.text("kind", to_text(command.kind))
      .text("contract", command.contract.value)
      .text("old_certificate", command.old_certificate.value)
      .text("reason_text", command.reason_text)
      .text("csr", command.csr);
  if (command.reason) content.text("reason", to_text(*command.reason));
  if (command.key_exposure) content.text("key_exposure", to_text(*command.key_exposure));
  if (command.old_certificate_end) content.text("old_certificate_end", to_text(*command.old_certificate_end));
  if (command.agreement) content.text("agreement", command.agreement->version + ' ' + command.agreement->text_sha256);
  return digest_of(content);
}

}  // namespace

Result<ApplicationId> submit_reissue(Work& work, const SubmitReissue& command, const PastedCsr& csr) {
  const auto contract = TRY(contract_to_file(work, command.contract));
  if (command.version_seen && *command.version_seen != contract.version) {
    return refuse(ErrorCode::stale, "record.changed");
  }
  Form form{.command = command, .contract = contract};
  form.reissue.application = new_id<ApplicationId>(work.random());
  TRY(judge(work, form, csr, {.filed_at = work.now}));
  const auto state = TRY(state_at_filing(work, contract));
  Application application{
      .id = form.reissue.application,
      .number = new_receipt_number(work.random()),
      .kind = command.kind,
      .contract = contract.id,
      .state = state,
      .filed_by_account = work.actor.account,
      .filed_by_officer = work.actor.officer,
      .filed_at = work.now,
      .content_digest = digest_of(reissue_content(contract, form.old_certificate, form.reissue, form.agreement)),
      .policy_version = work.policy().version};
  TRY(work.store.applications.add(application));
  work.store.applications.add_reissue(form.reissue);
  work.store.agreements.put(form.agreement);
  return TRY(enter_application(work, std::move(application), contract)).id;
}

Result<ApplicationId> file_reissue(const Office& office, Time now, const Actor& actor, const SubmitReissue& command,
                                   const std::string& idempotency_key) {
  TRY(transact(office, now, actor, [&](Work& work) { return may_have_it_read(work, command.contract); }));
  const auto csr = read_pasted_csr(office, now, actor, command.csr);
  return transact(office, now, actor, [&](Work& work) {
    return once<ApplicationId>(work, idempotency_key, request_digest(command),
                               [&] { return submit_reissue(work, command, csr); });
  });
}

Result<Application> resubmit_reissue(Work& work, const ResubmitReissue& command, const PastedCsr& csr) {
  auto application = TRY(visible_application(work, command.id));
  const auto before = TRY(work.store.applications.reissue(application.id));
  TRY(require_version(application, command.version));
  auto given = command.form;
  given.kind = application.kind;
  given.contract = application.contract;
  TRY(may_take(work, application, ApplicationAction::resubmit));
  const auto contract = TRY(contract_to_file(work, given.contract));
  Form form{.command = given, .contract = contract};
  form.reissue.application = application.id;
  TRY(judge(work, form, csr,
            {.filed_at = application.filed_at,
             .application = application.id,
             .by_officer = application.filed_by_officer.has_value(),
             .grant = before.grant}));
  if (form.reissue.old_certificate != before.old_certificate) {
    return refuse_field("/old_certificate", "reissue.other_certificate");
  }
  work.store.applications.update_reissue(form.reissue);
  work.store.agreements.put(form.agreement);
  work.store.checklists.clear(application.id);
  application.content_digest = digest_of(reissue_content(contract, form.old_certificate, form.reissue, form.agreement));
  application.approved_digest.reset();
  return enter_correction(work, std::move(application), contract);
}

Result<Application> refile_reissue(const Office& office, Time now, const Actor& actor, const ResubmitReissue& command) {
  const auto count = [&](Work& work) -> Result<void> {
    const auto application = TRY(visible_application(work, command.id));
    TRY(require_version(application, command.version));
    TRY(may_take(work, application, ApplicationAction::resubmit));
    return may_have_it_read(work, application.contract);
  };
  TRY(transact(office, now, actor, count));
  const auto csr = read_pasted_csr(office, now, actor, command.form.csr);
  return transact(office, now, actor, [&](Work& work) { return resubmit_reissue(work, command, csr); });
}

}  // namespace madoguchi
