// Mass revocation over the API of the desk (R105): from the list of serial numbers to the result of each.
#include <gtest/gtest.h>

#include "base/json.h"
#include "job/incidents.h"
#include "support/example_api.h"
#include "support/example_incident.h"
#include "usecase/publish_crl.h"

namespace madoguchi {
namespace {

constexpr const char* kIncidents = "/api/v1/incidents";

std::string criterion(std::string_view kind, std::string_view value) {
  return CanonicalJson().text("kind", kind).text("value", value).print();
}
std::string criteria_of(const std::vector<std::string>& serials) {
  std::string all;
  for (const auto& serial : serials) all += (all.empty() ? "" : ",") + criterion("serial", serial);
  return R"({"criteria":[)" + all + "]}";
}

class IncidentApi : public testing::TestWithParam<std::string> {
 protected:
  using Answer = test::ExampleApi::Answer;
  Answer open(const Actor& actor, const std::string& body, const std::string& key = "once") {
    return api_.post(actor, kIncidents, body, {{"Idempotency-Key", key}});
  }
  Answer step(const Actor& actor, const Answer& seen, const std::string& verb, const std::string& body = "") {
    return api_.post(actor, kIncidents + ("/" + seen.text("/id")) + "/" + verb, body, {{"If-Match", seen.etag}});
  }
  Answer show(const Answer& seen) { return api_.get(counter_.auditor(), kIncidents + ("/" + seen.text("/id"))); }
  void work() {
    while (job::incidents(counter_.office(), counter_.now) > 0) {
    }
  }
  bool may(const Actor& actor, const Answer& seen, std::string_view action) {
    const auto answer = api_.get(actor, kIncidents + ("/" + seen.text("/id")));
    for (const auto& can : answer.json.at("can").as_array()) {
      if (can.at("action").as_string() == action) return can.at("allowed").as_bool();
    }
    throw Failure("the can list does not name " + std::string(action));
  }
  std::int64_t number(const Answer& answer, std::string_view pointer) const {
    return answer.json.at_pointer(pointer).as_int64();
  }
  ExampleCounter counter_{GetParam()};
  test::ExampleApi api_{counter_};
};

// R102, R105: opened by one, planned, read, approved by another with the digest of what was read, followed to its end.
TEST_P(IncidentApi, GoesFromTheListToTheResultOfEach) {
  std::vector<std::string> serials;
  for (const auto& id : add_copies(counter_, counter_.ev, 230)) {
    serials.push_back(counter_.read([&](Store& store) { return must(store.certificates.get(id)).serial; }));
  }
  const std::string body = R"({"cause":"not_as_required","finding":"EKU の誤り","known_since":")" +
                           format_utc(counter_.now - Seconds(3600)) + R"("})";
  EXPECT_EQ(open(counter_.reviewer(), body).told(), "400 input.invalid /criteria=incident.whom_required");
  const auto first = R"({"cause":"not_as_required","finding":"EKU の誤り",)" +
                     criteria_of({serials.begin(), serials.begin() + 100}).substr(1);
  const auto opened = open(counter_.reviewer(), first);
  ASSERT_EQ(opened.status, 201) << opened.told();
  EXPECT_EQ(opened.location, kIncidents + ("/" + opened.text("/id")));
  EXPECT_EQ(open(counter_.reviewer(), first).text("/id"), opened.text("/id")) << "the same call again (R96)";
  EXPECT_EQ(opened.text("/reason"), "superseded");
  EXPECT_EQ(number(opened, "/seconds_left"), 5 * 24 * 3600);
  const auto more = step(counter_.reviewer(), opened, "criteria", criteria_of({serials.begin() + 100, serials.end()}));
  EXPECT_EQ(number(more, "/criteria"), 230) << more.told();
  EXPECT_EQ(step(counter_.reviewer(), opened, "plan").status, 412);
  EXPECT_EQ(step(counter_.reviewer(), more, "plan").text("/state"), "planning");
  work();
  const auto planned = show(opened);
  EXPECT_EQ(planned.text("/state"), "planned");
  EXPECT_EQ(number(planned, "/plan/items"), 230);
  EXPECT_EQ(number(planned, "/plan/customers"), 1);
  EXPECT_GT(number(planned, "/plan/longest_crl_bytes"), 50 * 50);
  EXPECT_FALSE(may(counter_.reviewer(), planned, "approve"));
  EXPECT_TRUE(may(counter_.revoker(), planned, "approve"));
  const auto yes = R"({"plan_digest":")" + planned.text("/plan/digest") + R"("})";
  EXPECT_EQ(step(counter_.revoker(), planned, "approve", R"({"plan_digest":"00"})").told(), "409 incident.other_plan");
  EXPECT_EQ(step(counter_.reviewer(), planned, "approve", yes).status, 403);
  const auto approved = step(counter_.revoker(), planned, "approve", yes);
  EXPECT_EQ(approved.text("/state"), "approved") << approved.told();
  EXPECT_EQ(number(approved, "/progress/done"), 0);
  EXPECT_FALSE(may(counter_.reviewer(), approved, "withdraw"));
  work();
  auto authority = counter_.authority();
  authority.issuer.crl_shards = 4;  // the copies'
  publish_crls(counter_.office(), authority, counter_.clock());
  work();
  const auto done = show(opened);
  EXPECT_EQ(done.text("/state"), "done");
  EXPECT_EQ(number(done, "/progress/revoked"), 230);
  EXPECT_EQ(done.text("/progress/published_at"), format_utc(counter_.now));
  const auto page = api_.get(counter_.auditor(), kIncidents + ("/" + opened.text("/id")) + "/items");
  EXPECT_EQ(page.size("/items"), 200U);
  EXPECT_EQ(page.text("/items/0/result"), "revoked");
  const auto last = api_.get(counter_.auditor(), kIncidents + ("/" + opened.text("/id")) + "/items?after=200");
  EXPECT_EQ(last.size("/items"), 30U);
  EXPECT_FALSE(last.has("/next"));
  const auto skipped = api_.get(counter_.auditor(), kIncidents + ("/" + opened.text("/id")) + "/items?skipped=true");
  EXPECT_EQ(skipped.size("/items"), 0U);
  EXPECT_EQ(api_.get(counter_.auditor(), kIncidents).size("/incidents"), 1U);
}

// Bad input changes nothing, and says which.
TEST_P(IncidentApi, RefusesWhatCannotBeMeant) {
  const auto events = counter_.rows("event");
  const auto with = [](const std::string& criterion) {
    return R"({"cause":"misuse","finding":"見本","criteria":[)" + criterion + "]}";
  };
  EXPECT_EQ(open(counter_.revoker(), with(criterion("colour", "blue"))).told(),
            "400 input.invalid /criteria/0/kind=json.not_a_choice");
  EXPECT_EQ(open(counter_.revoker(), with(criterion("serial", "4D"))).told(),
            "400 input.invalid /criteria/0=incident.bad_criterion");
  EXPECT_EQ(open(counter_.revoker(), R"({"cause":"bored","finding":"見本"})").told(),
            "400 input.invalid /cause=json.not_a_choice");
  std::string many;
  for (int i = 0; i < 1001; ++i) many += (i > 0 ? "," : "") + criterion("serial", std::string(32, 'a'));
  EXPECT_EQ(open(counter_.revoker(), with(many)).status, 400);
  EXPECT_EQ(open(counter_.revoker(), with(criterion("organization", std::string(2'000'000, 'x')))).status, 413);
  EXPECT_EQ(api_.post(counter_.revoker(), kIncidents, with(criterion("dns_name", "a.example"))).code(),
            "http.idempotency_key_required");
  EXPECT_EQ(api_.get(counter_.auditor(), kIncidents + std::string("/") + std::string(26, 'a')).told(),
            "404 incident.not_found");
  for (const auto* table : {"incident", "incident_criterion", "idempotency"})
    EXPECT_EQ(counter_.rows(table), 0) << table;
  EXPECT_EQ(counter_.rows("event"), events);
}
INSTANTIATE_TEST_SUITE_P(Sql, IncidentApi, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
