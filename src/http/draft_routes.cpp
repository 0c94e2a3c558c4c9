#include "http/draft_routes.h"

#include <boost/describe/class.hpp>
#include <boost/json/serialize.hpp>

#include "http/can_json.h"
#include "http/conditional.h"
#include "http/json_map.h"
#include "http/session.h"
#include "usecase/drafts.h"

namespace madoguchi::http {
namespace {

struct DraftAnswer {
  ApplicationKind kind{};
  RawJson content;
  Time updated_at{};
  Time expires_at{};
  std::int64_t version = 0;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(DraftAnswer, (), (kind, content, updated_at, expires_at, version, can))
struct DraftLine {
  ApplicationKind kind{};
  Time updated_at{};
  Time expires_at{};
};
BOOST_DESCRIBE_STRUCT(DraftLine, (), (kind, updated_at, expires_at))
struct DraftsAnswer {
  std::vector<DraftLine> drafts;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(DraftsAnswer, (), (drafts, can))

Result<DraftName> name_of(const Request& request) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto kind = parse_name<ApplicationKind>(request.parameter("kind"));
  if (!kind) return refuse(ErrorCode::not_found, "draft.no_such_kind");
  return DraftName{.contract = contract, .kind = *kind};
}

Response draft_answer(const Counter& counter, const Request& request, const DraftView& view) {
  const auto& draft = view.draft;
  auto can = can_lines(view.can, request.language, counter.office.catalogue);
  auto response = json_answer(200, DraftAnswer{.kind = draft.kind,
                                               .content = {draft.content},
                                               .updated_at = draft.updated_at,
                                               .expires_at = draft.expires_at,
                                               .version = draft.version,
                                               .can = std::move(can)});
  response.add("ETag", etag(draft.version));
  return response;
}

Result<Response> put(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto form = TRY(parse_json(request.body));
  if (!form.is_object()) return refuse_field("", "json.wrong_type");
  const auto name = TRY(name_of(request));
  SaveDraft command{.name = name, .content = boost::json::serialize(form)};
  if (request.header("If-Match")) command.version_seen = TRY(require_if_match(request));
  const auto save = [&](Work& work) -> Result<DraftView> {
    TRY(save_draft(work, command));
    return show_draft(work, command.name);
  };
  return draft_answer(counter, request, TRY(transact(counter.office, now, actor, save)));
}

Result<Response> get(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto name = TRY(name_of(request));
  return draft_answer(counter, request,
                      TRY(look(counter.office, now, actor, [&](Work& work) { return show_draft(work, name); })));
}

Result<Response> list(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto [drafts, can] =
      TRY(look(counter.office, now, actor, [&](Work& work) { return list_drafts(work, contract); }));
  DraftsAnswer answer;
  answer.can = can_lines(can, request.language, counter.office.catalogue);
  answer.drafts.reserve(drafts.size());
  for (const auto& draft : drafts) {
    answer.drafts.push_back({.kind = draft.kind, .updated_at = draft.updated_at, .expires_at = draft.expires_at});
  }
  return json_answer(200, answer);
}

Result<Response> discard(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto name = TRY(name_of(request));
  TRY(transact(counter.office, now, actor, [&](Work& work) { return discard_draft(work, name); }));
  return Response::no_content();
}

}  // namespace

void add_portal_draft_routes(Router& router, Counter& counter) {
  const auto person = [&counter](auto route) {
    return as_portal(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::get, "/api/v1/contracts/{id}/drafts", person(list));
  router.add(Method::get, "/api/v1/contracts/{id}/drafts/{kind}", person(get));
  router.add(Method::put, "/api/v1/contracts/{id}/drafts/{kind}", person(put));
  router.add(Method::del, "/api/v1/contracts/{id}/drafts/{kind}", person(discard));
}

}  // namespace madoguchi::http
