#include "http/session.h"

#include "http/cookie.h"
#include "usecase/check_session.h"

namespace madoguchi::http {
namespace {

Result<Actor> actor_of(const Request& request, const Counter& counter, Time now, ActorKind door) {
  const auto token = session_token(request);
  if (!token) return refuse(ErrorCode::unauthenticated, "session.needed");
  return check_session(counter.office, now,
                       {.door = door, .token = *token, .polling = request.header(kPollHeader) == "1"});
}

}  // namespace

Result<Actor> portal_actor(const Request& request, const Counter& counter, Time now) {
  return actor_of(request, counter, now, ActorKind::subscriber);
}
Result<Actor> desk_actor(const Request& request, const Counter& counter, Time now) {
  return actor_of(request, counter, now, ActorKind::officer);
}

Handler as_portal(Counter& counter, PersonHandler handler) {
  return [&counter, handler = std::move(handler)](const Request& request) -> Result<Response> {
    const auto now = counter.now();
    return handler(request, TRY(portal_actor(request, counter, now)), now);
  };
}
Handler as_desk(Counter& counter, PersonHandler handler) {
  return [&counter, handler = std::move(handler)](const Request& request) -> Result<Response> {
    const auto now = counter.now();
    return handler(request, TRY(desk_actor(request, counter, now)), now);
  };
}

}  // namespace madoguchi::http
