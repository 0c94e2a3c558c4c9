#include "http/incident_routes.h"

#include "http/can_json.h"
#include "http/conditional.h"
#include "http/desk_route.h"
#include "http/json_map.h"
#include "http/query.h"
#include "usecase/incident.h"

namespace madoguchi::http {
namespace {

/// A thousand values with the longest name of an organization fit.
constexpr std::size_t kCriteriaBodyBytesMax = 1200 * 1024;

struct CriterionBody {
  CriterionKind kind{};
  std::string value;
};
BOOST_DESCRIBE_STRUCT(CriterionBody, (), (kind, value))
struct PeriodBody {
  Time issued_from{};
  Time issued_until{};
  std::optional<std::string> product{};
};
BOOST_DESCRIBE_STRUCT(PeriodBody, (), (issued_from, issued_until, product))
struct IncidentBody {
  IncidentCause cause{};
  std::string finding;
  std::optional<Time> known_since{};
  std::optional<std::vector<CriterionBody>> criteria{};
  std::optional<PeriodBody> query{};
};
BOOST_DESCRIBE_STRUCT(IncidentBody, (), (cause, finding, known_since, criteria, query))
struct CriteriaBody {
  std::vector<CriterionBody> criteria;
};
BOOST_DESCRIBE_STRUCT(CriteriaBody, (), (criteria))
struct ApprovalBody {
  std::string plan_digest;
};
BOOST_DESCRIBE_STRUCT(ApprovalBody, (), (plan_digest))

struct PlanAnswer {
  std::int64_t number = 0;
  std::int64_t items = 0;
  std::int64_t customers = 0;
  std::int64_t addresses = 0;
  std::int64_t unreachable = 0;
  std::int64_t crl_entries = 0;
  std::int64_t longest_crl_entries = 0;
  std::int64_t longest_crl_bytes = 0;
  Time made_at{};
  Time valid_until{};
  std::string digest;
  OfficerId planned_by;
};
BOOST_DESCRIBE_STRUCT(PlanAnswer, (),
                      (number, items, customers, addresses, unreachable, crl_entries, longest_crl_entries,
                       longest_crl_bytes, made_at, valid_until, digest, planned_by))
struct ProgressAnswer {
  OfficerId approved_by;
  Time approved_at{};
  std::int64_t items = 0;
  std::int64_t done = 0;
  std::int64_t revoked = 0;
  std::int64_t skipped = 0;
  std::optional<std::int64_t> seconds_left{};
  std::optional<Time> executed_at{};
  std::optional<Time> published_at{};
  std::int64_t notices_queued = 0;
  std::optional<Time> notices_done_at{};
};
BOOST_DESCRIBE_STRUCT(ProgressAnswer, (),
                      (approved_by, approved_at, items, done, revoked, skipped, seconds_left, executed_at, published_at,
                       notices_queued, notices_done_at))
struct IncidentLine {
  IncidentId id;
  std::string number;
  IncidentState state{};
  IncidentCause cause{};
  RevocationReason reason{};
  Time known_since{};
  Time deadline_at{};
  std::int64_t seconds_left = 0;  ///< to the deadline; negative once it has passed
  OfficerId opened_by;
  Time opened_at{};
  std::optional<PlanAnswer> plan{};
  std::optional<ProgressAnswer> progress{};
};
BOOST_DESCRIBE_STRUCT(IncidentLine, (),
                      (id, number, state, cause, reason, known_since, deadline_at, seconds_left, opened_by, opened_at,
                       plan, progress))
struct IncidentAnswer : IncidentLine {
  std::string finding;
  std::int64_t criteria = 0;
  std::optional<PeriodBody> query{};
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(IncidentAnswer, (IncidentLine), (finding, criteria, query, can))
struct IncidentsAnswer {
  std::vector<IncidentLine> incidents;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(IncidentsAnswer, (), (incidents, can))
struct ItemLine {
  std::int64_t position = 0;
  CertificateId certificate;
  ContractId contract;
  std::string serial;
  std::string common_name;
  ItemAction action{};
  ItemResult result{};
  std::optional<Time> at{};
};
BOOST_DESCRIBE_STRUCT(ItemLine, (), (position, certificate, contract, serial, common_name, action, result, at))
struct ItemsAnswer {
  std::vector<ItemLine> items;
  std::optional<std::int64_t> next{};
};
BOOST_DESCRIBE_STRUCT(ItemsAnswer, (), (items, next))

PlanAnswer plan_answer(const Incident& incident) {
  const auto& plan = incident.plan;
  const auto planned_by = incident.planned_by.value();
  return {.number = plan.number,
          .items = plan.items,
          .customers = plan.customers,
          .addresses = plan.addresses,
          .unreachable = plan.bounced,
          .crl_entries = plan.crl_entries,
          .longest_crl_entries = plan.longest_crl_entries,
          .longest_crl_bytes = crl_bytes_of(plan.longest_crl_entries),
          .made_at = *plan.made_at,
          .valid_until = *plan.made_at + kPlanLifetimeSeconds,
          .digest = plan.digest,
          .planned_by = planned_by};
}

ProgressAnswer progress_answer(const Incident& incident, Time now) {
  const auto left = time_left(incident, now);
  const auto approved_by = incident.approved_by.value();
  return {.approved_by = approved_by,
          .approved_at = *incident.approved_at,
          .items = incident.plan.items,
          .done = incident.next_position - 1,
          .revoked = incident.revoked,
          .skipped = incident.skipped,
          .seconds_left = left ? std::optional(left->count()) : std::nullopt,
          .executed_at = incident.executed_at,
          .published_at = incident.published_at,
          .notices_queued = incident.notices_queued,
          .notices_done_at = incident.notices_done_at};
}

void fill(IncidentLine& line, const Incident& incident, Time now) {
  line.id = incident.id;
  line.number = incident.number;
  line.state = incident.state;
  line.cause = incident.cause;
  line.reason = incident.reason;
  line.known_since = incident.known_since;
  line.deadline_at = incident.deadline_at;
  line.seconds_left = (incident.deadline_at - now).count();
  line.opened_by = incident.opened_by;
  line.opened_at = incident.opened_at;
  if (incident.plan.made_at) line.plan = plan_answer(incident);
  if (incident.approved_at) line.progress = progress_answer(incident, now);
}

std::string written(const Counter& counter, const Request& request, const IncidentView& view, Time now) {
  const auto& incident = view.incident;
  IncidentAnswer answer;
  fill(answer, incident, now);
  answer.finding = incident.finding;
  answer.criteria = view.criteria;
  if (incident.query) {
    answer.query = PeriodBody{.issued_from = incident.query->issued_from, .issued_until = incident.query->issued_until};
    if (!incident.query->product.empty()) answer.query->product = incident.query->product;
  }
  answer.can = can_lines(view.can, request.language, counter.office.catalogue);
  return write_json(answer);
}

std::vector<Criterion> criteria_of(const std::vector<CriterionBody>& given) {
  std::vector<Criterion> criteria;
  criteria.reserve(given.size());
  for (const auto& one : given) criteria.push_back({.kind = one.kind, .value = one.value});
  return criteria;
}

/// A step of one incident, and the incident after it.
template <typename Step>
Result<Response> after_step(Counter& counter, const Request& request, const Actor& actor, Time now, Step step) {
  const auto id = TRY(request.id<IncidentId>("id"));
  const auto version = TRY(require_if_match(request));
  const auto view = transact(counter.office, now, actor, [&](Work& work) -> Result<IncidentView> {
    TRY(step(work, id, version));
    return view_incident(work, id);
  });
  if (!view) return std::unexpected(view.error());
  auto response = Response::json(200, written(counter, request, *view, now));
  response.add("ETag", etag(view->incident.version));
  return response;
}

Result<Response> get_incidents(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto [incidents, can] = TRY(look(counter.office, now, actor, list_incidents));
  IncidentsAnswer answer;
  answer.can = can_lines(can, request.language, counter.office.catalogue);
  answer.incidents.resize(incidents.size());
  for (std::size_t i = 0; i < incidents.size(); ++i) fill(answer.incidents[i], incidents[i], now);
  return json_answer(200, answer);
}

Result<Response> post_incident(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto key = TRY(require_idempotency_key(request));
  const auto body = TRY(read_json<IncidentBody>(request.body));
  OpenIncident command{.cause = body.cause, .finding = body.finding, .known_since = body.known_since};
  if (body.criteria) command.criteria = criteria_of(*body.criteria);
  if (body.query) {
    command.query = IncidentQuery{.issued_from = body.query->issued_from,
                                  .issued_until = body.query->issued_until,
                                  .product = body.query->product.value_or("")};
  }
  const auto view = transact(counter.office, now, actor, [&](Work& work) -> Result<IncidentView> {
    return view_incident(work, TRY(file_incident(work, command, key)));
  });
  if (!view) return std::unexpected(view.error());
  auto response =
      Response::created("/api/v1/incidents/" + view->incident.id.value, written(counter, request, *view, now));
  response.add("ETag", etag(view->incident.version));
  return response;
}

Result<Response> get_incident(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<IncidentId>("id"));
  const auto view = TRY(look(counter.office, now, actor, [&](Work& work) { return view_incident(work, id); }));
  auto response = Response::json(200, written(counter, request, view, now));
  response.add("ETag", etag(view.incident.version));
  return response;
}

Result<Response> post_criteria(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<CriteriaBody>(request.body));
  const auto criteria = criteria_of(body.criteria);
  return after_step(counter, request, actor, now, [&](Work& work, const IncidentId& id, std::int64_t version) {
    return add_to_incident(work, id, version, criteria);
  });
}

Result<Response> post_plan(Counter& counter, const Request& request, const Actor& actor, Time now) {
  return after_step(counter, request, actor, now, plan_incident);
}

Result<Response> post_approval(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<ApprovalBody>(request.body));
  return after_step(counter, request, actor, now, [&](Work& work, const IncidentId& id, std::int64_t version) {
    return approve_incident(work, id, version, body.plan_digest);
  });
}

Result<Response> post_withdrawal(Counter& counter, const Request& request, const Actor& actor, Time now) {
  return after_step(counter, request, actor, now, withdraw_incident);
}

Result<Response> get_items(Counter& counter, const Request& request, const Actor& actor, Time now) {
  TRY(allow_query(request, {"after", "skipped"}));
  const auto id = TRY(request.id<IncidentId>("id"));
  const auto after = TRY(query_count(request, "after", 0, kIncidentItemsMax));
  const auto which = TRY(query_flag(request, "skipped")) ? IncidentItems::skipped : IncidentItems::all;
  const auto items =
      TRY(look(counter.office, now, actor, [&](Work& work) { return list_incident_items(work, id, after, which); }));
  ItemsAnswer answer;
  answer.items.reserve(items.size());
  for (const auto& item : items) {
    answer.items.push_back({.position = item.position,
                            .certificate = item.certificate,
                            .contract = item.contract,
                            .serial = item.serial,
                            .common_name = item.common_name,
                            .action = item.action,
                            .result = item.result,
                            .at = item.at});
  }
  if (std::ssize(items) == kIncidentItemsPage) answer.next = items.back().position;
  return json_answer(200, answer);
}

}  // namespace

void add_desk_incident_routes(Router& router, Counter& counter) {
  const RouteOptions long_body{.body_bytes_max = kCriteriaBodyBytesMax};
  router.add(Method::get, "/api/v1/incidents", desk_route(counter, get_incidents));
  router.add(Method::post, "/api/v1/incidents", desk_route(counter, post_incident), long_body);
  router.add(Method::get, "/api/v1/incidents/{id}", desk_route(counter, get_incident));
  router.add(Method::get, "/api/v1/incidents/{id}/items", desk_route(counter, get_items));
  router.add(Method::post, "/api/v1/incidents/{id}/criteria", desk_route(counter, post_criteria), long_body);
  router.add(Method::post, "/api/v1/incidents/{id}/plan", desk_route(counter, post_plan));
  router.add(Method::post, "/api/v1/incidents/{id}/approve", desk_route(counter, post_approval));
  router.add(Method::post, "/api/v1/incidents/{id}/withdraw", desk_route(counter, post_withdrawal));
}

}  // namespace madoguchi::http
