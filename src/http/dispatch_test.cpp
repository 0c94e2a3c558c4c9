#include "http/dispatch.h"

#include <gtest/gtest.h>

#include "http/origin.h"

namespace madoguchi::http {
namespace {

class ZeroRandom : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, std::uint8_t{0}); }
};

class DispatchTest : public testing::Test {
 protected:
  DispatchTest() {
    router.add(Method::get, "/refuse", [](const Request&) -> Result<Response> {
      return std::unexpected(Refusal{.code = ErrorCode::too_many,
                                     .message = "too_many",
                                     .fields = {{"/a/0", "json.required"}},
                                     .params = {{"retry_after_seconds", "30"}}});
    });
    router.add(Method::post, "/change", [](const Request&) { return Response::no_content(); });
    router.add(Method::get, "/own-policy", [](const Request&) {
      return Response::text(200, "x").add("Content-Security-Policy", "default-src 'self'").add("Cache-Control", "a");
    });
  }
  Request request(Method method, std::string path, Headers headers = {}) {
    headers.emplace_back("Host", "127.0.0.1:8080");
    return {.method = method, .segments = {std::move(path)}, .headers = std::move(headers)};
  }
  int post(Headers headers) {
    return dispatch(site, router, request(Method::post, "change", std::move(headers))).status;
  }

  const Catalogue catalogue = Catalogue::load(std::filesystem::path(MADOGUCHI_SOURCE_DIR) / "text");
  ZeroRandom random;
  Router router;
  Site site{.kind = ListenerKind::portal, .catalogue = &catalogue, .random = &random};
};

/// The reader's language stands where RFC 9457 has it; both stand beside it, for a page that is switched.
TEST_F(DispatchTest, TellsARefusalInTheReadersLanguageAndInBoth) {
  auto japanese = request(Method::get, "refuse");
  auto english = japanese;
  english.language = Language::en;
  const auto ja = dispatch(site, router, std::move(japanese));
  EXPECT_EQ(ja.status, 429);
  EXPECT_EQ(ja.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(ja.header("Content-Language"), "ja");
  EXPECT_EQ(ja.header("Retry-After"), "30");
  const std::string titles = R"("titles":{"ja":"回数の上限に達しました。しばらくたってからお試しください。",)"
                             R"("en":"The limit has been reached. Please try again later."},)"
                             R"("status":429,"code":"too_many","params":{"retry_after_seconds":"30"},)";
  const std::string messages = R"("messages":{"ja":"必ず入力してください。","en":"Please fill this in."}}]})";
  EXPECT_EQ(
      ja.body,
      R"({"type":"urn:madoguchi:problem:too_many","title":"回数の上限に達しました。しばらくたってからお試しください。",)" +
          titles + R"("errors":[{"pointer":"/a/0","code":"json.required","message":"必ず入力してください。",)" +
          messages);
  const auto en = dispatch(site, router, std::move(english));
  EXPECT_EQ(en.header("Content-Language"), "en");
  EXPECT_EQ(
      en.body,
      R"({"type":"urn:madoguchi:problem:too_many","title":"The limit has been reached. Please try again later.",)" +
          titles + R"("errors":[{"pointer":"/a/0","code":"json.required","message":"Please fill this in.",)" +
          messages);
}

TEST_F(DispatchTest, MapsEachCodeToOneStatus) {
  const auto status = [](ErrorCode code, std::string message = "x") {
    return status_of({.code = code, .message = std::move(message)});
  };
  EXPECT_EQ(status(ErrorCode::invalid), 400);
  EXPECT_EQ(status(ErrorCode::unauthenticated), 401);
  EXPECT_EQ(status(ErrorCode::forbidden), 403);
  EXPECT_EQ(status(ErrorCode::not_found), 404);
  EXPECT_EQ(status(ErrorCode::wrong_state), 409);
  EXPECT_EQ(status(ErrorCode::conflict), 409);
  EXPECT_EQ(status(ErrorCode::stale), 412);
  EXPECT_EQ(status(ErrorCode::policy), 422);
  EXPECT_EQ(status(ErrorCode::too_large), 413);
  EXPECT_EQ(status(ErrorCode::too_many), 429);
  EXPECT_EQ(status(ErrorCode::unavailable), 503);
  EXPECT_EQ(status(ErrorCode::invalid, "http.if_match_required"), 428);
}

TEST_F(DispatchTest, AddsSecurityHeaders) {  // rules 7.2.5
  auto answer = dispatch(site, router, request(Method::get, "nothing"));
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.header("Cache-Control"), "no-store");
  EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(answer.header("Strict-Transport-Security"), std::nullopt);
  site.https = true;
  answer = dispatch(site, router, request(Method::get, "own-policy"));
  EXPECT_EQ(answer.header("Strict-Transport-Security"), "max-age=63072000; includeSubDomains");
  EXPECT_EQ(answer.header("Content-Security-Policy"), "default-src 'self'");
  EXPECT_EQ(answer.header("Cache-Control"), "a");
  site.kind = ListenerKind::status;
  answer = dispatch(site, router, request(Method::get, "nothing"));
  EXPECT_EQ(answer.header("Strict-Transport-Security"), std::nullopt);
  EXPECT_EQ(answer.header("Cache-Control"), std::nullopt);
}

TEST_F(DispatchTest, LetsOnlyOurOwnPagesChangeAnything) {  // rules 7.2.4
  const std::pair<std::string, std::string> ours{"X-Madoguchi", "1"};
  EXPECT_EQ(post({}), 403);
  EXPECT_EQ(post({{"X-Madoguchi", "0"}}), 403);
  EXPECT_EQ(post({ours}), 204);
  EXPECT_EQ(post({ours, {"Sec-Fetch-Site", "same-origin"}, {"Origin", "http://127.0.0.1:8080"}}), 204);
  EXPECT_EQ(post({ours, {"Sec-Fetch-Site", "none"}}), 204);
  EXPECT_EQ(post({ours, {"Sec-Fetch-Site", "same-site"}}), 403);
  EXPECT_EQ(post({ours, {"Sec-Fetch-Site", "cross-site"}}), 403);
  EXPECT_EQ(post({ours, {"Origin", "http://127.0.0.1:8081"}}), 403);
  EXPECT_EQ(post({ours, {"Origin", "null"}}), 403);
  EXPECT_EQ(post({ours, {"Origin", "http://evil.example"}}), 403);
  site.public_url = "https://Portal.example:443/";
  EXPECT_EQ(post({ours, {"Origin", "https://portal.example"}}), 204);
  EXPECT_EQ(post({ours, {"Origin", "http://portal.example"}}), 403);
  EXPECT_EQ(post({ours, {"Origin", "http://127.0.0.1:8080"}}), 403);
  EXPECT_EQ(post({ours, {"Origin", "https://portal.example.evil"}}), 403);
}

TEST(Origin, ComparesAsBrowsersDo) {
  EXPECT_EQ(origin_of("HTTPS://Portal.Example:443/a?b#c"), "https://portal.example");
  EXPECT_EQ(origin_of("http://[::1]:8080"), "http://[::1]:8080");
  EXPECT_EQ(origin_of("http://a:80"), "http://a");
  for (const auto* bad : {"", "null", "ftp://a", "http://", "http://:80", "http://a b", "http://user@host", "//a"}) {
    EXPECT_EQ(origin_of(bad), std::nullopt) << bad;
  }
}

}  // namespace
}  // namespace madoguchi::http
