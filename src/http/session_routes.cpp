#include "http/session_routes.h"

#include "http/cookie.h"
#include "http/listener.h"
#include "http/session.h"
#include "http/session_json.h"
#include "usecase/begin_login.h"
#include "usecase/check_session.h"
#include "usecase/finish_login.h"
#include "usecase/login_officer.h"
#include "usecase/manage_sessions.h"
#include "usecase/view_account.h"

namespace madoguchi::http {
namespace {

struct LoginBody {
  std::string login_id;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(LoginBody, (), (login_id, password))
struct LoginAnswer {
  LoginId id;
  std::string sent_to;
  Time code_expires_at{};
  Time send_again_at{};
};
BOOST_DESCRIBE_STRUCT(LoginAnswer, (), (id, sent_to, code_expires_at, send_again_at))
struct CodeBody {
  std::string code;
};
BOOST_DESCRIBE_STRUCT(CodeBody, (), (code))
struct OpenedAnswer {
  SessionId id;
};
BOOST_DESCRIBE_STRUCT(OpenedAnswer, (), (id))

struct DeskLoginBody {
  std::string login_id;
  std::string password;
  std::string totp;
};
BOOST_DESCRIBE_STRUCT(DeskLoginBody, (), (login_id, password, totp))
struct DeskSessionAnswer {
  SessionId id;
  OfficerId officer;
  std::string login_id;
  std::string name;
  Language language{};
  std::vector<Role> roles;
  std::optional<Time> reauthenticated_until{};
  std::int64_t idle_seconds = 0;
  std::int64_t ends_in_seconds = 0;
  std::int64_t lasts_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(DeskSessionAnswer, (),
                      (id, officer, login_id, name, language, roles, reauthenticated_until, idle_seconds,
                       ends_in_seconds, lasts_seconds))

struct CustomerLine {
  CustomerId id;
  std::string name;
  MembershipRole role{};
  bool agent = false;
};
BOOST_DESCRIBE_STRUCT(CustomerLine, (), (id, name, role, agent))
struct SessionAnswer {
  SessionId id;
  AccountId account;
  std::string login_id;
  std::string name;
  Language language{};
  std::vector<CustomerLine> customers;
  std::optional<Time> held_until{};
  std::optional<Time> reauthenticated_until{};
  std::int64_t idle_seconds = 0;
  std::int64_t ends_in_seconds = 0;
  std::int64_t lasts_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(SessionAnswer, (),
                      (id, account, login_id, name, language, customers, held_until, reauthenticated_until,
                       idle_seconds, ends_in_seconds, lasts_seconds))

std::optional<Time> reauthenticated_until(const Actor& actor, Time now) {
  if (!recently_reauthenticated(actor, now)) return {};
  return *actor.reauthenticated_at + kReauthenticationSeconds;
}

Response answer_login(const BegunLogin& begun) {
  return json_answer(200, LoginAnswer{.id = begun.id,
                                      .sent_to = begun.sent_to,
                                      .code_expires_at = begun.code_expires_at,
                                      .send_again_at = begun.send_again_at});
}

Result<Response> post_login(Counter& counter, const Request& request) {
  auto body = TRY(read_json<LoginBody>(request.body));
  return answer_login(TRY(begin_login(
      counter.office, counter.hasher, counter.now(),
      {.login_id = std::move(body.login_id), .password = std::move(body.password), .client = client_of(request)})));
}

/// What is no login ID of ours is answered like one that is over.
Result<LoginId> login_of(const Request& request) {
  const auto id = request.id<LoginId>("id");
  if (!id) return refuse(ErrorCode::unauthenticated, "login.ended");
  return *id;
}

Result<Response> post_login_code(Counter& counter, const Request& request) {
  auto body = TRY(read_json<CodeBody>(request.body));
  const auto login = TRY(login_of(request));
  const auto opened = TRY(finish_login(counter.office, counter.now(),
                                       {.login = login,
                                        .code = std::move(body.code),
                                        .client = client_of(request),
                                        .old_token = session_token(request)}));
  auto response = json_answer(200, OpenedAnswer{.id = opened.id});
  set_session_cookie(response, request.listener, opened.token);
  return response;
}

Result<Response> post_login_resend(Counter& counter, const Request& request) {
  const auto login = TRY(login_of(request));
  return answer_login(
      TRY(send_code_again(counter.office, counter.now(), {.login = login, .client = client_of(request)})));
}

Result<Response> get_session(Counter& counter, const Request&, const Actor& actor, Time now) {
  const auto view = TRY(look(counter.office, now, actor, [](Work& work) { return view_account(work); }));
  const auto lasts = TRY(look(counter.office, now, actor, [](Work& work) { return own_session_lasts(work); }));
  SessionAnswer answer{.id = *actor.session,
                       .account = view.account.id,
                       .login_id = view.account.login_id,
                       .name = view.account.name,
                       .language = view.account.language,
                       .reauthenticated_until = reauthenticated_until(actor, now),
                       .idle_seconds = idle_max_of(actor.kind).count(),
                       .ends_in_seconds = lasts.idle.count(),
                       .lasts_seconds = lasts.at_most.count()};
  if (under_hold(actor, now)) answer.held_until = actor.held_until;
  for (const auto& [customer, mandate] : view.customers) {
    answer.customers.push_back(
        {.id = customer.id, .name = customer.name, .role = mandate.role, .agent = mandate.agent});
  }
  return json_answer(200, answer);
}

Result<Response> post_desk_login(Counter& counter, const Request& request) {
  auto body = TRY(read_json<DeskLoginBody>(request.body));
  const auto opened = TRY(login_officer(counter.office, counter.hasher, counter.now(),
                                        {.login_id = std::move(body.login_id),
                                         .password = std::move(body.password),
                                         .totp = std::move(body.totp),
                                         .client = client_of(request),
                                         .old_token = session_token(request)}));
  auto response = json_answer(200, OpenedAnswer{.id = opened.id});
  set_session_cookie(response, request.listener, opened.token);
  return response;
}

Result<Response> get_desk_session(Counter& counter, const Request&, const Actor& actor, Time now) {
  const auto officer = TRY(look(counter.office, now, actor, [](Work& work) { return view_officer(work); }));
  const auto lasts = TRY(look(counter.office, now, actor, [](Work& work) { return own_session_lasts(work); }));
  return json_answer(200, DeskSessionAnswer{.id = *actor.session,
                                            .officer = officer.id,
                                            .login_id = officer.login_id,
                                            .name = officer.name,
                                            .language = officer.language,
                                            .roles = officer.roles,
                                            .reauthenticated_until = reauthenticated_until(actor, now),
                                            .idle_seconds = idle_max_of(actor.kind).count(),
                                            .ends_in_seconds = lasts.idle.count(),
                                            .lasts_seconds = lasts.at_most.count()});
}

// The same for both doors.

Result<Response> post_reauthenticate(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<PasswordBody>(request.body));
  const auto token = TRY(reauthenticate(counter.office, counter.hasher, now, actor, body.password));
  auto response = json_answer(200, ReauthenticatedAnswer{.reauthenticated_until = now + kReauthenticationSeconds});
  set_session_cookie(response, request.listener, token);
  return response;
}

Result<Response> post_logout(Counter& counter, const Request& request, const Actor& actor, Time now) {
  TRY(transact(counter.office, now, actor, [](Work& work) { return logout(work); }));
  auto response = Response::no_content();
  clear_session_cookie(response, request.listener);
  return response;
}

Result<Response> get_sessions(Counter& counter, const Request&, const Actor& actor, Time now) {
  const auto sessions = TRY(look(counter.office, now, actor, [](Work& work) { return list_sessions(work); }));
  const std::vector<CanLine> can(1, CanLine{.action = "end"});  // those listed are the caller's own, and open
  SessionsAnswer answer;
  for (const auto& session : sessions) {
    answer.sessions.push_back({.id = session.id,
                               .current = session.id == actor.session,
                               .created_at = session.created_at,
                               .seen_at = session.seen_at,
                               .ends_at = session.expires_at,
                               .can = can});
  }
  return json_answer(200, answer);
}

Result<Response> post_session_end(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<SessionId>("id"));
  TRY(transact(counter.office, now, actor, [&](Work& work) { return end_session(work, id); }));
  auto response = Response::no_content();
  if (id == actor.session) clear_session_cookie(response, request.listener);
  return response;
}

using PersonRoute = Result<Response> (*)(Counter&, const Request&, const Actor&, Time);
using Door = Handler (*)(Counter&, PersonHandler);

Handler behind(Door door, Counter& counter, PersonRoute route) {
  return door(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
    return route(counter, request, actor, now);
  });
}

void add_common_routes(Router& router, Counter& counter, Door door) {
  router.add(Method::post, "/api/v1/session/reauthenticate", behind(door, counter, post_reauthenticate));
  router.add(Method::post, "/api/v1/logout", behind(door, counter, post_logout));
  router.add(Method::get, "/api/v1/sessions", behind(door, counter, get_sessions));
  router.add(Method::post, "/api/v1/sessions/{id}/end", behind(door, counter, post_session_end));
}

Handler open(Counter& counter, Result<Response> (*route)(Counter&, const Request&)) {
  return announce_changes(counter, [&counter, route](const Request& request) { return route(counter, request); });
}

}  // namespace

std::string client_of(const Request& request) {
  return address_group(request.remote_address);
}

void add_portal_session_routes(Router& router, Counter& counter) {
  router.add(Method::post, "/api/v1/login", open(counter, post_login));
  router.add(Method::post, "/api/v1/login/{id}/code", open(counter, post_login_code));
  router.add(Method::post, "/api/v1/login/{id}/resend", open(counter, post_login_resend));
  router.add(Method::get, "/api/v1/session", behind(as_portal, counter, get_session), {.brief = true});
  add_common_routes(router, counter, as_portal);
}

void add_desk_session_routes(Router& router, Counter& counter) {
  router.add(Method::post, "/api/v1/login", open(counter, post_desk_login));
  router.add(Method::get, "/api/v1/session", behind(as_desk, counter, get_desk_session), {.brief = true});
  add_common_routes(router, counter, as_desk);
}

}  // namespace madoguchi::http
