#include "http/session.h"

#include "usecase/check_session.h"

namespace madoguchi::http {
namespace {

Result<Actor> actor_of(const Request& request, const Counter& counter, Time now, ActorKind door,
                       std::string_view cookie_name) {
  const auto token = request.cookie(cookie_name);
  if (!token) return refuse(ErrorCode::unauthenticated, "session.needed");
  return check_session(counter.office, now,
                       {.door = door, .token = *token, .polling = request.header(kPollHeader) == "1"});
}

std::string_view cookie_name_of(ListenerKind door) {
  return door == ListenerKind::desk ? kDeskCookie : kPortalCookie;
}

}  // namespace

Result<Actor> portal_actor(const Request& request, const Counter& counter, Time now) {
  return actor_of(request, counter, now, ActorKind::subscriber, kPortalCookie);
}
Result<Actor> desk_actor(const Request& request, const Counter& counter, Time now) {
  return actor_of(request, counter, now, ActorKind::officer, kDeskCookie);
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

void set_session_cookie(Response& response, ListenerKind door, std::string_view token) {
  response.add("Set-Cookie", std::string(cookie_name_of(door)) + "=" + std::string(token) +
                                 "; Path=/; Secure; HttpOnly; SameSite=Strict");
}
void clear_session_cookie(Response& response, ListenerKind door) {
  response.add("Set-Cookie",
               std::string(cookie_name_of(door)) + "=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict");
}

}  // namespace madoguchi::http
