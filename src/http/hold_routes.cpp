#include "http/hold_routes.h"

#include "http/conditional.h"
#include "http/desk_route.h"
#include "http/json_map.h"
#include "usecase/dispute_hold.h"

namespace madoguchi::http {
namespace {

struct PlaceBody {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(PlaceBody, (), (reason))
struct ProposeBody {
  std::string document;
  std::string document_sha256;
};
BOOST_DESCRIBE_STRUCT(ProposeBody, (), (document, document_sha256))
struct HoldLine {
  DisputeHoldId id;
  ContractId contract;
  std::string reason;
  OfficerId placed_by;
  Time placed_at{};
  std::optional<OfficerId> lift_proposed_by;
  std::optional<std::string> lift_document;
  std::optional<OfficerId> lifted_by;
  std::optional<Time> lifted_at;
  std::string etag;  ///< of this hold, for If-Match
};
BOOST_DESCRIBE_STRUCT(HoldLine, (),
                      (id, contract, reason, placed_by, placed_at, lift_proposed_by, lift_document, lifted_by,
                       lifted_at, etag))
struct HoldsAnswer {
  std::vector<HoldLine> holds;
};
BOOST_DESCRIBE_STRUCT(HoldsAnswer, (), (holds))

HoldLine line_of(const DisputeHold& hold) {
  return {.id = hold.id,
          .contract = hold.contract,
          .reason = hold.reason,
          .placed_by = hold.placed_by,
          .placed_at = hold.placed_at,
          .lift_proposed_by = hold.lift_proposed_by,
          .lift_document = hold.lift_document,
          .lifted_by = hold.lifted_by,
          .lifted_at = hold.lifted_at,
          .etag = etag(hold.version)};
}
Response hold_answer(int status, const DisputeHold& hold) {
  auto response = json_answer(status, line_of(hold));
  response.add("ETag", etag(hold.version));
  return response;
}

Result<Response> get_holds(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto holds = TRY(look(counter.office, now, actor, [&](Work& work) { return list_holds(work, contract); }));
  HoldsAnswer answer;
  for (const auto& hold : holds) answer.holds.push_back(line_of(hold));
  return json_answer(200, answer);
}

/// No Idempotency-Key: one hold is open in a contract, a second post is refused by that.
Result<Response> post_hold(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto reason = TRY(read_json<PlaceBody>(request.body)).reason;
  const PlaceHold command{.contract = contract, .reason = reason};
  return hold_answer(201,
                     TRY(transact(counter.office, now, actor, [&](Work& work) { return place_hold(work, command); })));
}

Result<Response> post_propose(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<DisputeHoldId>("id"));
  const auto version = TRY(require_if_match(request));
  auto body = TRY(read_json<ProposeBody>(request.body));
  const ProposeLift command{.id = id,
                            .version = version,
                            .document = std::move(body.document),
                            .document_sha256 = std::move(body.document_sha256)};
  return hold_answer(
      200, TRY(transact(counter.office, now, actor, [&](Work& work) { return propose_lift(work, command); })));
}

Result<Response> decide(Counter& counter, const Request& request, const Actor& actor, Time now, bool agreed) {
  const auto id = TRY(request.id<DisputeHoldId>("id"));
  const auto version = TRY(require_if_match(request));
  const DecideLift command{.id = id, .version = version, .agreed = agreed};
  return hold_answer(200,
                     TRY(transact(counter.office, now, actor, [&](Work& work) { return decide_lift(work, command); })));
}
Result<Response> post_lift(Counter& counter, const Request& request, const Actor& actor, Time now) {
  return decide(counter, request, actor, now, true);
}
Result<Response> post_return(Counter& counter, const Request& request, const Actor& actor, Time now) {
  return decide(counter, request, actor, now, false);
}

}  // namespace

void add_desk_hold_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/contracts/{id}/holds", desk_route(counter, get_holds));
  router.add(Method::post, "/api/v1/contracts/{id}/holds", desk_route(counter, post_hold));
  router.add(Method::post, "/api/v1/holds/{id}/propose-lift", desk_route(counter, post_propose));
  router.add(Method::post, "/api/v1/holds/{id}/lift", desk_route(counter, post_lift));
  router.add(Method::post, "/api/v1/holds/{id}/return-lift", desk_route(counter, post_return));
}

}  // namespace madoguchi::http
