#include "http/contact_routes.h"

#include "http/conditional.h"
#include "http/contact_json.h"
#include "http/contract_json.h"
#include "http/session.h"
#include "usecase/contact_change.h"
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
struct CorrectedAnswer {
  ContractId contract;
};
BOOST_DESCRIBE_STRUCT(CorrectedAnswer, (), (contract))

Result<SubmitContactChange> command_of(const Request& request) {
  const auto id = TRY(request.id<ContractId>("id"));
  const auto body = TRY(read_json<ChangeBody>(request.body));
  SubmitContactChange command{.contract = id, .edits = edits_of(body.contacts)};
  if (request.header("If-Match")) command.version_seen = TRY(require_if_match(request));  // R23
  return command;
}

Result<Response> preview(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto command = TRY(command_of(request));
  const auto found =
      TRY(look(counter.office, now, actor, [&](Work& work) { return preview_contact_change(work, command); }));
  PreviewAnswer answer{.changes = {},
                       .warnings = warning_lines(found.warnings, request.language, counter.office.catalogue)};
  for (const auto& change : found.changes) {
    answer.changes.push_back({.role = change.role,
                              .field = change.field,
                              .before = change.before,
                              .after = change.after,
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
  CorrectContact command{.contract = TRY(request.id<ContractId>("id")), .version = TRY(require_if_match(request))};
  const auto role = parse_name<ContactRole>(request.parameter("role"));
  if (!role) return refuse(ErrorCode::not_found, "not_found");
  command.edit = edit_of(*role, TRY(read_json<ContactBody>(request.body)));
  const auto contract =
      TRY(transact(counter.office, now, actor, [&](Work& work) { return correct_contact(work, command); }));
  counter.changed();
  auto response = json_answer(200, CorrectedAnswer{.contract = contract.id});
  response.add("ETag", etag(contract.version));
  return response;
}

}  // namespace

void add_portal_contact_routes(Router& router, Counter& counter) {
  const auto person = [&counter](auto route) {
    return as_portal(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::post, "/api/v1/contracts/{id}/contact-changes/preview", person(preview));
  router.add(Method::post, "/api/v1/contracts/{id}/contact-changes", person(file));
}

void add_desk_contact_routes(Router& router, Counter& counter) {
  const auto officer = [&counter](auto route) {
    return as_desk(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::post, "/api/v1/contracts/{id}/contact-changes/preview", officer(preview));
  router.add(Method::post, "/api/v1/contracts/{id}/contact-changes", officer(file));
  router.add(Method::patch, "/api/v1/contracts/{id}/contacts/{role}", officer(correct));
}

}  // namespace madoguchi::http
