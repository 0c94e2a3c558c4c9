// Routes that are brief: answered where they are read, by workers only if they would have to wait.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <latch>
#include <set>
#include <string>
#include <vector>

#include "base/at_once.h"
#include "http/server.h"
#include "support/raw_client.h"

namespace madoguchi::http {
namespace {

using test::RawClient;

const Catalogue& catalogue() {
  static const auto loaded = Catalogue::load(std::filesystem::path(MADOGUCHI_SOURCE_DIR) / "text");
  return loaded;
}

class OneByte : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, std::uint8_t{7}); }
};

/// Each handler says where it ran.
Response where() {
  return Response::text(200, AtOnce::here() ? "here" : "worker");
}

/// What a turn shares and cannot keep at its end.
class Lost : public AtOnce::Shared {
 public:
  explicit Lost(std::atomic<int>& counter) : counter_(counter) {}
  bool finish() override {
    ++counter_;
    return false;
  }

 private:
  std::atomic<int>& counter_;
};

class ConcurrentBrief : public testing::Test {
 protected:
  ConcurrentBrief() {
    router->add(Method::get, "/plain", [](const Request&) { return where(); });
    router->add(Method::get, "/brief", [](const Request&) { return where(); }, {.brief = true});
    router->add(Method::get, "/waits",
                [this](const Request&) {
                  ++begun;
                  if (AtOnce::here()) throw WouldWait();
                  return where();
                },
                {.brief = true});
    router->add(Method::get, "/shares",
                [this](const Request&) {
                  if (auto* turn = AtOnce::here()) turn->shared = std::make_unique<Lost>(begun);
                  return where();
                },
                {.brief = true});
    router->add(Method::get, "/fails", [](const Request&) -> Result<Response> { throw Failure("broken"); },
                {.brief = true});
    router->add(Method::get, "/held",
                [this](const Request&) {
                  entered.count_down();
                  leave.wait();
                  return where();
                },
                {.brief = true});
    ServerOptions options{.catalogue = &catalogue(), .random = &random, .now = [] { return from_unix(784111777); }};
    options.listeners.push_back({.kind = ListenerKind::portal, .router = router});
    server.emplace(std::move(options));
    server->start();
  }
  ~ConcurrentBrief() override {
    if (!leave.try_wait()) leave.count_down();
  }
  static void ask(RawClient& client, const std::string& path) {
    client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  static std::string told(RawClient& client) { return client.receive().value_or(RawClient::Answer{}).body; }
  std::string answer(const std::string& path) {
    RawClient client(server->port(0));
    ask(client, path);
    return told(client);
  }

  /// Where so many are answered that come in one turn of the loop.
  std::multiset<std::string> answered_together(int readers, const std::string& path) {
    RawClient first(server->port(0));
    std::vector<RawClient> others;
    for (int i = 0; i < readers; ++i) {
      others.emplace_back(server->port(0));
      ask(others.back(), "/plain");  // so that the loop knows each
      EXPECT_EQ(told(others.back()), "worker");
    }
    ask(first, "/held");
    entered.wait();
    for (auto& other : others) ask(other, path);  // all lie in their sockets when the thread comes back to them
    leave.count_down();
    EXPECT_EQ(told(first), "here");
    std::multiset<std::string> places;
    for (auto& other : others) places.insert(told(other));
    return places;
  }

  OneByte random;
  std::shared_ptr<Router> router = std::make_shared<Router>();
  std::latch entered{1};
  std::latch leave{1};
  std::atomic<int> begun = 0;
  std::optional<Server> server;
};

TEST_F(ConcurrentBrief, AReaderIsAnsweredWhereItIsRead) {
  EXPECT_EQ(answer("/brief"), "here");
  EXPECT_EQ(answer("/plain"), "worker");
  EXPECT_EQ(answer("/brief"), "here");
}

TEST_F(ConcurrentBrief, WhoWouldHaveToWaitIsAnsweredByAWorker) {
  EXPECT_EQ(answer("/waits"), "worker");
  EXPECT_EQ(begun, 2);
  EXPECT_NE(answer("/fails").find("http.incident"), std::string::npos) << "once, as everywhere";
  EXPECT_EQ(answer("/brief"), "here");
}

TEST_F(ConcurrentBrief, AllThatComeTogetherAreAnsweredHereAFewInEachTurn) {
  EXPECT_EQ(answered_together(20, "/brief").count("here"), 20U);
}

TEST_F(ConcurrentBrief, WhatATurnCannotKeepIsAnsweredByWorkers) {
  EXPECT_EQ(answered_together(20, "/shares").count("worker"), 20U);
  EXPECT_GE(begun, 3) << "eight at most in one turn";
  EXPECT_LT(begun, 20) << "and as many as there are";
}

TEST_F(ConcurrentBrief, AllThatWouldHaveToWaitGoToWorkers) {
  EXPECT_EQ(answered_together(20, "/waits").count("worker"), 20U);
}

}  // namespace
}  // namespace madoguchi::http
