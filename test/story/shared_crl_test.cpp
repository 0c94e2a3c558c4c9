// Several nodes serve one database (R70): each has every list, the same bytes under one number, never an older one.
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "domain/crl_number.h"
#include "pki/crl.h"
#include "support/example_copies.h"
#include "support/test_database.h"
#include "usecase/crl_shelf.h"
#include "usecase/publish_crl.h"

namespace madoguchi {
namespace {

/// A node's own folder and shelf; the authority's keys and the database are shared.
struct Node {
  explicit Node(ExampleCounter& counter) : authority(counter.authority()) {
    authority.crl_folder = folder.path();
    authority.issuer.crl_shards = 2;
    restart(counter);
  }
  void restart(ExampleCounter& counter) {
    shelf = std::make_unique<CrlShelf>(counter.office(), authority.issuer.id, authority.crl_folder);
    authority.crl_shelf = shelf.get();
  }
  std::string path(std::int64_t shard) const {
    return (authority.crl_folder / crl_file_name(authority.issuer.id, shard)).string();
  }
  std::string bytes(std::int64_t shard) const {
    std::ifstream in(path(shard), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::int64_t number(std::int64_t shard) const { return pki::read_own_crl(path(shard)).number; }

  TestFolder folder;
  IssuingAuthority authority;
  std::unique_ptr<CrlShelf> shelf;
};

class SharedCrl : public testing::TestWithParam<std::string> {
 protected:
  void revoke(const CertificateId& id) {
    must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
      auto& certificates = work.store.certificates;
      certificates.revoke(TRY(certificates.get(id)), RevocationReason::superseded, work.now, work.now, {});
      return {};
    }));
  }
  /// As many revocations in shard 1, of certificates that end in a day.
  void add_lines(int lines) {
    must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
      for (int i = 0; i < lines; ++i) {
        const auto digits = std::to_string(100'000 + i);
        work.store.sql.execute(
            "INSERT INTO revocation (issuer, crl_shard, serial, revoked_at, reason, not_after, recorded_at, "
            "published_number) VALUES ($1, 1, $2, $3, 'superseded', $4, $3, NULL)",
            {one_.authority.issuer.id, "4d" + std::string(24, '0') + digits, work.now,
             work.now + std::chrono::days(1)});
      }
      return {};
    }));
  }
  Certificate certificate(const CertificateId& id) {
    return counter_.read([&](Store& store) { return must(store.certificates.get(id)); });
  }
  bool lists(const Node& node, const CertificateId& id) {
    const auto one = certificate(id);
    return node.bytes(one.crl_shard).find(text_of(*parse_serial(one.serial))) != std::string::npos;
  }
  std::string job(std::int64_t shard) const {
    return "publish_crl/" + one_.authority.issuer.id + "/" + std::to_string(shard);
  }
  store::PeriodicTable::Turn turn(std::int64_t shard) {
    return counter_.read([&](Store& store) { return store.periodic.turn(job(shard)); });
  }
  /// Runs `body` while the next list waits for its signature, once.
  void while_signing(std::function<void()> body) {
    counter_.signer().before_signing = [body = std::move(body), waits = true]() mutable {
      if (std::exchange(waits, false)) body();
    };
  }
  int publish(Node& node) { return publish_crls(counter_.office(), node.authority, counter_.clock()); }
  ExampleCounter counter_{GetParam()};
  Node one_{counter_}, two_{counter_};
};

TEST_P(SharedCrl, EveryNodeServesWhatOneHasPublished) {
  EXPECT_EQ(two_.shelf->follow(), 0);
  EXPECT_EQ(publish(one_), 2);
  EXPECT_EQ(two_.shelf->follow(), 2);
  for (const std::int64_t shard : {1, 2}) {
    EXPECT_FALSE(one_.bytes(shard).empty());
    EXPECT_EQ(one_.bytes(shard), two_.bytes(shard));
  }
  EXPECT_EQ(two_.shelf->follow(), 0);
  EXPECT_EQ(publish(two_), 0) << "what is out is out for all";
  // The other node is the next to write: the first follows.
  const auto copies = add_copies(counter_, counter_.ev, 8);
  for (const auto& id : copies) revoke(id);
  counter_.now += Seconds(1);
  const auto before = one_.number(1);
  EXPECT_GE(publish(two_), 2);
  EXPECT_EQ(one_.number(1), before);
  EXPECT_GE(one_.shelf->follow(), 2);
  EXPECT_GT(one_.number(1), before);
  EXPECT_EQ(one_.bytes(1), two_.bytes(1));
  EXPECT_EQ(one_.bytes(2), two_.bytes(2));
}

// A list longer than one piece goes over in pieces, and what is left of a longer one before does not stay.
TEST_P(SharedCrl, GoesOverInPieces) {
  add_lines(12'000);  // 600 KB, three pieces
  EXPECT_EQ(publish(one_), 2);
  two_.shelf->follow();
  EXPECT_GT(one_.bytes(1).size(), 2U * 256 * 1024);
  EXPECT_EQ(one_.bytes(1), two_.bytes(1));
  counter_.now += std::chrono::days(3);  // they have expired, and are dropped
  publish(one_);
  counter_.now += std::chrono::days(1);
  publish(one_);
  two_.shelf->follow();
  EXPECT_LT(one_.bytes(1).size(), 2000U);
  EXPECT_EQ(one_.bytes(1), two_.bytes(1));
  EXPECT_EQ(counter_.rows("shared_crl_piece"), 2);
}

// R70: a node that stands still for longer than its lease, while it writes a list: what another one published meanwhile
// stays, on both, and the late one takes nobody's turn away.
TEST_P(SharedCrl, ANodeThatStoodStillPutsNothingOverANewerList) {
  publish(one_);
  two_.shelf->follow();
  auto copies = add_copies(counter_, counter_.ev, 24);
  std::erase_if(copies, [&](const CertificateId& id) { return certificate(id).crl_shard != 1; });
  ASSERT_GE(copies.size(), 2U);
  revoke(copies.front());
  counter_.now += Seconds(1);
  std::int64_t newer = 0;
  while_signing([&] {
    counter_.now += kCrlLeaseSeconds + Seconds(1);
    for (std::size_t i = 1; i < copies.size(); ++i) revoke(copies[i]);
    EXPECT_EQ(publish(two_), 1);
    newer = two_.number(1);
  });
  EXPECT_EQ(publish(one_), 0) << "the other node's list says more";
  one_.shelf->follow();
  two_.shelf->follow();
  for (const auto* node : {&one_, &two_}) {
    EXPECT_EQ(node->number(1), newer);
    for (const auto& id : copies) EXPECT_TRUE(lists(*node, id));
  }
  EXPECT_EQ(one_.bytes(1), two_.bytes(1));
  EXPECT_EQ(publish(one_), 0);
}

TEST_P(SharedCrl, ATurnThatWasLostIsNotGivenBackForAnother) {
  publish(one_);
  for (const bool fails : {false, true}) {
    SCOPED_TRACE(fails);
    counter_.now += kCrlEverySeconds;
    while_signing([&] {
      counter_.now += kCrlLeaseSeconds + Seconds(1);
      must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {  // another node begins
        EXPECT_TRUE(work.store.periodic.claim(job(1), work.now, kCrlLeaseSeconds));
        EXPECT_TRUE(work.store.crls.reserve({.issuer = one_.authority.issuer.id,
                                             .crl_shard = 1,
                                             .number = to_unix(work.now),
                                             .this_update = work.now,
                                             .next_update = work.now + kCrlLifetimeSeconds}));
        return {};
      }));
      if (fails) throw Failure("the token is away");
    });
    const auto before = one_.number(1);
    const auto write = [&] { return publish_crl(counter_.office(), one_.authority, 1, counter_.clock()); };
    if (fails) {
      EXPECT_THROW(write(), Failure);
    } else {
      EXPECT_FALSE(write());
    }
    EXPECT_EQ(one_.number(1), before);
    EXPECT_EQ(turn(1).leased_until, counter_.now + kCrlLeaseSeconds) << "the other one still has it";
  }
}

// A node that was killed keeps a list from the others for a minute; one that takes longer is at work, and keeps its
// turn.
TEST_P(SharedCrl, ATurnIsHeldWhileTheListIsWritten) {
  publish(one_);
  add_lines(20'000);  // more than one piece
  counter_.now += Seconds(1);
  const Time began = counter_.now;
  while_signing([&] {
    EXPECT_GT(counter_.now, began + kCrlLeaseSeconds);
    EXPECT_LE(turn(1).leased_until, counter_.now + kCrlLeaseSeconds);
    EXPECT_EQ(publish(two_), 0);
  });
  const auto slow = [&] { return counter_.now += Seconds(20); };
  EXPECT_TRUE(publish_crl(counter_.office(), one_.authority, 1, slow));
  EXPECT_EQ(pki::read_own_crl(one_.path(1)).entries, 20'000);
}

// What a crash leaves: a draft that was never committed is served by nobody; a committed list whose file did not take
// its place, or was lost, or is a stranger's, is fetched at the next start.
TEST_P(SharedCrl, AStartFindsTheListThatIsCommitted) {
  publish(one_);
  const auto good = one_.bytes(1);
  std::ofstream(one_.shelf->draft(1)) << "half a list";
  std::filesystem::remove(one_.path(1));
  std::ofstream(one_.path(2)) << "damaged";
  one_.restart(counter_);
  EXPECT_EQ(one_.shelf->follow(), 2);
  EXPECT_EQ(one_.bytes(1), good);
  EXPECT_EQ(one_.shelf->follow(), 0);
  one_.restart(counter_);
  EXPECT_EQ(one_.shelf->follow(), 0) << "the bytes tell that it is the same";
}

// Bytes that are not what was published never replace what is served.
TEST_P(SharedCrl, DamagedBytesAreNotServed) {
  publish(one_);
  two_.shelf->follow();
  const auto good = two_.bytes(1);
  counter_.now += kCrlEverySeconds;
  publish(one_);
  must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.sql.execute("UPDATE shared_crl SET sha256 = $1 WHERE crl_shard = 1", {std::string(64, 'f')});
    return {};
  }));
  EXPECT_THROW(two_.shelf->follow(), Failure);
  EXPECT_EQ(two_.bytes(1), good);
}

// One list that does not arrive keeps no other back; it is tried again, less and less often, and arrives once it can.
TEST_P(SharedCrl, AListThatDoesNotArriveKeepsNoOtherBack) {
  publish(one_);
  const auto sha256 = counter_.read([](Store& store) {
    return store.sql.query("SELECT sha256 FROM shared_crl WHERE crl_shard = 1").front().text(0);
  });
  const auto set_sha256 = [&](const std::string& to) {
    must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
      work.store.sql.execute("UPDATE shared_crl SET sha256 = $1 WHERE crl_shard = 1", {to});
      return {};
    }));
  };
  set_sha256(std::string(64, 'f'));
  EXPECT_THROW(two_.shelf->follow(), Failure);
  EXPECT_EQ(two_.bytes(2), one_.bytes(2));
  int fetched = 0;
  for (int call = 0; call < 100; ++call) {
    std::filesystem::remove(two_.shelf->draft(1));
    EXPECT_THROW(two_.shelf->follow(), Failure) << "it is not well again because it rests";
    fetched += std::filesystem::exists(two_.shelf->draft(1)) ? 1 : 0;
  }
  EXPECT_GT(fetched, 2);
  EXPECT_LT(fetched, 10);
  set_sha256(sha256);
  for (int call = 0; call < 64 && two_.bytes(1).empty(); ++call) {
    try {
      two_.shelf->follow();
    } catch (const Failure& failure) {
      EXPECT_NE(std::string(failure.what()).find("later"), std::string::npos) << failure.what();
    }
  }
  EXPECT_EQ(two_.bytes(1), one_.bytes(1));
  EXPECT_EQ(two_.shelf->follow(), 0);
}

// 32 MB above idle, for lists of any length: pieces are not read ahead, and leave the connection free between them.
TEST_P(SharedCrl, OnePieceIsInMemory) {
  add_lines(12'000);
  publish(one_);
  int pieces = 0;
  must(counter_.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    store::SharedCrlTable(work.store.sql).read(one_.authority.issuer.id, 1, [&](ByteView) {
      ++pieces;
      // A stream, which PostgreSQL fills a thousand rows at a time, would not allow it.
      EXPECT_EQ(work.store.sql.query("SELECT 1").front().number(0), 1);
    });
    return {};
  }));
  EXPECT_EQ(pieces, 3);
}

// Both publish and follow at once: in the end both have the newest, and no number went back meanwhile.
TEST_P(SharedCrl, ConcurrentNodesNeverGoBack) {
  const auto copies = add_copies(counter_, counter_.ev, 24);
  publish(one_);
  two_.shelf->follow();
  std::atomic<bool> done{false};
  const auto watch = [&](const Node& node) {
    std::int64_t last = 0;
    int read = 0;
    for (; !done || read == 0; ++read) {
      const auto number = node.number(1);
      EXPECT_GE(number, last);
      last = std::max(last, number);
    }
  };
  const auto work = [&](Node& node, std::size_t from) {
    for (auto i = from; i < copies.size(); i += 2) {
      revoke(copies[i]);
      publish(node);
      node.shelf->follow();
    }
  };
  std::thread watcher_one(watch, std::cref(one_)), watcher_two(watch, std::cref(two_));
  std::thread first(work, std::ref(one_), 0), second(work, std::ref(two_), 1);
  first.join();
  second.join();
  done = true;
  watcher_one.join();
  watcher_two.join();
  for (int turn = 0; turn < 3; ++turn) publish(one_);
  one_.shelf->follow();
  two_.shelf->follow();
  for (const std::int64_t shard : {1, 2}) EXPECT_EQ(one_.bytes(shard), two_.bytes(shard));
}
INSTANTIATE_TEST_SUITE_P(Sql, SharedCrl, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
