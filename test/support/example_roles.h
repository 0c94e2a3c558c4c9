#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "support/example_api.h"
#include "support/example_reissue.h"
#include "support/example_site.h"
#include "support/openapi_check.h"
#include "usecase/review_application.h"

/// What the tables of roles have in common (portal_roles_test.cpp, desk_roles_test.cpp): a counter in the state that a
/// line needs, and what the line's call is about.
namespace madoguchi {

/// What a call is about: fills {id} and its like in a path, and If-Match.
struct Things {
  std::map<std::string, std::string> ids;
  std::int64_t version = 0;  ///< 0: no If-Match
};

/// `text` with every {name} that is known replaced.
inline std::string filled(std::string text, const Things& things) {
  for (const auto& [name, value] : things.ids) {
    const auto place = "{" + name + "}";
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size())) {
      text.replace(at, place.size(), value);
    }
  }
  return text;
}

/// The letters and digits of a line's route, as the name of its test.
inline std::string test_name(std::string_view route) {
  std::string name;
  for (const char c : route) {
    const bool fit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (fit) name += c;
  }
  return name;
}

/// Every route of a door, "GET /api/v1/x", sorted: what its table has to hold.
inline std::vector<std::string> routes_of(http::ListenerKind door) {
  ExampleCounter counter;
  ExampleSite site(counter);
  std::vector<std::string> routes;
  for (const auto* route : site.router(door).routes()) {
    routes.push_back(std::string(http::to_text(route->method)) + " " + route->pattern);
  }
  std::ranges::sort(routes);
  return routes;
}

/// An example counter in the state that a line of the table needs.
class RoleScene {
 public:
  ExampleCounter counter;
  test::ExampleApi api{counter};

  std::string post(const Actor& actor, const std::string& path, const std::string& body, std::int64_t version = 0) {
    const auto answer = api.post(actor, "/api/v1/" + path, body, headers(version));
    if (answer.status >= 300) throw Failure(path + " could not be set up: " + answer.body);
    return answer.text("/id");
  }
  http::Headers headers(std::int64_t version) {
    http::Headers all{{"Idempotency-Key", "key-" + std::to_string(++keys_)}};
    if (version > 0) all.emplace_back("If-Match", "\"v" + std::to_string(version) + "\"");
    return all;
  }
  Things about(const ApplicationId& id) const {
    return {.ids = {{"id", id.value}}, .version = application_of(counter, id).version};
  }
  ApplicationId revocation() {
    return {post(counter.applicant(), "contracts/" + counter.sr.id.value + "/revocations",
                 CanonicalJson()
                     .text("scope", "certificate")
                     .text("certificate", counter.sr.certificate.value)
                     .text("reason", "superseded")
                     .text("reason_text", "入れ替えたため")
                     .boolean("understood", true)
                     .text("typed_dns_name", "shop.example.jp")
                     .print())};
  }
  /// A compromise claim without standing: two officers decide it.
  ApplicationId claim() {
    return {post(counter.reception(), "contracts/" + counter.sr.id.value + "/emergency-revocations",
                 CanonicalJson()
                     .text("certificate", counter.sr.certificate.value)
                     .text("reason_text", "鍵が公開されていた")
                     .boolean("understood", true)
                     .print())};
  }
  ApplicationId reissue() { return must(file(counter, reissue_form(counter, counter.sr))); }
  ApplicationId reissue_under_review() {
    const auto id = reissue();
    must(counter.as(counter.reviewer(), [&](Work& work) { return start_review(work, {.id = id, .version = 2}); }));
    return id;
  }

 private:
  int keys_ = 0;
};

/// What a list of can, at `list` of a screen, says of one action: "ok" or the refusal's key.
inline std::string told_of(const test::ExampleApi::Answer& screen, const std::string& list, std::string_view action) {
  for (std::size_t i = 0; i < screen.size(list); ++i) {
    const auto line = list + "/" + std::to_string(i);
    if (screen.text(line + "/action") != action) continue;
    return screen.has(line + "/reason") ? screen.text(line + "/reason") : "ok";
  }
  return "no line of can";
}

/// R23, R96: what the API says must be sent is asked for: a call that would be done is refused for the header that it
/// lacks. Nothing is sent where nothing must be.
inline void expect_asked_for_headers(RoleScene& scene, const test::OpenApi& api, http::Method method,
                                     const Actor& actor, const std::string& target, const std::string& body) {
  const auto verb = http::to_text(method);
  std::vector<std::string> wanted;
  if (api.must_send(verb, target, "If-Match")) wanted.emplace_back("http.if_match_required");
  if (api.must_send(verb, target, "Idempotency-Key")) wanted.emplace_back("http.idempotency_key_required");
  if (wanted.empty()) return;
  const auto answer = scene.api.send(method, actor, target, body, {});
  EXPECT_NE(std::ranges::find(wanted, answer.code()), wanted.end()) << verb << " " << target << ": " << answer.told();
}

}  // namespace madoguchi
