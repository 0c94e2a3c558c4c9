#include "http/application_routes.h"

#include "http/application_json.h"
#include "http/contact_json.h"
#include "http/polled_view.h"
#include "http/query.h"
#include "http/reissue_json.h"
#include "http/revocation_json.h"
#include "usecase/accept_application.h"
#include "usecase/list_applications.h"
#include "usecase/withdraw_application.h"

namespace madoguchi::http {
namespace {

struct ContractOfApplication {
  ContractId id;
  std::string number;
  std::string common_name;
};
BOOST_DESCRIBE_STRUCT(ContractOfApplication, (), (id, number, common_name))
struct ListLine {
  ApplicationId id;
  std::string number;
  ApplicationKind kind{};
  ApplicationState state{};
  WaitsFor waits_for{};
  ContractOfApplication contract;
  bool on_behalf = false;
  Time filed_at{};
  std::optional<Time> deadline_at{};
  std::optional<Time> answer_until{};
  std::optional<Time> suspended_at{};
  std::optional<Time> closed_at{};
  std::optional<std::string> customer_text{};
};
BOOST_DESCRIBE_STRUCT(ListLine, (),
                      (id, number, kind, state, waits_for, contract, on_behalf, filed_at, deadline_at, answer_until,
                       suspended_at, closed_at, customer_text))
struct ListAnswer {
  std::vector<ListLine> applications;
  std::optional<std::string> next{};
};
BOOST_DESCRIBE_STRUCT(ListAnswer, (), (applications, next))

Result<ListApplications> list_command(const Request& request) {
  TRY(allow_query(request, {"contract", "kind", "open", "cursor", "limit"}));
  const auto kind = TRY(query_choice<ApplicationKind>(request, "kind"));
  const auto limit = TRY(query_count(request, "limit", ListApplications{}.limit, kApplicationRowsMax));
  ListApplications command{.kind = kind, .cursor = request.query_value("cursor").value_or(""), .limit = limit};
  if (request.query_value("open")) command.open = TRY(query_flag(request, "open"));
  if (const auto contract = request.query_value("contract")) {
    command.contract = parse_id<ContractId>(*contract);
    if (!command.contract) return refuse_field("?contract", "input.not_a_choice");
  }
  return command;
}

Result<Response> list(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto command = TRY(list_command(request));
  const auto page = TRY(look(counter.office, now, actor, [&](Work& work) { return list_applications(work, command); }));
  ListAnswer answer{.applications = {}, .next = page.next};
  answer.applications.reserve(page.lines.size());
  for (const auto& line : page.lines) {
    const auto& application = line.application;
    answer.applications.push_back(
        {.id = application.id,
         .number = application.number,
         .kind = application.kind,
         .state = application.state,
         .waits_for = waits_for(application.state),
         .contract = {.id = application.contract, .number = line.contract_number, .common_name = line.common_name},
         .on_behalf = application.filed_by_officer.has_value(),
         .filed_at = application.filed_at,
         .deadline_at = application.deadline_at,
         .answer_until = application.answer_until,
         .suspended_at = application.suspended_at,
         .closed_at = application.closed_at,
         .customer_text = application.customer_text});
  }
  return json_answer(200, answer);
}

Result<Response> show(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto page = TRY(view_or_poll(
      counter, request, actor, now, [&](Work& work) { return looked_lately(work, "application.viewed", id.value); },
      [&](Work& work, Look look) { return show_application(work, id, look); }));
  auto response = Response::json(200, application_body(page, actor.kind, counter.office, now, request.language));
  response.add("ETag", etag(page.own.application.version));
  return response;
}

/// withdraw, approve-own, decline-own: nothing but the version that was seen.
template <typename Command, Result<Application> (*Step)(Work&, const Command&)>
Result<Response> post_step(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const Command command{.id = id, .version = version};
  return step_answer(TRY(transact(counter.office, now, actor, [&](Work& work) { return Step(work, command); })));
}

Result<Application> resubmit_contacts(Counter& counter, const Request& request, const Actor& actor, Time now,
                                      const ResubmitContactChange& command) {
  const auto body = TRY(read_json<ChangeBody>(request.body));
  auto given = command;
  given.edits = edits_of(body.contacts);
  return transact(counter.office, now, actor, [&](Work& work) { return resubmit_contact_change(work, given); });
}

/// The correction, in the form of the application's kind.
Result<Response> resubmit(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const auto application =
      TRY(look(counter.office, now, actor, [&](Work& work) { return visible_application(work, id); }));
  ResubmitReissue correction{.id = id, .version = version, .form = {}};
  switch (application.kind) {
    case ApplicationKind::contact_change:
      return step_answer(
          TRY(resubmit_contacts(counter, request, actor, now, {.id = id, .version = version, .edits = {}})));
    case ApplicationKind::reissue:
      correction.form = reissue_form(TRY(read_json<ReissueBody>(request.body)));
      break;
    case ApplicationKind::continuation:
      correction.form = continuation_form(TRY(read_json<ContinuationBody>(request.body)));
      break;
    case ApplicationKind::first_issue:
      correction.form = first_issue_form(TRY(read_json<FirstIssueBody>(request.body)));
      break;
    case ApplicationKind::revocation:
    case ApplicationKind::emergency_revocation:
      return refuse(ErrorCode::wrong_state, "application.wrong_state");  // R94: no 差戻し
  }
  return step_answer(TRY(refile_reissue(counter.office, now, actor, correction)));
}

}  // namespace

void add_portal_application_routes(Router& router, Counter& counter) {
  const auto person = [&counter](auto route) {
    return as_portal(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::get, "/api/v1/applications", person(list));
  router.add(Method::get, "/api/v1/applications/{id}", person(show), {.brief = true});
  router.add(Method::post, "/api/v1/applications/{id}/approve-own", person(post_step<DecideOwn, approve_own>));
  router.add(Method::post, "/api/v1/applications/{id}/decline-own", person(post_step<DecideOwn, decline_own>));
  router.add(Method::post, "/api/v1/applications/{id}/resubmit", person(resubmit));
  router.add(Method::post, "/api/v1/applications/{id}/withdraw",
             person(post_step<WithdrawApplication, withdraw_application>));
}

void add_desk_application_routes(Router& router, Counter& counter) {
  const auto officer = [&counter](auto route) {
    return as_desk(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::get, "/api/v1/applications/{id}", officer(show), {.brief = true});
}

}  // namespace madoguchi::http
