#include "usecase/record.h"

#include <algorithm>

#include "base/assert.h"
#include "pki/digest.h"
#include "secret/seal.h"
#include "usecase/event_id.h"

namespace madoguchi {
namespace {

using A = ApplicationAction;

/// Steps that only somebody without a hand in the application may take (R102, EVG 3.2.2.13).
bool needs_another_person(const Application& application, ApplicationAction action) {
  switch (action) {
    case A::approve:
      return is_issuing(application.kind);
    default:
      return false;
  }
}

/// "Two people" of a decision are two steps by two actors: the proposer does not agree with itself (R83).
bool is_own_proposal(Work& work, const Application& application, ApplicationAction action) {
  if (action != A::agree_revoke && action != A::agree_reject) return false;
  const auto steps = work.store.applications.steps(application.id);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (step->action == A::propose_revoke || step->action == A::propose_reject) {
      return step->actor_id == work.actor.id();
    }
  }
  return false;
}

/// Whose form it is as it stands: the last correction's, else the first one's.
std::optional<std::string> submitter(Work& work, const Application& application) {
  const auto steps = work.store.applications.steps(application.id);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (step->action == A::resubmit || step->action == A::resubmit_own) return step->actor_id;
  }
  if (application.filed_by_account) return application.filed_by_account->value;
  return {};
}

/// A subscriber's own approval is another user's than the one who submitted it (R8).
bool is_own_filing(Work& work, const Application& application, ApplicationAction action) {
  return action == A::approve_own && submitter(work, application) == work.actor.id();
}

/// R102: who filed a revocation for somebody does not also confirm it by telephone.
bool confirms_own_filing(const Work& work, const Application& application, ApplicationAction action) {
  return (action == A::confirm || action == A::confirm_substitute) && work.actor.officer &&
         application.filed_by_officer == work.actor.officer;
}

/// Who opened the contract wrote what its certificates will say: with it came the first of these applications.
bool opened_contract(Work& work, const Application& application, const std::string& officer) {
  const auto all = work.store.applications.of_contract(application.contract, false);
  return std::ranges::any_of(all, [&](const Application& one) {
    return one.kind == application.kind && one.filed_by_officer && one.filed_by_officer->value == officer;
  });
}

Result<Application> write_step(Work& work, const Application& before, Application after, ApplicationAction action,
                               const Actor& actor, StepTexts texts) {
  if (texts.customer_text) after.customer_text = texts.customer_text;
  if (texts.decision_reason) after.decision_reason = texts.decision_reason;
  after = TRY(work.store.applications.update(std::move(after)));
  work.store.applications.add_step(after.id, {.at = work.now,
                                              .action = action,
                                              .from = before.state,
                                              .to = after.state,
                                              .actor_kind = actor.kind,
                                              .actor_id = actor.id(),
                                              .customer_text = texts.customer_text,
                                              .internal_note = texts.internal_note});
  if (is_end(after.state)) work.store.tasks.close_of_application(after.id, {}, work.now);
  work.store.events.add({.id = new_event_id(work.random()),
                         .at = work.now,
                         .actor_kind = actor.kind,
                         .actor_id = actor.id(),
                         .action = "application." + std::string(to_text(action)),
                         .subject_kind = "application",
                         .subject_id = after.id.value,
                         .contract = after.contract,
                         .body = CanonicalJson()
                                     .text("kind", to_text(after.kind))
                                     .text("from", to_text(before.state))
                                     .text("to", to_text(after.state))
                                     .text("content_digest", after.content_digest)
                                     .print()});
  return after;
}

}  // namespace

void record_event(Work& work, std::string_view action, std::string_view subject_kind, std::string_view subject_id,
                  const std::optional<ContractId>& contract, const CanonicalJson& body) {
  work.store.events.add({.id = new_event_id(work.random()),
                         .at = work.now,
                         .actor_kind = work.actor.kind,
                         .actor_id = work.actor.id(),
                         .action = std::string(action),
                         .subject_kind = std::string(subject_kind),
                         .subject_id = std::string(subject_id),
                         .contract = contract,
                         .body = body.print()});
}

TaskId open_task(Work& work, TaskKind kind, const Application& application, std::string_view detail) {
  const Task task{.id = new_id<TaskId>(work.random()),
                  .kind = kind,
                  .application = application.id,
                  .contract = application.contract,
                  .detail = std::string(detail),
                  .opened_at = work.now,
                  .due_at = application.deadline_at};
  work.store.tasks.add(task);
  return task.id;
}

Recipient recipient_of(const Contact& contact) {
  return {.address = contact.mail,
          .name = contact.person_name,
          .role = std::string(to_text(contact.role)),
          .language = parse_language(contact.language).value_or(Language::ja),
          .organization = contact.organization};
}

void queue_mail(Work& work, const Recipient& to, std::string_view mail_template, SentenceParams params,
                const MailSubject& about, const std::optional<Time>& secret_until) {
  params.emplace_back("person", to.name);
  params.emplace_back("organization", to.organization);
  auto text = render(work.office.catalogue, work.office.mail_house, to.language, mail_template, params);
  store::QueuedMail mail{.id = new_id<MailId>(work.random()),
                         .mail_template = std::string(mail_template),
                         .language = to.language,
                         .to_address = to.address,
                         .to_name = to.name,
                         .to_role = to.role,
                         .contract = about.contract,
                         .application = about.application,
                         .account = to.account,
                         .subject = std::move(text.subject),
                         .expires_at = secret_until,
                         .due_at = work.now,
                         .created_at = work.now};
  mail.message_id = mail.id.value + "@" + work.office.urls.mail_domain;
  if (secret_until) {
    mail.body_sealed = seal(work.office.secret, purpose::mail_body, mail.id.value, text.body, work.random());
  } else {
    mail.body = std::move(text.body);
  }
  work.store.mails.add(mail);
}

bool had_a_hand_in(Work& work, const Application& application) {
  const auto me = work.actor.id();
  if (!me) return false;
  if (application.filed_by_officer && application.filed_by_officer->value == *me) return true;
  for (const auto& step : work.store.applications.steps(application.id)) {
    // What an approver says, yes or not yet, is no hand in what is approved: a halted issue (halt_issue) comes back.
    const bool judged = step.action == A::return_to_review || step.action == A::approve;
    if (step.actor_id == me && !judged) return true;
  }
  if (application.kind == ApplicationKind::first_issue && opened_contract(work, application, *me)) return true;
  if (is_issuing(application.kind) && work.store.contracts.party_changed_by(application.contract, OfficerId{*me})) {
    return true;
  }
  return work.store.applications.officer_worked_on(application.id, OfficerId{*me});
}

bool is_for_another(Work& work, const Application& application, ApplicationAction action) {
  return (needs_another_person(application, action) && had_a_hand_in(work, application)) ||
         is_own_proposal(work, application, action) || is_own_filing(work, application, action) ||
         confirms_own_filing(work, application, action);
}

Result<Application> take_step(Work& work, Application application, ApplicationAction action, StepTexts texts) {
  const auto contract = TRY(work.store.contracts.get(application.contract));
  const auto actor = actor_towards(work.actor, contract);
  auto after = TRY(advance(application, action, actor, work.now));
  if (is_for_another(work, application, action)) {
    return refuse(ErrorCode::forbidden, "application.needs_second_person");
  }
  return write_step(work, application, std::move(after), action, work.actor, std::move(texts));
}

Result<Application> take_engine_step(Work& work, Application application, ApplicationAction action, StepTexts texts) {
  auto after = TRY(advance(application, action, Actor::the_engine(), work.now));
  return write_step(work, application, std::move(after), action, Actor::the_engine(), std::move(texts));
}

Actor actor_towards(const Actor& actor, const Contract& contract) {
  if (actor.kind != ActorKind::subscriber) return actor;
  Actor towards = actor;
  towards.roles.clear();
  if (const auto* mandate = actor.mandate_for(contract.customer)) {
    if (mandate->role != MembershipRole::viewer) towards.roles.push_back(Role::applicant);
    // R8, R124: an agent is nobody of the customer's own.
    if (mandate->role == MembershipRole::approver && !mandate->agent) towards.roles.push_back(Role::approver_own);
  }
  return towards;
}

Result<Contract> visible_contract(Work& work, const ContractId& id) {
  auto contract = TRY(work.store.contracts.get(id));
  if (work.actor.kind == ActorKind::subscriber && work.actor.mandate_for(contract.customer) == nullptr) {
    return refuse(ErrorCode::not_found, "contract.not_found");  // R7: no leak of existence
  }
  return contract;
}

Result<Application> visible_application(Work& work, const ApplicationId& id) {
  auto application = TRY(work.store.applications.get(id));
  if (!visible_contract(work, application.contract)) {
    return refuse(ErrorCode::not_found, "application.not_found");
  }
  return application;
}

Result<void> require_may_file(const Work& work, const Contract& contract) {
  if (work.actor.kind == ActorKind::engine) return {};
  const auto actor = actor_towards(work.actor, contract);
  const bool may = actor.has(Role::applicant) || actor.has(Role::reception) || actor.has(Role::reviewer);
  if (!may) return refuse(ErrorCode::forbidden, "application.not_allowed");
  return {};
}

std::string digest_of(const CanonicalJson& content) {
  return sha256_hex(view_of(content.print()));
}
std::string digest_of(std::string_view text) {
  return sha256_hex(view_of(text));
}

}  // namespace madoguchi
