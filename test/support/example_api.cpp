#include "support/example_api.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "http/cookie.h"
#include "http/counter.h"
#include "http/dispatch.h"
#include "http/head.h"
#include "http/routes.h"
#include "secret/password.h"
#include "support/openapi_check.h"
#include "usecase/open_session.h"

namespace madoguchi::test {
namespace {

constexpr Seconds kSessionSeconds{3600};

struct Door {
  http::Site site;
  http::Router router;
  OpenApi api;
};

}  // namespace

struct ExampleApi::Parts {
  explicit Parts(ExampleCounter& with)
      : example(with),
        hasher(1),
        counter{.office = with.office(),
                .now = [&with] { return with.now; },
                .hasher = hasher,
                .authority = &with.authority(),
                .example = true},
        portal{.site = {.kind = http::ListenerKind::portal,
                        .catalogue = &with.office().catalogue,
                        .random = &with.office().random},
               .router = {},
               .api = OpenApi::load("portal")},
        desk{.site = {.kind = http::ListenerKind::desk,
                      .catalogue = &with.office().catalogue,
                      .random = &with.office().random},
             .router = {},
             .api = OpenApi::load("desk")} {
    http::add_portal_routes(portal.router, counter);
    http::add_desk_routes(desk.router, counter);
  }
  /// A session as it would stand after this actor's login.
  std::string token_of(const Actor& actor) const {
    return must(example.as(actor, [&](Work& work) -> Result<std::string> {
      auto opened = open_session(work, {.account = actor.account, .officer = actor.officer}, kSessionSeconds);
      if (actor.reauthenticated_at) {
        const auto digest = work.office.secret.keyed_digest(purpose::session_token, opened.token);
        work.store.sessions.reauthenticated(opened.id, digest, *actor.reauthenticated_at);
      }
      return opened.token;
    }));
  }

  ExampleCounter& example;
  PasswordHasher hasher;
  http::Counter counter;
  Door portal, desk;
};

ExampleApi::ExampleApi(ExampleCounter& counter) : parts_(std::make_unique<Parts>(counter)) {}
ExampleApi::~ExampleApi() = default;

ExampleApi::Answer ExampleApi::send(http::Method method, const Actor& actor, const std::string& target,
                                    const std::string& body, const http::Headers& headers) {
  auto& door = actor.kind == ActorKind::officer ? parts_->desk : parts_->portal;
  std::string head = std::string(http::to_text(method)) + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  if (http::changes_state(method)) head += "X-Madoguchi: 1\r\n";
  if (!body.empty()) head += "Content-Type: application/json\r\n";
  for (const auto& [name, value] : headers) head += name + ": " + value + "\r\n";
  head +=
      "Cookie: " + std::string(http::session_cookie_name(door.site.kind)) + "=" + parts_->token_of(actor) + "\r\n\r\n";
  auto parsed = http::parse_head(head, {});
  if (!parsed) throw Failure("the test's own request is malformed: " + parsed.error().key);
  auto request = std::move(parsed->request);
  request.listener = door.site.kind;
  request.remote_address = "127.0.0.1";
  request.body = body;
  const auto response = http::dispatch(door.site, door.router, std::move(request));
  const auto header = [&](std::string_view name) { return std::string(response.header(name).value_or("")); };
  for (const auto& fault :
       door.api.check(http::to_text(method), target, response.status, header("Content-Type"), response.body)) {
    ADD_FAILURE() << fault << "\n" << response.body;
  }
  Answer answer{.status = response.status,
                .body = response.body,
                .etag = header("ETag"),
                .location = header("Location"),
                .headers = response.headers,
                .json = nullptr};
  if (header("Content-Type").ends_with("json")) answer.json = boost::json::parse(response.body);
  return answer;
}
ExampleApi::Answer ExampleApi::get(const Actor& actor, const std::string& target) {
  return send(http::Method::get, actor, target, "");
}
ExampleApi::Answer ExampleApi::post(const Actor& actor, const std::string& target, const std::string& body,
                                    const http::Headers& headers) {
  return send(http::Method::post, actor, target, body, headers);
}

std::string ExampleApi::Answer::text(std::string_view pointer) const {
  boost::json::error_code error;
  const auto* value = json.find_pointer(pointer, error);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}
bool ExampleApi::Answer::has(std::string_view pointer) const {
  boost::json::error_code error;
  return json.find_pointer(pointer, error) != nullptr;
}
std::size_t ExampleApi::Answer::size(std::string_view pointer) const {
  boost::json::error_code error;
  const auto* value = json.find_pointer(pointer, error);
  if (value == nullptr || !value->is_array()) throw Failure("no array at " + std::string(pointer) + " of " + body);
  return value->get_array().size();
}
std::string ExampleApi::Answer::told() const {
  std::string out = std::to_string(status) + (code().empty() ? "" : " " + code());
  if (const auto* object = json.if_object(); object != nullptr && object->contains("errors")) {
    for (const auto& error : object->at("errors").as_array()) {
      out += " " + std::string(error.at("pointer").as_string()) + "=" + std::string(error.at("code").as_string());
    }
  }
  return out;
}

}  // namespace madoguchi::test
