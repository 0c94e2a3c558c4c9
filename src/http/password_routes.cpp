#include "http/password_routes.h"

#include "http/cookie.h"
#include "http/session.h"
#include "http/session_json.h"
#include "http/session_routes.h"
#include "usecase/change_password.h"

namespace madoguchi::http {
namespace {

struct FirstPasswordBody {
  std::string token;
  std::string new_password;
};
BOOST_DESCRIBE_STRUCT(FirstPasswordBody, (), (token, new_password))
struct ResetBody {
  std::string login_id;
};
BOOST_DESCRIBE_STRUCT(ResetBody, (), (login_id))
struct ResetAnswer {
  PasswordResetId id;
  Time code_expires_at{};
};
BOOST_DESCRIBE_STRUCT(ResetAnswer, (), (id, code_expires_at))
struct ResetCodeBody {
  std::string code;
  std::string new_password;
};
BOOST_DESCRIBE_STRUCT(ResetCodeBody, (), (code, new_password))
struct NewPasswordBody {
  std::string new_password;
};
BOOST_DESCRIBE_STRUCT(NewPasswordBody, (), (new_password))

Result<Response> post_first(Counter& counter, const Request& request) {
  auto body = TRY(read_json<FirstPasswordBody>(request.body));
  TRY(set_first_password(counter.office, counter.hasher, counter.now(),
                         {.token = std::move(body.token), .new_password = std::move(body.new_password)}));
  return Response::no_content();
}

Result<Response> post_reset(Counter& counter, const Request& request) {
  auto body = TRY(read_json<ResetBody>(request.body));
  const auto requested = TRY(request_password_reset(
      counter.office, counter.now(), {.login_id = std::move(body.login_id), .client = client_of(request)}));
  return json_answer(200, ResetAnswer{.id = requested.id, .code_expires_at = requested.expires_at});
}

Result<Response> post_reset_code(Counter& counter, const Request& request) {
  auto body = TRY(read_json<ResetCodeBody>(request.body));
  const auto id = TRY(request.id<PasswordResetId>("id"));
  TRY(finish_password_reset(counter.office, counter.hasher, counter.now(),
                            {.reset = id, .code = std::move(body.code), .new_password = std::move(body.new_password)}));
  return Response::no_content();
}

/// Every session ends, this one too: the cookie goes.
Result<Response> post_change(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<NewPasswordBody>(request.body));
  TRY(change_password(counter.office, counter.hasher, now, actor, body.new_password));
  auto response = Response::no_content();
  clear_session_cookie(response, request.listener);
  return response;
}

}  // namespace

void add_portal_password_routes(Router& router, Counter& counter) {
  const auto open = [&counter](auto route) {
    return announce_changes(counter, [&counter, route](const Request& request) { return route(counter, request); });
  };
  router.add(Method::post, "/api/v1/password/first", open(post_first));
  router.add(Method::post, "/api/v1/password/reset", open(post_reset));
  router.add(Method::post, "/api/v1/password/reset/{id}/code", open(post_reset_code));
  router.add(Method::post, "/api/v1/password",
             as_portal(counter, [&counter](const Request& request, const Actor& actor, Time now) {
               return post_change(counter, request, actor, now);
             }));
}

}  // namespace madoguchi::http
