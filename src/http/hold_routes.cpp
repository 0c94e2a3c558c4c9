#include "http/hold_routes.h"

#include "http/can_json.h"
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
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(HoldLine, (),
                      (id, contract, reason, placed_by, placed_at, lift_proposed_by, lift_document, lifted_by,
                       lifted_at, etag, can))
struct HoldsAnswer {
  std::vector<HoldLine> holds;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(HoldsAnswer, (), (holds, can))

HoldLine line_of(const Counter& counter, const Request& request, const HoldView& view) {
  const auto& hold = view.hold;
  return {.id = hold.id,
          .contract = hold.contract,
          .reason = hold.reason,
          .placed_by = hold.placed_by,
          .placed_at = hold.placed_at,
          .lift_proposed_by = hold.lift_proposed_by,
          .lift_document = hold.lift_document,
          .lifted_by = hold.lifted_by,
          .lifted_at = hold.lifted_at,
          .etag = etag(hold.version),
          .can = can_lines(view.can, request.language, counter.office.catalogue)};
}
/// A use case that changes the hold, and how it stands then.
template <typename UseCase>
Result<Response> change_hold(Counter& counter, const Request& request, const Actor& actor, Time now, int status,
                             UseCase use_case) {
  const auto change = [&](Work& work) -> Result<HoldView> {
    auto hold = TRY(use_case(work));
    return show_hold(work, std::move(hold));
  };
  const auto view = TRY(transact(counter.office, now, actor, change));
  auto response = json_answer(status, line_of(counter, request, view));
  response.add("ETag", etag(view.hold.version));
  return response;
}

Result<Response> get_holds(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto all = TRY(look(counter.office, now, actor, [&](Work& work) { return list_holds(work, contract); }));
  HoldsAnswer answer;
  answer.can = can_lines(all.can, request.language, counter.office.catalogue);
  for (const auto& hold : all.holds) answer.holds.push_back(line_of(counter, request, hold));
  return json_answer(200, answer);
}

Result<Response> post_hold(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto reason = TRY(read_json<PlaceBody>(request.body)).reason;
  const PlaceHold command{.contract = contract, .reason = reason};
  return change_hold(counter, request, actor, now, 201, [&](Work& work) { return place_hold(work, command); });
}

Result<Response> post_propose(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<DisputeHoldId>("id"));
  const auto version = TRY(require_if_match(request));
  auto body = TRY(read_json<ProposeBody>(request.body));
  const ProposeLift command{.id = id,
                            .version = version,
                            .document = std::move(body.document),
                            .document_sha256 = std::move(body.document_sha256)};
  return change_hold(counter, request, actor, now, 200, [&](Work& work) { return propose_lift(work, command); });
}

Result<Response> decide(Counter& counter, const Request& request, const Actor& actor, Time now, bool agreed) {
  const auto id = TRY(request.id<DisputeHoldId>("id"));
  const auto version = TRY(require_if_match(request));
  const DecideLift command{.id = id, .version = version, .agreed = agreed};
  return change_hold(counter, request, actor, now, 200, [&](Work& work) { return decide_lift(work, command); });
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
