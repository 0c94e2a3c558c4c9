#include "http/contact_routes.h"

#include "http/conditional.h"
#include "http/contact_json.h"
#include "http/contract_json.h"
#include "http/query.h"
#include "http/session.h"
#include "usecase/change_party.h"
#include "usecase/contact_change.h"
#include "usecase/contact_change_batch.h"
#include "usecase/contact_history.h"
#include "usecase/correct_contact.h"

namespace madoguchi::http {
namespace {

struct ChangeLine {
  ContactRole role{};
  ContactField field{};
  std::optional<std::string> before{};
  std::optional<std::string> after{};
  bool sensitive = false;  ///< R40
};
BOOST_DESCRIBE_STRUCT(ChangeLine, (), (role, field, before, after, sensitive))
struct PreviewAnswer {
  std::vector<ChangeLine> changes;
  std::vector<WarningLine> warnings;
};
BOOST_DESCRIBE_STRUCT(PreviewAnswer, (), (changes, warnings))
struct FiledAnswer {
  ApplicationId id;
  std::string number;
  ApplicationState state{};
};
BOOST_DESCRIBE_STRUCT(FiledAnswer, (), (id, number, state))
struct BatchBody {
  std::vector<ContractId> contracts;
  ContactsBody contacts;
};
BOOST_DESCRIBE_STRUCT(BatchBody, (), (contracts, contacts))
struct BatchLine {
  ContractId contract;
  ApplicationId id;
  std::string number;
  ApplicationState state{};
};
BOOST_DESCRIBE_STRUCT(BatchLine, (), (contract, id, number, state))
struct BatchAnswer {
  std::vector<BatchLine> applications;
  std::vector<ContractId> unchanged;
};
BOOST_DESCRIBE_STRUCT(BatchAnswer, (), (applications, unchanged))
struct PartyBody {
  std::optional<std::string> organization, state_or_province, locality;
  EvidenceId evidence;
  std::optional<Time> known_since{};
};
BOOST_DESCRIBE_STRUCT(PartyBody, (), (organization, state_or_province, locality, evidence, known_since))
struct WrongCertificate {
  CertificateId id;
  std::string serial;
};
BOOST_DESCRIBE_STRUCT(WrongCertificate, (), (id, serial))
struct PartyAnswer {
  ContractId contract;
  std::string organization;
  Time revoke_until{};
  std::vector<WrongCertificate> certificates;
};
BOOST_DESCRIBE_STRUCT(PartyAnswer, (), (contract, organization, revoke_until, certificates))
struct HistoryAnswer {
  std::vector<ContactLine> contacts;
  bool more = false;
};
BOOST_DESCRIBE_STRUCT(HistoryAnswer, (), (contacts, more))
struct CorrectedAnswer {
  ContractId contract;
};
BOOST_DESCRIBE_STRUCT(CorrectedAnswer, (), (contract))

Result<Response> show_history(Counter& counter, const Request& request, const Actor& actor, Time now) {
  TRY(allow_query(request, {"at"}));
  ShowContactHistory command{.contract = {}};
  command.contract = TRY(request.id<ContractId>("id"));
  command.at = TRY(query_time(request, "at"));
  const auto history =
      TRY(view(counter.office, now, actor, [&](Work& work) { return show_contact_history(work, command); }));
  HistoryAnswer answer{.contacts = {}, .more = history.more};
  answer.contacts.reserve(history.contacts.size());
  for (const auto& contact : history.contacts) answer.contacts.push_back(contact_line(contact));
  return json_answer(200, answer);
}

Result<SubmitContactChange> command_of(const Request& request) {
  const auto id = TRY(request.id<ContractId>("id"));
  const auto body = TRY(read_json<ChangeBody>(request.body));
  SubmitContactChange command{.contract = id, .edits = edits_of(body.contacts)};
  if (request.header("If-Match")) command.version_seen = TRY(require_if_match(request));  // R23
  return command;
}

Result<Response> file_batch(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto key = TRY(require_idempotency_key(request));
  auto body = TRY(read_json<BatchBody>(request.body));
  const SubmitContactChanges command{.contracts = std::move(body.contracts), .edits = edits_of(body.contacts)};
  const auto batch =
      TRY(transact(counter.office, now, actor, [&](Work& work) { return submit_contact_changes(work, command, key); }));
  BatchAnswer answer{.applications = {}, .unchanged = batch.unchanged};
  answer.applications.reserve(batch.applications.size());
  for (const auto& application : batch.applications) {
    answer.applications.push_back({.contract = application.contract,
                                   .id = application.id,
                                   .number = application.number,
                                   .state = application.state});
  }
  return Response::created("/api/v1/applications", write_json(answer));
}

Result<Response> change(Counter& counter, const Request& request, const Actor& actor, Time now) {
  auto body = TRY(read_json<PartyBody>(request.body));
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto version = TRY(require_if_match(request));
  const ChangeParty command{.contract = contract,
                            .version = version,
                            .organization = std::move(body.organization),
                            .state_or_province = std::move(body.state_or_province),
                            .locality = std::move(body.locality),
                            .evidence = std::move(body.evidence),
                            .known_since = body.known_since};
  const auto changed =
      TRY(transact(counter.office, now, actor, [&](Work& work) { return change_party(work, command); }));
  PartyAnswer answer{.contract = changed.contract.id,
                     .organization = changed.contract.organization,
                     .revoke_until = changed.revoke_until,
                     .certificates = {}};
  answer.certificates.reserve(changed.wrong.size());
  for (const auto& certificate : changed.wrong) {
    answer.certificates.push_back({.id = certificate.id, .serial = certificate.serial});
  }
  auto response = json_answer(200, answer);
  response.add("ETag", etag(changed.contract.version));
  return response;
}

Result<Response> preview(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto command = TRY(command_of(request));
  const auto found =
      TRY(view(counter.office, now, actor, [&](Work& work) { return preview_contact_change(work, command); }));
  PreviewAnswer answer{.changes = {},
                       .warnings = warning_lines(found.warnings, request.language, counter.office.catalogue)};
  for (const auto& change : found.changes) {
    answer.changes.push_back({.role = change.role,
                              .field = change.field,
                              .before = shown_value(change.field, change.before),
                              .after = shown_value(change.field, change.after),
                              .sensitive = is_sensitive(change)});
  }
  return json_answer(200, answer);
}

Result<Response> file(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto key = TRY(require_idempotency_key(request));
  const auto command = TRY(command_of(request));
  const auto digest = digest_of("contact_change\n" + command.contract.value + "\n" + request.body);
  const auto made = transact(counter.office, now, actor, [&](Work& work) -> Result<Application> {
    const auto id = TRY(once<ApplicationId>(work, key, digest, [&] { return submit_contact_change(work, command); }));
    return work.store.applications.get(id);
  });
  const auto filed = TRY(made);
  counter.changed();
  return Response::created("/api/v1/applications/" + filed.id.value,
                           write_json(FiledAnswer{.id = filed.id, .number = filed.number, .state = filed.state}));
}

/// One contact at a time: PATCH /contracts/{id}/contacts/{role}.
Result<Response> correct(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto version = TRY(require_if_match(request));
  CorrectContact command{.contract = contract, .version = version};
  const auto role = parse_name<ContactRole>(request.parameter("role"));
  if (!role) return refuse(ErrorCode::not_found, "not_found");
  command.edit = edit_of(*role, TRY(read_json<ContactBody>(request.body)));
  const auto corrected =
      TRY(transact(counter.office, now, actor, [&](Work& work) { return correct_contact(work, command); }));
  counter.changed();
  auto response = json_answer(200, CorrectedAnswer{.contract = corrected.id});
  response.add("ETag", etag(corrected.version));
  return response;
}

}  // namespace

void add_portal_contact_routes(Router& router, Counter& counter) {
  const auto person = [&counter](auto route) {
    return as_portal(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::get, "/api/v1/contracts/{id}/contacts", person(show_history));
  router.add(Method::post, "/api/v1/contracts/{id}/contact-changes/preview", person(preview));
  router.add(Method::post, "/api/v1/contracts/{id}/contact-changes", person(file));
  router.add(Method::post, "/api/v1/contact-changes", person(file_batch));
}

void add_desk_contact_routes(Router& router, Counter& counter) {
  const auto officer = [&counter](auto route) {
    return as_desk(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::get, "/api/v1/contracts/{id}/contacts", officer(show_history));
  router.add(Method::post, "/api/v1/contracts/{id}/contact-changes/preview", officer(preview));
  router.add(Method::post, "/api/v1/contracts/{id}/contact-changes", officer(file));
  router.add(Method::post, "/api/v1/contact-changes", officer(file_batch));
  router.add(Method::post, "/api/v1/contracts/{id}/party", officer(change));
  router.add(Method::patch, "/api/v1/contracts/{id}/contacts/{role}", officer(correct));
}

}  // namespace madoguchi::http
