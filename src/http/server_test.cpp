// Raw bytes to a running server on loopback: what it refuses, how it answers, and when it closes.
#include "http/server.h"

#include <gtest/gtest.h>

#include <fstream>
#include <future>
#include <latch>

#include "support/raw_client.h"

namespace madoguchi::http {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using test::RawClient;

class CountingRandom : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = next_++;
  }

 private:
  std::uint8_t next_ = 1;
};

const Catalogue& catalogue() {
  static const auto loaded = Catalogue::load(std::filesystem::path(MADOGUCHI_SOURCE_DIR) / "text");
  return loaded;
}

class ConcurrentServer : public testing::Test {
 protected:
  ConcurrentServer() {
    options.catalogue = &catalogue();
    options.random = &random;
    options.now = [] { return from_unix(784111777); };
    router->add(Method::get, "/hello", [](const Request&) { return Response::json(200, "\"hello\""); });
    router->add(Method::get, "/who",
                [](const Request& request) { return Response::text(200, request.remote_address); });
    router->add(Method::get, "/empty", [](const Request&) { return Response::no_content(); });
    router->add(Method::post, "/echo", [](const Request& request) { return Response::json(200, request.body); },
                {.body_bytes_max = 1000});
    router->add(Method::get, "/broken", [](const Request&) -> Result<Response> { throw Failure("the disk is full"); });
    router->add(Method::get, "/wait", [this](const Request&) {
      entered.count_down();
      leave.wait();
      return Response::json(200, "\"waited\"");
    });
  }
  ~ConcurrentServer() override {
    if (!leave.try_wait()) leave.count_down();  // a handler that still waits would keep the server from ending
  }

  void start() {
    options.listeners.insert(options.listeners.begin(), {.kind = kind, .router = router});
    options.listeners[0].connections_max = connections_max;
    options.listeners[0].connections_per_address_max = per_address_max;
    options.listeners[0].trusted_proxies = proxies;
    server.emplace(std::move(options));
    server->start();
  }
  RawClient connect() { return RawClient(server->port(0)); }
  /// Sends `bytes`, then tells "status code, closed|open" of the answer.
  std::string probe(std::string_view bytes) {
    if (!server) start();
    auto client = connect();
    client.send(bytes);
    const auto answer = client.receive();
    if (!answer) return "closed without a word";
    EXPECT_EQ(answer->header("X-Content-Type-Options"), "nosniff");
    std::string code;
    if (answer->header("Content-Type") == "application/problem+json") {
      const auto at = answer->body.find("\"code\":\"") + 8;
      code = " " + answer->body.substr(at, answer->body.find('"', at) - at);
    }
    const bool closes = answer->header("Connection") == "close";
    if (closes) {
      EXPECT_EQ(client.receive_until_closed(), "") << "a second answer";
    }
    return std::to_string(answer->status) + code + (closes ? ", closed" : ", open");
  }

  CountingRandom random;
  std::shared_ptr<Router> router = std::make_shared<Router>();
  ListenerKind kind = ListenerKind::portal;
  std::size_t connections_max = 100;
  std::size_t per_address_max = 100;
  std::vector<std::string> proxies;
  ServerOptions options;
  std::latch entered{1};
  std::latch leave{1};
  std::optional<Server> server;
};

TEST_F(ConcurrentServer, AnswersAndKeepsTheConnection) {
  start();
  auto client = connect();
  client.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  auto answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "\"hello\"");
  EXPECT_EQ(answer->header("Content-Type"), "application/json");
  EXPECT_EQ(answer->header("Content-Length"), "7");
  EXPECT_EQ(answer->header("Date"), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(answer->header("Cache-Control"), "no-store");
  EXPECT_EQ(answer->header("Strict-Transport-Security"), "");
  EXPECT_NE(answer->header("Content-Security-Policy").find("frame-ancestors 'none'"), std::string::npos);
  client.send("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\nGET /empty HTTP/1.1\r\nHost: a\r\n\r\n");
  answer = client.receive(true);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->header("Content-Length"), "7");
  answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 204);
  EXPECT_EQ(answer->header("Content-Length"), "");
}

TEST_F(ConcurrentServer, AnswersPipelinedRequestsInOrder) {
  start();
  auto client = connect();
  const std::string post = "POST /echo HTTP/1.1\r\nHost: a\r\nX-Madoguchi: 1\r\nContent-Type: application/json\r\n";
  client.send(post + "Content-Length: 1\r\n\r\n1" + post + "Content-Length: 2\r\n\r\n22" + post +
              "Content-Length: 3\r\nConnection: close\r\n\r\n333");
  EXPECT_EQ(client.receive()->body, "1");
  EXPECT_EQ(client.receive()->body, "22");
  EXPECT_EQ(client.receive()->body, "333");
  EXPECT_EQ(client.receive_until_closed(), "");
}

TEST_F(ConcurrentServer, RefusesAmbiguousFraming) {
  const std::string post = "POST /echo HTTP/1.1\r\nHost: a\r\nX-Madoguchi: 1\r\nContent-Type: application/json\r\n";
  EXPECT_EQ(probe(post + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n1"), "400 http.bad_length, closed");
  EXPECT_EQ(probe(post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n11"), "400 http.bad_length, closed");
  EXPECT_EQ(probe(post + "Content-Length: 1, 1\r\n\r\n1"), "400 http.bad_length, closed");
  EXPECT_EQ(probe(post + "Content-Length: +1\r\n\r\n1"), "400 http.bad_length, closed");
  EXPECT_EQ(probe(post + "Content-Length: -1\r\n\r\n1"), "400 http.bad_length, closed");
  EXPECT_EQ(probe(post + "Content-Length: 0x1\r\n\r\n1"), "400 http.bad_length, closed");
  EXPECT_EQ(probe(post + "Content-Length: 99999999999999999999\r\n\r\n1"), "400 http.bad_length, closed");
  EXPECT_EQ(probe(post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /hello HTTP/1.1\r\n\r\n"),
            "400 http.bad_length, closed");
  EXPECT_EQ(probe(post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"),
            "400 http.bad_length, closed");
  EXPECT_EQ(probe(post + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), "411 http.length_required, closed");
  EXPECT_EQ(probe(post + "Transfer-Encoding: gzip\r\n\r\n"), "501 http.coding_unknown, closed");
  EXPECT_EQ(probe(post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            "400 http.bad_length, closed");
}

TEST_F(ConcurrentServer, RefusesMalformedHeads) {
  EXPECT_EQ(probe("GET /hello HTTP/1.1\r\n\r\n"), "400 http.bad_host, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), "400 http.bad_host, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.1\r\nHost:\r\n\r\n"), "400 http.bad_host, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.1\r\nHost: a b\r\n\r\n"), "400 http.bad_host, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.1\r\nHost: a/../b\r\n\r\n"), "400 http.bad_host, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.1\r\nHost : a\r\n\r\n"), "400 http.malformed, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n"), "400 http.folded_line, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.1\r\n X: b\r\nHost: a\r\n\r\n"), "400 http.folded_line, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.1\nHost: a\n\n"), "400 http.bare_line_end, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"), "400 http.bare_line_end, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.1\r\nHost: a\rX: b\r\n\r\n"), "400 http.bare_line_end, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n"s), "400 http.malformed, closed");
  EXPECT_EQ(probe("GET  /hello HTTP/1.1\r\nHost: a\r\n\r\n"), "400 http.bad_target, closed");
  EXPECT_EQ(probe("GET /hello\r\nHost: a\r\n\r\n"), "400 http.bad_target, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n"), "400 http.malformed, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.1\r\nHost: a\r\nOrigin: a\r\nOrigin: b\r\n\r\n"), "400 http.header_twice, closed");
  EXPECT_EQ(probe("\x16\x03\x01\x02\r\n\r\n"), "400 http.malformed, closed");
}

TEST_F(ConcurrentServer, RefusesBadTargets) {
  EXPECT_EQ(probe("GET hello HTTP/1.1\r\nHost: a\r\n\r\n"), "400 http.bad_target, closed");
  EXPECT_EQ(probe("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n"), "400 http.bad_target, closed");
  EXPECT_EQ(probe("GET /%0d%0a HTTP/1.1\r\nHost: a\r\n\r\n"), "400 http.bad_target, closed");
  EXPECT_EQ(probe("GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n"), "400 http.bad_target, closed");
  EXPECT_EQ(probe("GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n"), "400 http.bad_target, closed");
  EXPECT_EQ(probe("GET /a/../hello HTTP/1.1\r\nHost: a\r\n\r\n"), "400 http.bad_target, closed");
  EXPECT_EQ(probe("GET /a/%2e%2E/hello HTTP/1.1\r\nHost: a\r\n\r\n"), "400 http.bad_target, closed");
  EXPECT_EQ(probe("GET /hello?a=1&a=2 HTTP/1.1\r\nHost: a\r\n\r\n"), "400 http.query_duplicate, closed");
  EXPECT_EQ(probe("GET http://other/hello HTTP/1.1\r\nHost: a\r\n\r\n"), "400 http.bad_host, closed");
  EXPECT_EQ(probe("GET http://a/hello?x=1 HTTP/1.1\r\nHost: a\r\n\r\n"), "200, open");
  EXPECT_EQ(probe("GET /%68ello HTTP/1.1\r\nHost: a\r\n\r\n"), "200, open");
  EXPECT_EQ(probe("GET /hello/ HTTP/1.1\r\nHost: a\r\n\r\n"), "404 not_found, open");
  EXPECT_EQ(probe("GET //hello HTTP/1.1\r\nHost: a\r\n\r\n"), "404 not_found, open");
  EXPECT_EQ(probe("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"), "400 http.bad_target, closed");
}

TEST_F(ConcurrentServer, KnowsMethodsAndVersions) {
  EXPECT_EQ(probe("BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n"), "501 http.method_unknown, closed");
  EXPECT_EQ(probe("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"), "501 http.method_unknown, closed");
  EXPECT_EQ(probe("get /hello HTTP/1.1\r\nHost: a\r\n\r\n"), "501 http.method_unknown, closed");
  EXPECT_EQ(probe("DELETE /hello HTTP/1.1\r\nHost: a\r\n\r\n"), "405 http.method_not_allowed, open");
  EXPECT_EQ(probe("OPTIONS /hello HTTP/1.1\r\nHost: a\r\n\r\n"), "405 http.method_not_allowed, open");
  EXPECT_EQ(probe("GET /hello HTTP/2.0\r\nHost: a\r\n\r\n"), "505 http.bad_version, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.0\r\n\r\n"), "200, closed");
  EXPECT_EQ(probe("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), "200, open");
  EXPECT_EQ(probe("\r\nGET /hello HTTP/1.1\r\nHost: a\r\n\r\n"), "200, open");
  EXPECT_EQ(probe("\r\n\r\nGET /hello HTTP/1.1\r\nHost: a\r\n\r\n"), "400 http.malformed, closed");
  auto client = connect();
  client.send("PUT /echo HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.receive()->header("Allow"), "POST");
  client.send("PUT /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.receive()->header("Allow"), "GET, HEAD");
}

TEST_F(ConcurrentServer, BoundsHeadsAndBodies) {
  const std::string get = "GET /hello HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(probe("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"),
            "414 http.target_too_long, closed");
  EXPECT_EQ(probe("GET /" + std::string(9000, 'a')), "414 http.target_too_long, closed");
  EXPECT_EQ(probe(get + "X: " + std::string(17000, 'a')), "431 http.head_too_large, closed");
  std::string many = get;
  for (int i = 0; i < 101; ++i) many += "X" + std::to_string(i) + ": 1\r\n";
  EXPECT_EQ(probe(many + "\r\n"), "431 http.head_too_large, closed");
  const std::string post = "POST /echo HTTP/1.1\r\nHost: a\r\nX-Madoguchi: 1\r\n";
  const std::string json = post + "Content-Type: application/json\r\n";
  EXPECT_EQ(probe(json + "Content-Length: 1001\r\n\r\n"), "413 http.body_too_large, closed");
  EXPECT_EQ(probe(json + "Content-Length: 999999999999\r\nExpect: 100-continue\r\n\r\n"),
            "413 http.body_too_large, closed");
  EXPECT_EQ(probe(json + "Content-Length: 1000\r\n\r\n" + std::string(1000, '1')), "200, open");
  EXPECT_EQ(probe(post + "Content-Type: text/plain\r\nContent-Length: 1\r\n\r\n1"), "415 http.content_type, open");
  EXPECT_EQ(probe(post + "Content-Length: 1\r\n\r\n1"), "415 http.content_type, open");
  EXPECT_EQ(probe(post + "Content-Type: Application/JSON; Charset=UTF-8\r\nContent-Length: 1\r\n\r\n1"), "200, open");
  EXPECT_EQ(probe(get + "Content-Length: 1\r\n\r\n1"), "400 http.body_unexpected, open");
  EXPECT_EQ(probe(json + "Content-Length: 1\r\nExpect: a miracle\r\n\r\n1"), "417 http.expectation, closed");
}

TEST_F(ConcurrentServer, SaysContinueWhenTheBodyIsWanted) {
  start();
  auto client = connect();
  client.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nX-Madoguchi: 1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
      "Expect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive()->status, 100);
  client.send("42");
  const auto answer = client.receive();
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "42");
}

TEST_F(ConcurrentServer, ClosesSlowClientsWithAWord) {
  options.head_time = 100ms;
  options.body_time = 100ms;
  options.idle_time = 100ms;
  EXPECT_EQ(probe("GET /hello HT"), "408 http.too_slow, closed");
  EXPECT_EQ(probe("POST /echo HTTP/1.1\r\nHost: a\r\nX-Madoguchi: 1\r\nContent-Type: application/json\r\n"
                  "Content-Length: 10\r\n\r\n12345"),
            "408 http.too_slow, closed");
  auto idle = connect();
  EXPECT_EQ(idle.receive_until_closed(), "");
  // A byte now and then does not extend the time.
  auto slow = connect();
  const auto until = std::chrono::steady_clock::now() + 5s;
  std::optional<RawClient::Answer> answer;
  slow.send("GET /hello HTTP/1.1\r\n");
  auto reader = std::async(std::launch::async, [&] { return slow.receive(); });
  while (reader.wait_for(20ms) != std::future_status::ready && std::chrono::steady_clock::now() < until) {
    try {
      slow.send("a");
    } catch (const std::exception&) {
      break;  // closed by the server, as it should be
    }
  }
  answer = reader.get();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 408);
}

TEST_F(ConcurrentServer, TurnsAwayConnectionsOverTheLimit) {
  connections_max = 2;
  start();
  auto first = connect();
  auto second = connect();
  first.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  second.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(first.receive()->status, 200);
  EXPECT_EQ(second.receive()->status, 200);
  {
    auto third = connect();
    const auto answer = third.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 503);
    EXPECT_EQ(answer->header("Retry-After"), "5");
    EXPECT_EQ(third.receive_until_closed(), "");
  }
  first.finish_sending();
  EXPECT_EQ(first.receive_until_closed(), "");
  auto fourth = connect();
  fourth.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(fourth.receive()->status, 200);
}

TEST_F(ConcurrentServer, LimitsConnectionsOfOneAddress) {
  per_address_max = 1;
  start();
  auto first = connect();
  first.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(first.receive()->status, 200);
  auto second = connect();
  EXPECT_EQ(second.receive()->status, 503);
}

TEST_F(ConcurrentServer, BelievesForwardedAddressesOfTrustedProxiesOnly) {
  per_address_max = 1;  // does not bind the proxy
  proxies = {"127.0.0.1"};
  start();
  auto client = connect();
  auto other = connect();
  const std::string get = "GET /who HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ";
  client.send(get + "10.0.0.1, 192.0.2.7\r\n\r\n");
  EXPECT_EQ(client.receive()->body, "192.0.2.7");
  client.send(get + "2001:DB8::1\r\n\r\n");
  EXPECT_EQ(client.receive()->body, "2001:db8::1");
  other.send(get + "192.0.2.7, 127.0.0.1\r\n\r\n");
  EXPECT_EQ(other.receive()->body, "192.0.2.7");
  client.send(get + "<script>\r\n\r\n");
  EXPECT_EQ(client.receive()->body, "127.0.0.1");
}

TEST_F(ConcurrentServer, IgnoresForwardedAddressesOfStrangers) {
  start();
  auto client = connect();
  client.send("GET /who HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n");
  EXPECT_EQ(client.receive()->body, "127.0.0.1");
}

TEST_F(ConcurrentServer, SaysBusyWhenTheQueueIsFull) {
  options.worker_threads = 1;
  options.queued_max = 1;
  start();
  auto running = connect();
  running.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  entered.wait();
  // One of these waits in the queue, the other is told to come back: which, the server decides.
  auto first = connect();
  auto second = connect();
  first.send("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  second.send("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  auto first_answer = std::async(std::launch::async, [&] { return first.receive(); });
  auto second_answer = std::async(std::launch::async, [&] { return second.receive(); });
  const auto deadline = std::chrono::steady_clock::now() + 5s;
  while (first_answer.wait_for(1ms) != std::future_status::ready &&
         second_answer.wait_for(1ms) != std::future_status::ready && std::chrono::steady_clock::now() < deadline) {
  }
  leave.count_down();
  const auto one = first_answer.get();
  const auto two = second_answer.get();
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->status + two->status, 503 + 200);
  EXPECT_EQ((one->status == 503 ? one : two)->header("Retry-After"), "1");
  EXPECT_EQ(running.receive()->body, "\"waited\"");
}

TEST_F(ConcurrentServer, DrainsWhenItStops) {
  start();
  auto idle = connect();
  idle.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(idle.receive()->status, 200);
  auto busy = connect();
  busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  entered.wait();
  auto stopped = std::async(std::launch::async, [&] { server->stop(10s); });
  EXPECT_EQ(idle.receive_until_closed(), "");  // idle connections end at once
  EXPECT_NE(stopped.wait_for(0s), std::future_status::ready);
  leave.count_down();
  const auto answer = busy.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "\"waited\"");
  EXPECT_EQ(answer->header("Connection"), "close");
  EXPECT_EQ(busy.receive_until_closed(), "");
  stopped.get();
  EXPECT_ANY_THROW(connect());
}

TEST_F(ConcurrentServer, LosesPatienceWithClientsThatDoNotFinish) {
  start();
  auto half = connect();
  half.send("GET /hello HTTP/1.1\r\nHost");
  auto probe_client = connect();
  probe_client.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(probe_client.receive()->status, 200);
  const auto before = std::chrono::steady_clock::now();
  server->stop(50ms);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
  EXPECT_EQ(half.receive_until_closed(), "");
}

TEST_F(ConcurrentServer, HidesABrokenWorldBehindAnIncidentNumber) {
  start();
  auto client = connect();
  client.send("GET /broken?lang=en HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500);
  EXPECT_EQ(
      answer->body,
      R"({"type":"urn:madoguchi:problem:http.incident","title":"Something went wrong on our side. If it persists, )"
      R"(please contact us and tell us the number 0102030405060708.","titles":{)"
      R"("ja":"システムに問題が発生しました。続く場合は、番号 0102030405060708 を添えて弊社までご連絡ください。",)"
      R"("en":"Something went wrong on our side. If it persists, )"
      R"(please contact us and tell us the number 0102030405060708."},"status":500,"code":"http.incident",)"
      R"("params":{"incident":"0102030405060708"}})");
}

TEST_F(ConcurrentServer, DoesNotWaitForClientsThatDoNotRead) {
  options.write_time = 100ms;
  connections_max = 1;
  router->add(Method::get, "/large", [](const Request&) { return Response::text(200, std::string(20'000'000, 'x')); });
  start();
  auto deaf = connect();
  deaf.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  // The one place is free again once the deaf client has been given up.
  const auto until = std::chrono::steady_clock::now() + 5s;
  int status = 503;
  while (status == 503 && std::chrono::steady_clock::now() < until) {
    auto next = connect();
    next.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    status = next.receive().value_or(RawClient::Answer{}).status;
  }
  EXPECT_EQ(status, 200);
}

TEST_F(ConcurrentServer, StreamsFiles) {
  const auto path = std::filesystem::path(testing::TempDir()) / ("served-" + std::to_string(::getpid()));
  const std::string content(1'000'003, 'x');
  std::ofstream(path, std::ios::binary) << content;
  kind = ListenerKind::status;
  router->add(Method::get, "/file", [&](const Request&) {
    return Response::from_file(path, "application/pkix-crl").add("Cache-Control", "max-age=60");
  });
  router->add(Method::get, "/missing", [&](const Request&) { return Response::from_file(path / "x", "a/b"); });
  start();
  auto client = connect();
  client.send("GET /file HTTP/1.1\r\nHost: a\r\n\r\nGET /missing HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, content);
  EXPECT_EQ(answer->header("Cache-Control"), "max-age=60");
  EXPECT_EQ(answer->header("Content-Security-Policy"), "");
  EXPECT_EQ(client.receive()->status, 404);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace madoguchi::http
