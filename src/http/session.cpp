#include "http/session.h"

#include "http/cookie.h"
#include "http/pasted_key.h"
#include "usecase/check_session.h"

namespace madoguchi::http {

bool polls(const Request& request) {
  return request.header(kPollHeader) == "1";
}

namespace {

Result<Actor> actor_of(const Request& request, const Counter& counter, Time now, ActorKind door) {
  const auto token = session_token(request);
  if (!token) return refuse(ErrorCode::unauthenticated, "session.needed");
  return check_session(counter.office, now, {.door = door, .token = *token, .polling = polls(request)});
}

}  // namespace

Result<Actor> portal_actor(const Request& request, const Counter& counter, Time now) {
  return actor_of(request, counter, now, ActorKind::subscriber);
}
Result<Actor> desk_actor(const Request& request, const Counter& counter, Time now) {
  return actor_of(request, counter, now, ActorKind::officer);
}

namespace {

template <typename ActorOf>
Handler behind_login(Counter& counter, PersonHandler handler, ActorOf actor_of_request) {
  return announce_changes(counter, [&counter, handler = std::move(handler), actor_of_request](const Request& request) {
    const auto now = counter.now();
    const auto actor = actor_of_request(request, counter, now);
    if (!actor) return Result<Response>(std::unexpected(actor.error()));
    const auto clean = refuse_private_keys_in(counter, request, *actor, now);
    if (!clean) return Result<Response>(std::unexpected(clean.error()));
    return handler(request, *actor, now);
  });
}

}  // namespace

Handler as_portal(Counter& counter, PersonHandler handler) {
  return behind_login(counter, std::move(handler), portal_actor);
}
Handler as_desk(Counter& counter, PersonHandler handler) {
  return behind_login(counter, std::move(handler), desk_actor);
}

Handler announce_changes(Counter& counter, Handler handler) {
  return [&counter, handler = std::move(handler)](const Request& request) {
    auto answer = handler(request);
    if (answer && changes_state(request.method)) counter.changed();
    return answer;
  };
}

}  // namespace madoguchi::http
