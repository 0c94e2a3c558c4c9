#include "http/contract_routes.h"

#include <charconv>

#include "http/conditional.h"
#include "http/contract_json.h"
#include "http/polled_view.h"

namespace madoguchi::http {
namespace {

/// ?limit=20. A number that is none is refused like one out of range.
Result<std::int64_t> limit_of(const Request& request) {
  const auto text = request.query_value("limit");
  if (!text) return kListLimitDefault;
  std::int64_t limit = 0;
  const auto parsed = std::from_chars(text->data(), text->data() + text->size(), limit);
  if (parsed.ec != std::errc() || parsed.ptr != text->data() + text->size()) {
    return refuse_field("?limit", "input.not_a_choice");
  }
  return limit;
}

/// ?needs_action=true. Absent is false.
Result<bool> truth_of(const Request& request, const std::string& name) {
  const auto text = request.query_value(name);
  if (text && *text != "true" && *text != "false") return refuse_field("?" + name, "input.not_a_choice");
  return text == "true";
}

Result<ListContracts> list_command(const Request& request) {
  TRY(allow_query(request,
                  {"q", "status", "product", "ends_before", "needs_action", "ending_soon", "cursor", "limit"}));
  const auto limit = TRY(limit_of(request));
  ListContracts command{.text = request.query_value("q").value_or(""),
                        .product = request.query_value("product"),
                        .cursor = request.query_value("cursor").value_or(""),
                        .limit = limit};
  if (const auto status = request.query_value("status")) {
    command.status = parse_name<ContractStatus>(*status);
    if (!command.status) return refuse_field("?status", "input.not_a_choice");
  }
  if (const auto ends_before = request.query_value("ends_before")) {
    command.ends_before = parse_utc(*ends_before);
    if (!command.ends_before) return refuse_field("?ends_before", "json.not_a_time");
  }
  command.needs_action = TRY(truth_of(request, "needs_action"));
  command.ending_soon = TRY(truth_of(request, "ending_soon"));
  return command;
}

Result<Response> list(Counter& counter, const Request& request, const Actor& actor, Time now) {
  auto command = TRY(list_command(request));
  command.counts = actor.kind == ActorKind::subscriber;  // the desk has figures of its own
  const auto page = TRY(look(counter.office, now, actor, [&](Work& work) { return list_contracts(work, command); }));
  return json_answer(200, contract_list_answer(page, request.language, counter.office.catalogue));
}

Result<Response> show(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<ContractId>("id"));
  const auto shown = TRY(view_or_poll(
      counter, request, actor, now, [&](Work& work) { return looked_lately(work, "contract.viewed", id.value); },
      [&](Work& work, Look look) { return show_contract(work, id, look); }));
  auto response = json_answer(200, contract_answer(shown, actor.kind, counter.office, request.language));
  response.add("ETag", etag(shown.contract.version));
  return response;
}

}  // namespace

void add_portal_contract_routes(Router& router, Counter& counter) {
  const auto person = [&counter](auto route) {
    return as_portal(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::get, "/api/v1/contracts", person(list));
  router.add(Method::get, "/api/v1/contracts/{id}", person(show), {.brief = true});
}

void add_desk_contract_routes(Router& router, Counter& counter) {
  const auto officer = [&counter](auto route) {
    return as_desk(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::get, "/api/v1/contracts", officer(list));
  router.add(Method::get, "/api/v1/contracts/{id}", officer(show), {.brief = true});
}

}  // namespace madoguchi::http
