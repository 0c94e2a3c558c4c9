#pragma once
#include <optional>
#include <string>

#include "base/json.h"
#include "domain/application.h"
#include "domain/contact.h"
#include "domain/contract.h"
#include "domain/task.h"
#include "usecase/work.h"

/// What every use case does beside its own matter: events, tasks, mails, steps. All in the caller's transaction.
namespace madoguchi {

/// One event (R106). `body` holds ids, states and keyed digests, no personal data.
void record_event(Work& work, std::string_view action, std::string_view subject_kind, std::string_view subject_id,
                  const std::optional<ContractId>& contract, const CanonicalJson& body = {});

/// Opens a task for the desk. `due_at` is the legal deadline where there is one.
TaskId open_task(Work& work, TaskKind kind, const Application& application, std::string_view detail = "");

/// To whom a mail goes, as of now (R128).
struct Recipient {
  std::string address;
  std::string name;
  std::string role;  ///< account | registrant | technical | billing | applicant | reporter
  Language language = Language::ja;
  std::optional<AccountId> account{};
  std::string organization{};  ///< for the greeting; may be empty
};
Recipient recipient_of(const Contact& contact);

/// What a mail is about, beside its parameters.
struct MailSubject {
  std::optional<ContractId> contract{};
  std::optional<ApplicationId> application{};
};
/// Renders mail.<mail_template> (text/<language>/mail.toml; `params` are its placeholders, formatted for a reader) in
/// the recipient's language and queues it in this transaction. A mail with a code is sealed at rest and never sent
/// after `secret_until`. Throws Failure if a sentence or a parameter is missing.
void queue_mail(Work& work, const Recipient& to, std::string_view mail_template, SentenceParams params,
                const MailSubject& about = {}, const std::optional<Time>& secret_until = {});

/// The texts that belong to a step; each has its own place (R97).
struct StepTexts {
  std::optional<std::string> customer_text{};
  std::optional<std::string> internal_note{};
  std::optional<std::string> decision_reason{};
};
/// Takes one step: the table's row (advance), four eyes where R102 asks for another person, the row, its history, its
/// event. Closes the application's open tasks when it ends. Refuses as advance() does, and
/// forbidden "application.needs_second_person"; stale "record.changed" if the application moved on meanwhile.
Result<Application> take_step(Work& work, Application application, ApplicationAction action, StepTexts texts = {});

/// As take_step, by the machine whoever the actor is: what follows from a person's step (accept, complete, revoke).
Result<Application> take_engine_step(Work& work, Application application, ApplicationAction action,
                                     StepTexts texts = {});

/// True if the step, open to the actor's role, is another person's all the same (R8, R83, R102).
bool is_for_another(Work& work, const Application& application, ApplicationAction action);

/// R102, for issuing: true if the actor filed, corrected, reviewed, called for, or collected evidence on it, or wrote
/// what its certificate will say: opened the contract, or changed its party since its last certificate.
bool had_a_hand_in(Work& work, const Application& application);

/// The contract, if the actor may see it: an officer sees all, a subscriber those of its customers (R7). Otherwise
/// not_found "contract.not_found".
Result<Contract> visible_contract(Work& work, const ContractId& id);
/// The application, if the actor may see its contract; otherwise not_found "application.not_found".
Result<Application> visible_application(Work& work, const ApplicationId& id);
/// The actor as it stands towards this contract: a subscriber's mandate turned into the roles of the step tables.
Actor actor_towards(const Actor& actor, const Contract& contract);
/// forbidden "application.not_allowed" unless the actor may file for the contract's customer; officers may on behalf.
Result<void> require_may_file(const Work& work, const Contract& contract);

/// SHA-256 in hex of a canonical form: what an approval binds to (R102), what an idempotency key is for (R96).
std::string digest_of(const CanonicalJson& content);
std::string digest_of(std::string_view text);

/// R96: runs `make` once for (actor, key). A second call with the same request returns the first one's id through
/// `again`; the same key with another request is refused: conflict "idempotency.other_request".
/// `make` returns Result<IdType>; a lost race is undone and found again by the caller's retry.
template <typename IdType, typename Make>
Result<IdType> once(Work& work, const std::string& key, const std::string& request_digest, Make make) {
  const auto actor_id = work.actor.id().value_or("engine");
  const auto key_digest = work.office.secret.keyed_digest(purpose::idempotency_key, key);
  if (const auto earlier = work.store.idempotency.find(actor_id, key_digest)) {
    if (earlier->request_digest != request_digest) return refuse(ErrorCode::conflict, "idempotency.other_request");
    return IdType{earlier->result_id};
  }
  auto made = make();
  if (!made) return made;
  if (!work.store.idempotency.add(actor_id, key_digest, {request_digest, made->value}, work.now)) {
    throw sql::SqlFailure(sql::Fault::serialization, "idempotency", "the same key was used at the same time");
  }
  return made;
}

}  // namespace madoguchi
