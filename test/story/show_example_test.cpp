// What a newcomer is shown of an example, and nobody of anything else.
#include <gtest/gtest.h>

#include "http/routes.h"
#include "support/example_reissue.h"
#include "support/example_site.h"
#include "usecase/show_example.h"

namespace madoguchi {
namespace {

class ShowExample : public testing::TestWithParam<const char*> {
 protected:
  ExampleCounter counter_{GetParam()};
  ExampleSite site_{counter_};
};

// Real people's mails, passwords and codes are shown by no route: there is none.
TEST_P(ShowExample, HasNoRouteOutsideAnExample) {
  http::Counter parts{.office = counter_.office(), .now = [&] { return counter_.now; }, .hasher = site_.hasher()};
  for (const auto add : {http::add_portal_routes, http::add_desk_routes}) {
    http::Router router;
    add(router, parts);
    for (const auto* route : router.routes()) EXPECT_FALSE(route->pattern.starts_with("/api/v1/example"));
    for (const std::string name : {"clock", "outlook", "people", "mails"}) {
      EXPECT_TRUE(std::holds_alternative<http::Router::NotFound>(
          router.find(http::Method::get, {"api", "v1", "example", name})));
    }
  }
}

// Nor do the use cases tell anything, whoever calls them.
TEST_P(ShowExample, RefusesInAnAuthorityThatIsNone) {
  counter_.read([](Store& store) { return store.sql.execute("UPDATE service SET example = 0", {}); });
  EXPECT_EQ(answer(counter_.as(counter_.engine(), example_officers)), "example.not_an_example");
  EXPECT_EQ(answer(counter_.as(counter_.engine(), example_outlook)), "example.not_an_example");
}

// Each code opens one session; then the next step's code is shown, then none until the time has come.
TEST_P(ShowExample, ShowsCodesThatWork) {
  const auto code = [&] {
    const auto officers = must(counter_.as(counter_.engine(), example_officers));
    const auto found = std::ranges::find(officers, "reviewer", &ExampleOfficer::login_id);
    EXPECT_NE(found, officers.end());
    EXPECT_GE(found->seconds_left, 1);
    EXPECT_LE(found->seconds_left, 30);
    return found->totp.value_or("");
  };
  const auto use = [&](std::int64_t step) {
    counter_.read([&](Store& store) {
      const auto officer = store.officers.find_by_login_id("reviewer");
      EXPECT_TRUE(store.officers.use_totp_step(officer->id, step));
      return 0;
    });
  };
  const auto step = counter_.now.time_since_epoch().count() / 30;
  const auto first = code();
  EXPECT_EQ(first.size(), 6U);
  use(step);
  const auto second = code();
  EXPECT_EQ(second.size(), 6U);
  EXPECT_NE(second, first);
  use(step + 1);
  EXPECT_EQ(code(), "");
  counter_.now += Seconds(30);
  EXPECT_EQ(code().size(), 6U);
}

// R71: what lies ahead, and only what will really happen.
TEST_P(ShowExample, SaysWhatLiesAhead) {
  const auto kinds = [&] {
    std::string out;
    for (const auto& each : must(counter_.as(counter_.engine(), example_outlook))) {
      EXPECT_GE(each.at, counter_.now);
      if (each.common_name == "www.example.jp") out.append(to_text(each.kind)).append(" ");
    }
    return out;
  };
  EXPECT_EQ(kinds(), "certificate_end contract_end ");
  approved_reissue(counter_, reissue_form(counter_, counter_.ev));
  counter_.run_jobs();
  EXPECT_EQ(kinds(), "scheduled_revocation certificate_end certificate_end contract_end ");
  counter_.now += std::chrono::days(14);  // the moment is now until it is dealt with
  EXPECT_EQ(kinds(), "scheduled_revocation certificate_end certificate_end contract_end ");
  counter_.run_jobs();
  EXPECT_EQ(kinds(), "certificate_end contract_end ");
}

TEST_P(ShowExample, AnswersAsDescribed) {
  for (auto browser : {site_.portal(), site_.desk()}) {
    EXPECT_EQ(browser.get("/api/v1/example/people").status, 200);
    EXPECT_EQ(browser.get("/api/v1/example/outlook").status, 200);
    EXPECT_EQ(browser.get("/api/v1/example/mails").member("mails"), "[]");
    EXPECT_EQ(browser.get("/api/v1/example/mails?limit=1000").status, 400);
    EXPECT_EQ(browser.get("/api/v1/example/mails/..%2Fx.eml").status, 404);
  }
}

INSTANTIATE_TEST_SUITE_P(Sql, ShowExample, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
