// A mass revocation is killed (SIGKILL, in a process of its own) at fifty points: nothing is lost, nothing doubled.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "job/incidents.h"
#include "secret/seeded_random.h"
#include "support/example_incident.h"
#include "support/example_reissue.h"
#include "support/example_signer.h"
#include "support/killed_process.h"
#include "support/test_database.h"
#include "usecase/publish_crl.h"

namespace madoguchi {
namespace {

// Fifty in all: while it is planned, carried out, told, published, and noted as done.
constexpr int kOfPlan = 12, kOfBatches = 20, kOfNotices = 8, kOfLists = 5, kOfEnd = 5;
constexpr int kCopies = 797;  // with the counter's three: eighty batches of ten

class KilledIncident : public testing::TestWithParam<std::string> {
 protected:
  KilledIncident() {
    const Bytes key = counter_.signer().private_key();
    std::ofstream(key_file(), std::ios::binary).write(reinterpret_cast<const char*>(key.data()), std::ssize(key));
  }
  std::string key_file() const { return folder_.path() + "/signer.key"; }
  bool killed(const std::string& job, const std::string& point) const {
    return was_killed(std::string(MADOGUCHI_BINARY_DIR) + "/issue_driver",
                      {job, counter_.database_url(), key_file(), counter_.authority().crl_folder.string(),
                       std::to_string(to_unix(counter_.now)), point, folder_.path() + "/signed.log"});
  }
  int draw(int below) {
    std::array<std::uint8_t, 1> one{};
    points_.fill(one);
    return one[0] % below;
  }
  /// At one of the next statements, from `first` on, before it or after; there are at least so many.
  void kill(const std::string& job, int statements, int first = 1) {
    const auto statement = first + draw(statements - first + 1);
    const std::string point = (draw(2) == 0 ? "before:" : "after:") + std::to_string(statement);
    SCOPED_TRACE(job + " " + point);
    EXPECT_TRUE(killed(job, point));
    ++kills_;
  }
  void go_on(const std::string& job) const { EXPECT_FALSE(killed(job, "none")); }
  std::int64_t count(const std::string& query) const {
    return counter_.read(
        [&](Store& store) { return store.sql.query("SELECT COUNT(*) FROM " + query).front().number(0); });
  }
  /// What must hold at every moment: certificate, line, event and result go together.
  void expect_whole() const {
    const auto incident = incident_at(counter_, id_);
    const auto revoked = count("certificate WHERE revoked_at IS NOT NULL");
    EXPECT_EQ(counter_.rows("revocation"), revoked);
    EXPECT_EQ(count("incident_item WHERE result = 'revoked'"), revoked);
    EXPECT_EQ(count("event WHERE action = 'certificate.revoked'"), revoked);
    EXPECT_EQ(incident.revoked, revoked);
    EXPECT_EQ(incident.next_position - 1, revoked);
    EXPECT_EQ(count("mail WHERE template = 'incident_revoked'"), count("incident_notice WHERE queued_at IS NOT NULL"));
    EXPECT_EQ(incident.notices_queued, count("incident_notice WHERE queued_at IS NOT NULL"));
  }
  void ask_for_a_plan() {
    const auto version = incident_at(counter_, id_).version;
    must(counter_.as(counter_.reviewer(), [&](Work& work) { return plan_incident(work, id_, version); }));
  }
  void kill_while_it_is_planned() {
    const IncidentQuery query{.issued_from = counter_.now - std::chrono::days(365), .issued_until = counter_.now};
    id_ = must(counter_.as(counter_.reviewer(), [&](Work& work) {
            return open_incident(work, {.cause = IncidentCause::not_as_required, .finding = "見本", .query = query});
          })).id;
    ask_for_a_plan();
    for (int i = 0; i < kOfPlan; ++i) {
      if (incident_at(counter_, id_).state == IncidentState::planned) ask_for_a_plan();
      const auto stage = incident_at(counter_, id_).plan_stage;
      kill("incidents", stage == "count" ? 9 : stage == "siblings" ? 12 : 18);
      expect_whole();
    }
    go_on("incidents");
    const auto planned = incident_at(counter_, id_);
    ASSERT_EQ(planned.state, IncidentState::planned);
    EXPECT_EQ(planned.plan.items, kCopies + 3);
    EXPECT_EQ(count("incident_item WHERE plan = " + std::to_string(planned.plan.number)), kCopies + 3);
    EXPECT_EQ(counter_.rows("revocation"), 0);
    must(counter_.as(counter_.revoker(),
                     [&](Work& work) { return approve_incident(work, id_, planned.version, planned.plan.digest); }));
  }
  void kill_while_it_is_carried_out() {
    for (int i = 0; i < kOfBatches; ++i) {
      kill("incidents", 30);  // a batch has about fifteen: a run gets one further, or none
      expect_whole();
    }
    EXPECT_GT(incident_at(counter_, id_).next_position, 30) << "some of the work was done under fire";
    ASSERT_EQ(incident_at(counter_, id_).state, IncidentState::approved);
    for (int turn = 0; turn < 20 && incident_at(counter_, id_).state == IncidentState::approved; ++turn) {
      job::incidents(counter_.office(), counter_.now, 1, 100);
    }
    ASSERT_EQ(incident_at(counter_, id_).state, IncidentState::executed);
    EXPECT_EQ(incident_at(counter_, id_).revoked, kCopies + 3);
  }
  void kill_while_it_is_told() {
    // All mails are one transaction: an address has six statements at least, beside those around them.
    const auto addresses = static_cast<int>(incident_at(counter_, id_).plan.addresses);
    for (int i = 0; i < kOfNotices; ++i) {
      kill("incidents", 7 + 6 * addresses);
      expect_whole();
      EXPECT_EQ(incident_at(counter_, id_).notices_queued, 0);
    }
    go_on("incidents");
    expect_whole();
    EXPECT_EQ(incident_at(counter_, id_).notices_queued, addresses);
  }
  void kill_while_it_is_published() {
    for (int i = 0; i < kOfLists; ++i) {
      kill("lists", 36, 15);  // after looking which are due; one at most is out after each run
      counter_.now += kCrlLeaseSeconds;
    }
    go_on("lists");
    EXPECT_EQ(count("revocation WHERE published_number IS NULL"), 0);
    const auto lines = crl_of(counter_);
    EXPECT_EQ(std::ranges::count(lines, '\n'), kCopies + 3) << "the full list";
    for (int i = 0; i < kOfEnd; ++i) {
      kill("incidents", 8);
      expect_whole();
      EXPECT_EQ(incident_at(counter_, id_).state, IncidentState::executed);
    }
    go_on("incidents");
    EXPECT_EQ(incident_at(counter_, id_).state, IncidentState::done);
    EXPECT_EQ(count("event WHERE action LIKE 'incident.published%'"), 1);
    EXPECT_EQ(count("event WHERE action = 'incident.executed'"), 1);
  }
  ExampleCounter counter_{GetParam()};
  TestFolder folder_;
  SeededRandom points_{20261129};
  IncidentId id_;
  int kills_ = 0;
};

TEST_P(KilledIncident, AtFiftyPointsLosesAndDoublesNothing) {
  add_copies(counter_, counter_.ev, kCopies);
  ASSERT_NO_FATAL_FAILURE(kill_while_it_is_planned());
  ASSERT_NO_FATAL_FAILURE(kill_while_it_is_carried_out());
  kill_while_it_is_told();
  kill_while_it_is_published();
  expect_whole();
  EXPECT_EQ(kills_, 50);
}
INSTANTIATE_TEST_SUITE_P(Sql, KilledIncident, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
