// The status of a serial, and the feed that tells of its changes in the order of the commits.
#include <gtest/gtest.h>

#include <thread>

#include "support/example_counter.h"

namespace madoguchi {
namespace {

class StatusFeed : public testing::TestWithParam<std::string> {
 protected:
  ExampleCounter counter{GetParam()};
  const std::string& issuer() { return counter.authority().issuer.id; }
  Certificate certificate(const CertificateId& id) {
    return counter.read([&](Store& store) { return must(store.certificates.get(id)); });
  }
  std::optional<store::CertificateStatus> status(const std::string& serial) {
    return counter.read([&](Store& store) { return store.status.find(issuer(), serial); });
  }
  void revoke(const CertificateId& id, RevocationReason reason) {
    must(counter.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
      work.store.certificates.revoke(must(work.store.certificates.get(id)), reason, work.now, work.now, {});
      return {};
    }));
  }
  std::vector<std::string> read_on(std::int64_t rows_max = 100) {
    return counter.read([&](Store& store) { return store.status.changed_after(issuer(), position, rows_max); });
  }
  store::ChangePosition position;
};

TEST_P(StatusFeed, IsGoodRevokedOrUnknown) {
  const auto ev = certificate(counter.ev.certificate);
  EXPECT_EQ(status(ev.serial), (store::CertificateStatus{.not_after = ev.not_after}));
  EXPECT_FALSE(status(std::string(32, '4')));
  revoke(ev.id, RevocationReason::superseded);
  EXPECT_EQ(status(ev.serial),
            (store::CertificateStatus{
                .not_after = ev.not_after, .revoked_at = counter.now, .reason = RevocationReason::superseded}));
  EXPECT_FALSE(counter.read([&](Store& store) { return store.status.find("another issuer", ev.serial); }));
}

TEST_P(StatusFeed, TellsEveryChangeOnceInOrder) {
  EXPECT_EQ(counter.read([&](Store& store) { return store.status.newest_change(issuer()); }), 0);
  EXPECT_TRUE(read_on().empty());
  const auto ev = certificate(counter.ev.certificate);
  const auto sr = certificate(counter.sr.certificate);
  revoke(ev.id, RevocationReason::superseded);
  revoke(sr.id, RevocationReason::unspecified);
  EXPECT_EQ(read_on(1), (std::vector<std::string>{ev.serial}));
  EXPECT_EQ(read_on(1), (std::vector<std::string>{sr.serial}));
  EXPECT_TRUE(read_on().empty());
  counter.now += Seconds(60);
  must(counter.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    EXPECT_TRUE(work.store.certificates.tighten_to_key_compromise(must(work.store.certificates.get(ev.id)), work.now));
    return {};
  }));
  EXPECT_EQ(read_on(), (std::vector<std::string>{ev.serial}));
  EXPECT_EQ(counter.read([&](Store& store) { return store.status.newest_change(issuer()); }), 3);
  EXPECT_EQ(position.number, 3);
}

// A reader that looks between two commits must not pass over the one that took its number first and commits last.
TEST_P(StatusFeed, AThreadThatCommitsLateIsNotMissed) {
  const auto ev = certificate(counter.ev.certificate);
  const auto sr = certificate(counter.sr.certificate);
  std::thread other;
  must(counter.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.certificates.revoke(must(work.store.certificates.get(ev.id)), RevocationReason::superseded, work.now,
                                   work.now, {});
    other = std::thread([&] { revoke(sr.id, RevocationReason::superseded); });  // waits for our commit
    EXPECT_TRUE(read_on().empty());
    return {};
  }));
  EXPECT_EQ(read_on(1), (std::vector<std::string>{ev.serial}));
  other.join();
  EXPECT_EQ(read_on(), (std::vector<std::string>{sr.serial}));
}

// PostgreSQL: whoever waits for the number holds no certificate that its holder, a batch of an incident, will want:
// else both wait for each other until the database ends one.
TEST(StatusFeedOnPostgres, AThreadThatWaitsForTheNumberHoldsNoCertificate) {
  const ExampleCounter counter("postgres");
  must(counter.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.certificates.revoke(must(work.store.certificates.get(counter.sr.certificate)),
                                   RevocationReason::superseded, work.now, work.now, {});
    return {};
  }));
  const auto of = [&](const ExampleContract& contract) {
    return counter.read([&](Store& store) { return must(store.certificates.get(contract.certificate)); });
  };
  const auto ev = of(counter.ev), sr = of(counter.sr);
  const auto batch = sql::connect(counter.database_url());
  const auto somebody_waits = [&] {
    return counter.read([](Store& store) {
      return !store.sql
                  .query(
                      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = "
                      "'Lock'")
                  .empty();
    });
  };
  for (const bool tighten : {false, true}) {
    sql::Transaction of_batch(*batch);
    batch->script("SET LOCAL lock_timeout = '200ms'");
    store::StatusTable(*batch).take_change_number(ev.issuer);
    std::thread single([&] {
      const auto connection = sql::connect(counter.database_url());
      const sql::Transaction undone(*connection);
      store::CertificateTable certificates(*connection);
      EXPECT_TRUE(tighten ? certificates.tighten_to_key_compromise(sr, counter.now)
                          : certificates.revoke(ev, RevocationReason::superseded, counter.now, counter.now, {}));
    });
    while (!somebody_waits()) std::this_thread::yield();
    try {
      EXPECT_EQ(
          batch->execute("UPDATE certificate SET revoked_at = revoked_at WHERE id = $1", {tighten ? sr.id : ev.id}), 1);
    } catch (const sql::SqlFailure& failure) {
      ADD_FAILURE() << failure.what();
    }
    batch->rollback();
    single.join();
  }
}

INSTANTIATE_TEST_SUITE_P(Sql, StatusFeed, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
