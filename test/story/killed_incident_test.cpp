// A mass revocation is killed (SIGKILL, in a process of its own) at fifty points: nothing is lost, nothing doubled.
#include <gtest/gtest.h>

#include <array>
#include <fstream>

#include "secret/seeded_random.h"
#include "support/example_incident.h"
#include "support/example_signer.h"
#include "support/killed_process.h"
#include "support/test_database.h"

namespace madoguchi {
namespace {

constexpr int kKills = 50;
constexpr int kCopies = 797;  // with the counter's three: eighty batches of ten

class KilledIncident : public testing::TestWithParam<std::string> {
 protected:
  KilledIncident() {
    const Bytes key = counter_.signer().private_key();
    std::ofstream(key_file(), std::ios::binary).write(reinterpret_cast<const char*>(key.data()), std::ssize(key));
  }
  std::string key_file() const { return folder_.path() + "/signer.key"; }
  bool killed(const std::string& point) const {
    return was_killed(std::string(MADOGUCHI_BINARY_DIR) + "/issue_driver",
                      {"incidents", counter_.database_url(), key_file(), counter_.authority().crl_folder.string(),
                       std::to_string(to_unix(counter_.now)), point, folder_.path() + "/signed.log"});
  }
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
  }
  ExampleCounter counter_{GetParam()};
  TestFolder folder_;
  IncidentId id_;
};

TEST_P(KilledIncident, AtFiftyPointsLosesAndDoublesNothing) {
  add_copies(counter_, counter_.ev, kCopies);
  id_ = approved_incident(counter_);
  SeededRandom points(20261129);
  const auto draw = [&](int below) {
    std::array<std::uint8_t, 1> one{};
    points.fill(one);
    return one[0] % below;
  };
  int kills = 0;
  for (; kills < kKills; ++kills) {
    const auto statement = 1 + draw(30);  // a batch has about fifteen: a run gets one further, or none
    const std::string point = (draw(2) == 0 ? "before:" : "after:") + std::to_string(statement);
    SCOPED_TRACE(point);
    ASSERT_TRUE(killed(point));
    expect_whole();
  }
  EXPECT_GT(incident_at(counter_, id_).next_position, 100) << "some of the work was done under fire";
  EXPECT_EQ(incident_at(counter_, id_).state, IncidentState::approved);
  for (int statement = 40; statement < 48; ++statement) killed("after:" + std::to_string(statement));
  EXPECT_FALSE(killed("none"));
  expect_whole();
  const auto incident = incident_at(counter_, id_);
  EXPECT_EQ(incident.state, IncidentState::executed);
  EXPECT_EQ(incident.revoked, kCopies + 3);
  EXPECT_EQ(incident.notices_queued, incident.plan.addresses);
}
INSTANTIATE_TEST_SUITE_P(Sql, KilledIncident, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
