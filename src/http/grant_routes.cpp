#include "http/grant_routes.h"

#include "http/can_json.h"
#include "http/conditional.h"
#include "http/desk_route.h"
#include "http/json_map.h"
#include "usecase/reissue_grant.h"

namespace madoguchi::http {
namespace {

struct GrantBody {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(GrantBody, (), (reason))
struct GrantLine {
  ReissueGrantId id;
  std::string reason;
  OfficerId opened_by;
  Time opened_at{};
  Time expires_at{};
  std::optional<ApplicationId> used_by;
  std::optional<Time> closed_at;
  bool open = false;  ///< may be used now
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(GrantLine, (), (id, reason, opened_by, opened_at, expires_at, used_by, closed_at, open, can))
struct GrantsAnswer {
  std::vector<GrantLine> grants;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(GrantsAnswer, (), (grants, can))
struct GrantIdAnswer {
  ReissueGrantId id;
};
BOOST_DESCRIBE_STRUCT(GrantIdAnswer, (), (id))

Result<Response> get_grants(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto all =
      TRY(look(counter.office, now, actor, [&](Work& work) { return list_reissue_grants(work, contract); }));
  const auto lines = [&](const std::vector<Can>& can) {
    return can_lines(can, request.language, counter.office.catalogue.at_desk());
  };
  GrantsAnswer answer;
  answer.can = lines(all.can);
  for (const auto& [grant, can] : all.grants) {
    answer.grants.push_back({.id = grant.id,
                             .reason = grant.reason,
                             .opened_by = grant.opened_by,
                             .opened_at = grant.opened_at,
                             .expires_at = grant.expires_at,
                             .used_by = grant.used_by,
                             .closed_at = grant.closed_at,
                             .open = !grant.closed_at && now < grant.expires_at,
                             .can = lines(can)});
  }
  return json_answer(200, answer);
}

Result<Response> post_grant(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto key = TRY(require_idempotency_key(request));
  const auto body = TRY(read_json<GrantBody>(request.body));
  const OpenReissueGrant command{.contract = contract, .reason = body.reason};
  const auto id =
      TRY(transact(counter.office, now, actor, [&](Work& work) { return file_reissue_grant(work, command, key); }));
  return Response::created("/api/v1/contracts/" + contract.value + "/grants", write_json(GrantIdAnswer{.id = id}));
}

Result<Response> post_close(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto grant = TRY(request.id<ReissueGrantId>("grant"));
  TRY(transact(counter.office, now, actor, [&](Work& work) { return close_reissue_grant(work, contract, grant); }));
  return Response::no_content();
}

}  // namespace

void add_desk_grant_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/contracts/{id}/grants", desk_route(counter, get_grants));
  router.add(Method::post, "/api/v1/contracts/{id}/grants", desk_route(counter, post_grant));
  router.add(Method::post, "/api/v1/contracts/{id}/grants/{grant}/close", desk_route(counter, post_close));
}

}  // namespace madoguchi::http
