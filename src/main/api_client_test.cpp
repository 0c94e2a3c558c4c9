#include "main/api_client.h"

#include <gtest/gtest.h>

#include "http/cookie.h"
#include "http/server.h"

namespace madoguchi {
namespace {

class ZeroRandom : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, std::uint8_t{0}); }
};

class ApiClientTest : public testing::Test {
 protected:
  ApiClientTest() {
    auto router = std::make_shared<http::Router>();
    router->add(http::Method::post, "/login", [](const http::Request& request) {
      auto answer = http::Response::json(200, request.body);
      http::set_session_cookie(answer, http::ListenerKind::portal, "token1");
      return answer;
    });
    router->add(http::Method::get, "/session", [](const http::Request& request) -> Result<http::Response> {
      if (http::session_token(request) != "token1") return refuse(ErrorCode::unauthenticated, "unauthenticated");
      return http::Response::json(200, R"({"a":[{"b":"c"}],"n":7,"ok":true})").add("ETag", "\"v1\"");
    });
    router->add(http::Method::del, "/session", [](const http::Request&) { return http::Response::no_content(); });
    http::ServerOptions options;
    options.catalogue = &catalogue;
    options.random = &random;
    options.now = [] { return from_unix(0); };
    options.listeners.push_back({.kind = http::ListenerKind::portal, .router = router});
    server.emplace(std::move(options));
    server->start();
    client.emplace("http://127.0.0.1:" + std::to_string(server->port(0)));
  }
  const Catalogue catalogue = Catalogue::load(std::filesystem::path(MADOGUCHI_SOURCE_DIR) / "text");
  ZeroRandom random;
  std::optional<http::Server> server;
  std::optional<ApiClient> client;
};

TEST_F(ApiClientTest, KeepsTheSessionAndReadsAnswers) {
  std::string seen;
  client->on_answer = [&](std::string_view method, std::string_view target, const ApiAnswer& answer) {
    seen += std::string(method) + " " + std::string(target) + " " + std::to_string(answer.status) + "\n";
  };
  auto answer = client->get("/session");
  EXPECT_EQ(answer.code(), "unauthenticated");
  EXPECT_EQ(answer.text("/title"), "ログインしてください。");
  client->set_language("en");
  EXPECT_EQ(client->get("/session").text("/title"), "Please log in.");
  EXPECT_EQ(client->post("/login", {{"id", "example"}}).text("/id"), "example");
  answer = client->get("/session");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("etag"), "\"v1\"");
  EXPECT_EQ(answer.text("/a/0/b"), "c");
  EXPECT_EQ(answer.size("/a"), 1U);
  EXPECT_EQ(answer.number("/n"), 7);
  EXPECT_TRUE(answer.flag("/ok"));
  EXPECT_FALSE(answer.has("/a/1"));
  EXPECT_THROW(answer.text("/n"), Failure);
  EXPECT_THROW(answer.at("/x"), Failure);
  EXPECT_EQ(client->del("/session").status, 204);
  client->forget_cookies();
  EXPECT_EQ(client->get("/session").status, 401);
  EXPECT_EQ(client->send("POST", "/login", "{}", {{"X-Madoguchi", "0"}}).code(), "csrf.header_missing");
  EXPECT_EQ(seen,
            "GET /session 401\nGET /session 401\nPOST /login 200\nGET /session 200\nDELETE /session 204\n"
            "GET /session 401\nPOST /login 403\n");
}

TEST_F(ApiClientTest, FailsLoudlyWithoutAServer) {
  server->stop(std::chrono::milliseconds(0));
  EXPECT_THROW(client->get("/session"), Failure);
}

}  // namespace
}  // namespace madoguchi
