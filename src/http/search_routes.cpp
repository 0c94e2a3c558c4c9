#include "http/search_routes.h"

#include "http/contract_json.h"
#include "http/desk_route.h"
#include "http/query.h"
#include "usecase/list_events.h"
#include "usecase/search_desk.h"
#include "usecase/show_figures.h"

namespace madoguchi::http {
namespace {

struct CertificateHitLine {
  CertificateId id;
  std::string serial;
  std::string common_name;
  CertificateState state{};
  Time not_before{};
  Time not_after{};
  std::optional<Time> revoked_at;
  ContractId contract;
  std::string contract_number;
};
BOOST_DESCRIBE_STRUCT(CertificateHitLine, (),
                      (id, serial, common_name, state, not_before, not_after, revoked_at, contract, contract_number))
struct ApplicationHitLine {
  ApplicationId id;
  std::string number;
  ApplicationKind kind{};
  ApplicationState state{};
  Time filed_at{};
  ContractId contract;
  std::string contract_number;
};
BOOST_DESCRIBE_STRUCT(ApplicationHitLine, (), (id, number, kind, state, filed_at, contract, contract_number))
struct EnquiryHitLine {
  EnquiryId id;
  std::string number;
  EnquiryKind kind{};
  std::optional<ContractId> contract;
  Time opened_at{};
  std::optional<Time> closed_at;
};
BOOST_DESCRIBE_STRUCT(EnquiryHitLine, (), (id, number, kind, contract, opened_at, closed_at))
struct HitsAnswer {
  std::vector<ContractListLine> contracts;
  std::vector<CertificateHitLine> certificates;
  std::vector<ApplicationHitLine> applications;
  std::vector<EnquiryHitLine> enquiries;
};
BOOST_DESCRIBE_STRUCT(HitsAnswer, (), (contracts, certificates, applications, enquiries))

struct EventLine {
  EventId id;
  Time at{};
  ActorKind actor_kind{};
  std::optional<std::string> actor;
  std::string action;
  std::string subject_kind;
  std::string subject;
  std::optional<ContractId> contract;
  RawJson body;  ///< canonical JSON as it was stored
};
BOOST_DESCRIBE_STRUCT(EventLine, (), (id, at, actor_kind, actor, action, subject_kind, subject, contract, body))
struct EventsAnswer {
  std::vector<EventLine> events;
  std::optional<std::string> next;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(EventsAnswer, (), (events, next, can))

struct FigureLine {
  std::string id;
  std::optional<std::int64_t> value;  ///< absent: there is nothing to count from
  std::string unit;                   ///< count | seconds
  std::string definition;
};
BOOST_DESCRIBE_STRUCT(FigureLine, (), (id, value, unit, definition))
struct FiguresAnswer {
  Time at{};
  std::vector<FigureLine> figures;
};
BOOST_DESCRIBE_STRUCT(FiguresAnswer, (), (at, figures))

struct OfficerLine {
  OfficerId id;
  std::string login_id;
  std::string name;
  std::vector<Role> roles;
  bool disabled = false;
};
BOOST_DESCRIBE_STRUCT(OfficerLine, (), (id, login_id, name, roles, disabled))
struct OfficersAnswer {
  std::vector<OfficerLine> officers;
};
BOOST_DESCRIBE_STRUCT(OfficersAnswer, (), (officers))

struct TemplateLine {
  std::string id;
  ApplicationAction action{};
  std::string text_ja;
  std::string text_en;
};
BOOST_DESCRIBE_STRUCT(TemplateLine, (), (id, action, text_ja, text_en))
struct TemplatesAnswer {
  std::vector<TemplateLine> templates;
};
BOOST_DESCRIBE_STRUCT(TemplatesAnswer, (), (templates))

CertificateHitLine hit_line(const store::CertificateHit& hit, Time now) {
  const auto& found = hit.certificate;
  return {.id = found.id,
          .serial = found.serial,
          .common_name = found.common_name,
          .state = state_at(found, false, now),
          .not_before = found.not_before,
          .not_after = found.not_after,
          .revoked_at = found.revoked_at,
          .contract = found.contract,
          .contract_number = hit.contract_number};
}

Result<Response> get_search(Counter& counter, const Request& request, const Actor& actor, Time now) {
  TRY(allow_query(request, {"q"}));
  const auto text = request.query_value("q").value_or("");
  auto hits = TRY(transact(counter.office, now, actor, [&](Work& work) { return search_desk(work, text); }));
  ContractPage contracts;
  contracts.lines = std::move(hits.contracts);
  HitsAnswer answer{.contracts = contract_list_answer(contracts, request.language, counter.office.catalogue).contracts};
  answer.certificates.reserve(hits.certificates.size());
  for (const auto& hit : hits.certificates) answer.certificates.push_back(hit_line(hit, now));
  answer.applications.reserve(hits.applications.size());
  for (const auto& hit : hits.applications) {
    answer.applications.push_back({.id = hit.id,
                                   .number = hit.number,
                                   .kind = hit.kind,
                                   .state = hit.state,
                                   .filed_at = hit.filed_at,
                                   .contract = hit.contract,
                                   .contract_number = hit.contract_number});
  }
  answer.enquiries.reserve(hits.enquiries.size());
  for (const auto& hit : hits.enquiries) {
    answer.enquiries.push_back({.id = hit.id,
                                .number = hit.number,
                                .kind = hit.kind,
                                .contract = hit.contract,
                                .opened_at = hit.opened_at,
                                .closed_at = hit.closed_at});
  }
  return json_answer(200, answer);
}

EventLine line_of(const store::Event& event) {
  return {.id = event.id,
          .at = event.at,
          .actor_kind = event.actor_kind,
          .actor = event.actor_id,
          .action = event.action,
          .subject_kind = event.subject_kind,
          .subject = event.subject_id,
          .contract = event.contract,
          .body = {event.body}};
}

Result<ListEvents> events_command(const Request& request, std::int64_t otherwise, std::int64_t limit_max) {
  const auto from = TRY(query_time(request, "from"));
  const auto until = TRY(query_time(request, "until"));
  const auto limit = TRY(query_count(request, "limit", otherwise, limit_max));
  ListEvents command{.subject = request.query_value("subject"),
                     .from = from,
                     .until = until,
                     .cursor = request.query_value("cursor").value_or(""),
                     .limit = limit};
  if (const auto contract = request.query_value("contract")) {
    command.contract = parse_id<ContractId>(*contract);
    if (!command.contract) return refuse_field("?contract", "contract.not_found");
  }
  return command;
}

Result<Response> get_events(Counter& counter, const Request& request, const Actor& actor, Time now) {
  TRY(allow_query(request, {"subject", "contract", "from", "until", "newest_first", "cursor", "limit"}));
  auto command = TRY(events_command(request, kEventLimitDefault, kEventLimitMax));
  command.newest_first = TRY(query_flag(request, "newest_first"));
  auto page = TRY(look(counter.office, now, actor, [&](Work& work) { return list_events(work, command); }));
  EventsAnswer answer{.next = std::move(page.next)};
  answer.can = can_lines(page.can, request.language, counter.office.catalogue);
  answer.events.reserve(page.events.size());
  for (const auto& event : page.events) answer.events.push_back(line_of(event));
  return json_answer(200, answer);
}

/// One event a line (JSON Lines), a bounded piece at a time: Madoguchi-Next is the cursor of the next piece.
Result<Response> get_export(Counter& counter, const Request& request, const Actor& actor, Time now) {
  TRY(allow_query(request, {"from", "until", "cursor", "limit"}));
  const auto command = TRY(events_command(request, kExportLinesMax, kExportLinesMax));
  const auto page = TRY(transact(counter.office, now, actor, [&](Work& work) { return export_events(work, command); }));
  std::string lines;
  for (const auto& event : page.events) lines.append(write_json(line_of(event))).append(1, '\n');
  auto response = Response::bytes(200, "application/jsonl", std::move(lines));
  if (page.next) response.add("Madoguchi-Next", *page.next);
  return response;
}

Result<Response> get_figures(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto counts = TRY(look(counter.office, now, actor, [](Work& work) { return show_figures(work); }));
  FiguresAnswer answer{.at = now};
  const auto add = [&](const std::string& id, std::optional<std::int64_t> value, std::string unit) {
    answer.figures.push_back({.id = id,
                              .value = value,
                              .unit = std::move(unit),
                              .definition = counter.office.catalogue.sentence(request.language, "figure." + id)});
  };
  const auto median = counts.review_age_median;
  answer.figures.reserve(5);
  add("open_applications", counts.open_applications, "count");
  add("clocks_running_out", counts.clocks_running_out, "count");
  add("review_age_median", median ? std::optional<std::int64_t>(median->count()) : std::nullopt, "seconds");
  add("calls_due", counts.calls_due, "count");
  add("revocations_due", counts.revocations_due, "count");
  return json_answer(200, answer);
}

Result<Response> get_officers(Counter& counter, const Request&, const Actor& actor, Time now) {
  const auto officers = TRY(look(counter.office, now, actor,
                                 [](Work& work) -> Result<std::vector<Officer>> { return work.store.officers.all(); }));
  OfficersAnswer answer;
  answer.officers.reserve(officers.size());
  for (const auto& officer : officers) {
    answer.officers.push_back({.id = officer.id,
                               .login_id = officer.login_id,
                               .name = officer.name,
                               .roles = officer.roles,
                               .disabled = officer.disabled_at.has_value()});
  }
  return json_answer(200, answer);
}

/// "reason_text.<action>.<name>" of the catalogue, in both languages: the customer's is not the officer's.
Result<Response> get_templates(Counter& counter, const Request& request, const Actor&, Time) {
  TRY(allow_query(request, {"action"}));
  const auto action = TRY(query_choice<ApplicationAction>(request, "action"));
  constexpr std::string_view kPrefix = "reason_text.";
  const auto& catalogue = counter.office.catalogue;
  TemplatesAnswer answer;
  for (const auto& key : catalogue.keys()) {
    if (!key.starts_with(kPrefix)) continue;
    const auto dot = key.find('.', kPrefix.size());
    const auto of = parse_name<ApplicationAction>(key.substr(kPrefix.size(), dot - kPrefix.size()));
    if (!of) throw Failure(key + " names no action");
    if (action && *action != *of) continue;
    answer.templates.push_back({.id = key.substr(dot + 1),
                                .action = *of,
                                .text_ja = catalogue.sentence(Language::ja, key),
                                .text_en = catalogue.sentence(Language::en, key)});
  }
  return json_answer(200, answer);
}

}  // namespace

void add_desk_search_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/search", desk_route(counter, get_search));
  router.add(Method::get, "/api/v1/events", desk_route(counter, get_events));
  router.add(Method::get, "/api/v1/events/export", desk_route(counter, get_export));
  router.add(Method::get, "/api/v1/figures", desk_route(counter, get_figures));
  router.add(Method::get, "/api/v1/officers", desk_route(counter, get_officers));
  router.add(Method::get, "/api/v1/reason-templates", desk_route(counter, get_templates));
}

}  // namespace madoguchi::http
