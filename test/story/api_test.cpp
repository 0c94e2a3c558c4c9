#include <gtest/gtest.h>

#include <algorithm>

#include "support/example_site.h"

namespace madoguchi {
namespace {

std::vector<std::string> operations_of(const http::Router& router) {
  std::vector<std::string> operations;
  for (const auto* route : router.routes()) {
    operations.push_back(std::string(http::to_text(route->method)) + " " + route->pattern);
  }
  std::ranges::sort(operations);
  return operations;
}

// The description is complete: every route of the server stands in it, and nothing else.
TEST(Api, DescribesEveryRouteAndNoOther) {
  ExampleCounter counter;
  ExampleSite site(counter);
  EXPECT_EQ(operations_of(site.router(http::ListenerKind::portal)), test::OpenApi::load("portal").operations());
  EXPECT_EQ(operations_of(site.router(http::ListenerKind::desk)), test::OpenApi::load("desk").operations());
}

// Rules 7.2.4: nothing changes by GET, and no call that changes something is answered without our header.
TEST(Api, AsksForTheHeaderOnEveryChange) {
  ExampleCounter counter;
  ExampleSite site(counter);
  for (const auto door : {http::ListenerKind::portal, http::ListenerKind::desk}) {
    for (const auto* route : site.router(door).routes()) {
      if (!http::changes_state(route->method)) continue;
      auto browser = site.browser(door);
      browser.headers.clear();
      const auto answer = browser.call(route->method, route->pattern, "{}");
      EXPECT_EQ(answer.status, 403) << route->pattern;
      EXPECT_EQ(answer.code(), "csrf.header_missing") << route->pattern;
    }
  }
}

}  // namespace
}  // namespace madoguchi
