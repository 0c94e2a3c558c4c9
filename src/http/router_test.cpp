#include "http/router.h"

#include <gtest/gtest.h>

namespace madoguchi::http {
namespace {

Handler says(std::string text) {
  return [text](const Request&) { return Response::text(200, text); };
}

/// The pattern found and its parameters, "405 <Allow>", or "404".
std::string find(const Router& router, Method method, std::vector<std::string> segments) {
  const auto found = router.find(method, segments);
  if (const auto* wrong = std::get_if<Router::WrongMethod>(&found)) return "405 " + wrong->allow;
  const auto* match = std::get_if<Router::Match>(&found);
  if (!match) return "404";
  std::string out = match->route->pattern;
  for (const auto& [name, value] : match->parameters) out += " " + name + "=" + value;
  return out;
}

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    router.add(Method::get, "/", says("root"));
    router.add(Method::get, "/contracts", says("list"));
    router.add(Method::post, "/contracts", says("open"));
    router.add(Method::get, "/contracts/{id}", says("one"));
    router.add(Method::get, "/contracts/new/form", says("form"));
    router.add(Method::del, "/contracts/{id}/drafts/{draft}", says("drop"));
  }
  Router router;
};

TEST_F(RouterTest, FindsLiteralsBeforeParameters) {
  EXPECT_EQ(find(router, Method::get, {}), "/");
  EXPECT_EQ(find(router, Method::get, {"contracts"}), "/contracts");
  EXPECT_EQ(find(router, Method::head, {"contracts"}), "/contracts");
  EXPECT_EQ(find(router, Method::get, {"contracts", "窓 口"}), "/contracts/{id} id=窓 口");
  EXPECT_EQ(find(router, Method::get, {"contracts", "new", "form"}), "/contracts/new/form");
  // "new" leads into the literal's branch, which has no such leaf: the parameter is tried after all.
  EXPECT_EQ(find(router, Method::get, {"contracts", "new"}), "/contracts/{id} id=new");
  EXPECT_EQ(find(router, Method::del, {"contracts", "new", "drafts", "d"}),
            "/contracts/{id}/drafts/{draft} draft=d id=new");
}

TEST_F(RouterTest, TellsWrongMethodsFromWrongPaths) {
  EXPECT_EQ(find(router, Method::put, {"contracts"}), "405 GET, HEAD, POST");
  EXPECT_EQ(find(router, Method::get, {"contracts", "a", "drafts", "b"}), "405 DELETE");
  EXPECT_EQ(find(router, Method::get, {"contracts", ""}), "404");
  EXPECT_EQ(find(router, Method::get, {"contracts", "a", "drafts"}), "404");
  EXPECT_EQ(find(router, Method::get, {"Contracts"}), "404");
  EXPECT_EQ(find(router, Method::get, std::vector<std::string>(1000, "a")), "404");
}

TEST_F(RouterTest, RefusesRoutesThatContradictEachOther) {
  EXPECT_THROW(router.add(Method::get, "/contracts", says("again")), Failure);
  EXPECT_THROW(router.add(Method::get, "/contracts/{contract}", says("other name")), Failure);
  EXPECT_THROW(router.add(Method::head, "/x", says("head")), Failure);
  for (const auto* pattern : {"", "x", "/x/", "//x", "/x//y", "/{}", "/{id", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q"}) {
    EXPECT_THROW(router.add(Method::get, pattern, says("bad")), Failure) << pattern;
  }
  EXPECT_EQ(router.routes().size(), 6U);
}

}  // namespace
}  // namespace madoguchi::http
