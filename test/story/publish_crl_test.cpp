#include "usecase/publish_crl.h"

#include <gtest/gtest.h>
#include <openssl/x509.h>

#include <fstream>
#include <map>

#include "support/example_copies.h"

namespace madoguchi {
namespace {

/// What OpenSSL reads in the published file: serial -> reason ("-" where there is none).
struct Published {
  std::int64_t number = 0;
  std::map<std::string, std::string> entries;
};
Published read_published(const IssuingAuthority& authority) {
  std::ifstream in(authority.crl_folder / crl_file_name(authority.issuer.id, 0), std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> crl(
      d2i_X509_CRL(nullptr, &at, static_cast<long>(text.size())), X509_CRL_free);
  Published published;
  if (!crl) return published;
  const std::unique_ptr<ASN1_INTEGER, decltype(&ASN1_INTEGER_free)> number(
      static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(crl.get(), NID_crl_number, nullptr, nullptr)), ASN1_INTEGER_free);
  published.number = ASN1_INTEGER_get(number.get());
  auto* revoked = X509_CRL_get_REVOKED(crl.get());
  for (int i = 0; i < sk_X509_REVOKED_num(revoked); ++i) {
    const auto* entry = sk_X509_REVOKED_value(revoked, i);
    const auto* serial = X509_REVOKED_get0_serialNumber(entry);
    const std::unique_ptr<ASN1_ENUMERATED, decltype(&ASN1_ENUMERATED_free)> reason(
        static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr)),
        ASN1_ENUMERATED_free);
    published.entries[to_hex({serial->data, static_cast<std::size_t>(serial->length)})] =
        reason ? std::to_string(ASN1_ENUMERATED_get(reason.get())) : "-";
  }
  return published;
}

class PublishCrl : public testing::TestWithParam<std::string> {
 protected:
  ExampleCounter counter{GetParam()};
  bool publish() { return publish_crl(counter.office(), counter.authority(), 0, counter.clock()); }
  Published published() { return read_published(counter.authority()); }
  Certificate certificate(const CertificateId& id) {
    return counter.read([&](Store& store) { return must(store.certificates.get(id)); });
  }
  void revoke(const CertificateId& id, RevocationReason reason) {
    must(counter.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
      work.store.certificates.revoke(must(work.store.certificates.get(id)), reason, work.now, work.now, {});
      return {};
    }));
  }
  /// As many lines as a mass revocation leaves waiting.
  void wait_in_bulk() {
    must(counter.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
      const auto at = to_unix(work.now);
      for (std::int64_t i = 0; i < kCrlLinesInBulk; ++i) {
        work.store.sql.execute(
            "INSERT INTO revocation (issuer, crl_shard, serial, revoked_at, reason, not_after, recorded_at) "
            "VALUES ($1, 0, $2, $3, 'superseded', $4, $3)",
            {counter.authority().issuer.id, "4d" + std::string(24, '0') + std::to_string(100'000 + i), at,
             at + 1'000'000});
      }
      return {};
    }));
  }
};

// A mass revocation adds lines each second: a list is written after a rest that grows with its length, and no later.
TEST_P(PublishCrl, ALongListRestsBeforeItIsWrittenAnew) {
  EXPECT_EQ(crl_rest(kCrlEntriesAtOnceMax), Seconds(0));
  EXPECT_EQ(crl_rest(kCrlEntriesAtOnceMax + 1), Seconds(1));
  EXPECT_EQ(crl_rest(100'000'000), kCrlRestMaxSeconds);
  EXPECT_TRUE(publish());
  counter.read([](Store& store) { return store.sql.execute("UPDATE crl SET entries = 60000"); });
  wait_in_bulk();
  revoke(counter.ev.certificate, RevocationReason::superseded);
  counter.now += crl_rest(60'000) - Seconds(1);
  EXPECT_FALSE(publish());
  counter.now += Seconds(1);
  EXPECT_TRUE(publish());
  EXPECT_EQ(published().entries.size(), kCrlLinesInBulk + 1U);
  revoke(counter.sr.certificate, RevocationReason::superseded);
  EXPECT_TRUE(publish()) << "a short one is written at once";
  counter.read([](Store& store) { return store.sql.execute("UPDATE crl SET entries = 60000"); });
  revoke(counter.add_certificate(counter.sr.id, counter.sr.csr, counter.now), RevocationReason::superseded);
  EXPECT_FALSE(publish());
  counter.now += Seconds(1);
  EXPECT_TRUE(publish()) << "one revocation alone does not wait for more";
}

// Rules 1.11.2: a first CRL, then at least every 24 hours, and R79/1.11.5: at once after a revocation, with its reason.
TEST_P(PublishCrl, IsWrittenAtFirstRegularlyAndAtOnceAfterARevocation) {
  EXPECT_TRUE(publish());
  EXPECT_EQ(published().number, to_unix(counter.now));
  EXPECT_TRUE(published().entries.empty());
  EXPECT_FALSE(publish());
  counter.now += kCrlEverySeconds - Seconds(1);
  EXPECT_FALSE(publish());
  counter.now += Seconds(1);
  EXPECT_TRUE(publish());

  counter.now += Seconds(5);
  revoke(counter.ev.certificate, RevocationReason::superseded);
  revoke(counter.sr.certificate, RevocationReason::unspecified);
  EXPECT_TRUE(publish());
  EXPECT_EQ(published().number, to_unix(counter.now));
  EXPECT_EQ(published().entries,
            (std::map<std::string, std::string>{{certificate(counter.ev.certificate).serial, "4"},
                                                {certificate(counter.sr.certificate).serial, "-"}}));
  EXPECT_FALSE(publish());
}

// Two in one second, and a clock that goes back, still count upwards.
TEST_P(PublishCrl, TheNumberStrictlyIncreases) {
  publish();
  const auto first = published().number;
  revoke(counter.ev.certificate, RevocationReason::superseded);
  EXPECT_TRUE(publish());
  EXPECT_EQ(published().number, first + 1);
  counter.now -= Seconds(100);
  revoke(counter.sr.certificate, RevocationReason::superseded);
  EXPECT_TRUE(publish());
  EXPECT_EQ(published().number, first + 2);
}

// A signer that fails leaves the old CRL; the next run needs no lease to end and lists everything.
TEST_P(PublishCrl, AFailureLeavesTheOldOneAndIsMendedByTheNextRun) {
  publish();
  const auto before = published().number;
  revoke(counter.ev.certificate, RevocationReason::key_compromise);
  counter.signer().fail_next = 1;
  EXPECT_THROW(publish(), Failure);
  EXPECT_EQ(published().number, before);
  EXPECT_TRUE(publish());
  EXPECT_EQ(published().number, before + 2);  // the number that failed is never used again
  EXPECT_EQ(published().entries.size(), 1U);
  EXPECT_FALSE(publish());
}

// R70: its token is away: nobody waits for it, no number and no turn is spent, and what is due is out once it is back.
TEST_P(PublishCrl, ATokenThatIsAwayKeepsNobodyWaiting) {
  const auto publish_all = [&] { return publish_crls(counter.office(), counter.authority(), counter.clock()); };
  EXPECT_EQ(publish_all(), 1);
  counter.signer().forget();
  counter.signer().away = true;
  EXPECT_EQ(publish_all(), 0) << "nothing is due: the token is not asked for";
  revoke(counter.ev.certificate, RevocationReason::superseded);
  EXPECT_THROW(publish_all(), Failure);
  EXPECT_EQ(counter.rows("crl"), 1);
  EXPECT_TRUE(counter.signer().signed_digests().empty());
  counter.signer().away = false;
  EXPECT_EQ(publish_all(), 1);
  EXPECT_EQ(published().entries.size(), 1U);
}

// A list that cannot be written keeps no other back, and costs less and less: no number and no row in every second.
TEST_P(PublishCrl, OneThatCannotBeWrittenKeepsNoOtherBack) {
  auto authority = counter.authority();
  authority.issuer.crl_shards = 3;
  const auto publish_all = [&] { return publish_crls(counter.office(), authority, counter.clock()); };
  const auto file = [&](std::int64_t shard) {
    return authority.crl_folder / crl_file_name(authority.issuer.id, shard);
  };
  revoke(counter.sr.certificate, RevocationReason::superseded);  // of the full list
  std::filesystem::create_directory(file(1));                    // in the way
  EXPECT_THROW(publish_all(), Failure);
  for (const std::int64_t shard : {0, 2, 3}) EXPECT_TRUE(std::filesystem::is_regular_file(file(shard))) << shard;
  const auto before = counter.rows("crl");
  for (int second = 0; second < 300; ++second) {
    counter.now += Seconds(1);
    EXPECT_THROW(publish_all(), Failure) << "it is not well again because it rests";
  }
  EXPECT_LE(counter.rows("crl") - before, 10);
  EXPECT_GE(counter.rows("crl") - before, 5);
  revoke(counter.other.certificate, RevocationReason::superseded);
  EXPECT_THROW(publish_all(), Failure);
  EXPECT_EQ(published().entries.size(), 2U);

  std::filesystem::remove(file(1));
  counter.now += kCrlPauseSecondsMax;
  EXPECT_EQ(publish_all(), 1);
  EXPECT_TRUE(std::filesystem::is_regular_file(file(1)));
  EXPECT_EQ(publish_all(), 0);
}

// Rules 2.4.2: a reason that becomes keyCompromise is published at once.
TEST_P(PublishCrl, AChangedReasonIsPublishedAtOnce) {
  revoke(counter.ev.certificate, RevocationReason::superseded);
  publish();
  must(counter.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
    work.store.certificates.tighten_to_key_compromise(must(work.store.certificates.get(counter.ev.certificate)),
                                                      work.now - Seconds(3600));
    return {};
  }));
  EXPECT_TRUE(publish());
  EXPECT_EQ(published().entries.begin()->second, "1");
}

// Rules 1.11.6: an entry leaves only after it was on a CRL made after its certificate's end.
TEST_P(PublishCrl, AnEntryStaysUntilOneCrlAfterItsExpiry) {
  revoke(counter.ev.certificate, RevocationReason::superseded);
  publish();
  counter.now = certificate(counter.ev.certificate).not_after + Seconds(10);
  EXPECT_TRUE(publish());
  EXPECT_EQ(published().entries.size(), 1U);
  counter.now += kCrlEverySeconds;
  EXPECT_TRUE(publish());
  EXPECT_TRUE(published().entries.empty());
}

// Rules 1.11.3, decision 12: each shard's list says for whom it speaks, byte for byte as the certificates do; 0.crl
// goes on as the full list where there was one, and a fresh authority has none.
TEST_P(PublishCrl, ShardsSayForWhomTheySpeakAndTheFullListHoldsAll) {
  auto authority = counter.authority();
  authority.issuer.crl_shards = 2;
  const auto file = [&](std::int64_t shard) {
    std::ifstream in(authority.crl_folder / crl_file_name(authority.issuer.id, shard), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  EXPECT_EQ(publish_crls(counter.office(), authority, counter.clock()), 2);
  EXPECT_EQ(file(0), "");
  EXPECT_EQ(publish_crls(counter.office(), authority, counter.clock()), 0);
  const auto copies = add_copies(counter, counter.ev, 8);
  revoke(counter.sr.certificate, RevocationReason::superseded);  // of shard 0: an old one
  for (const auto& id : copies) revoke(id, RevocationReason::superseded);
  counter.now += Seconds(1);
  // Shards 3 and 4 are of a time when there were more lists: whoever has one of their certificates goes on being
  // served.
  EXPECT_GE(publish_crls(counter.office(), authority, counter.clock()), 3);
  publish_crl(counter.office(), authority, 3, counter.clock());
  publish_crl(counter.office(), authority, 4, counter.clock());
  publish_crls(counter.office(), authority, counter.clock());
  const auto all = read_published(authority).entries;
  EXPECT_EQ(all.size(), 9U);
  for (const auto& id : copies) {
    const auto one = certificate(id);
    const auto list = file(one.crl_shard);
    EXPECT_NE(list.find(crl_url(authority.issuer, one.crl_shard)), std::string::npos);
    EXPECT_NE(list.find(std::string(text_of(*from_hex(one.serial)))), std::string::npos);
    EXPECT_TRUE(all.contains(one.serial));
  }
  EXPECT_EQ(file(0).find("http://"), std::string::npos) << "no issuingDistributionPoint in a full list";
  EXPECT_EQ(publish_crls(counter.office(), authority, counter.clock()), 0);
  revoke(counter.other.certificate, RevocationReason::superseded);
  EXPECT_EQ(publish_crls(counter.office(), authority, counter.clock()), 1);
}

// A revocation waits for no list that is longer than its own.
TEST_P(PublishCrl, ShortListsComeFirst) {
  auto authority = counter.authority();
  authority.issuer.crl_shards = 4;
  std::vector<CertificateId> first, second;
  for (const auto& id : add_copies(counter, counter.ev, 30)) {
    const auto shard = certificate(id).crl_shard;
    if (shard == 1) first.push_back(id);
    if (shard == 2) second.push_back(id);
  }
  ASSERT_GE(first.size(), 3U);
  ASSERT_GE(second.size(), 2U);
  revoke(counter.sr.certificate, RevocationReason::superseded);  // there is a full list
  const auto last_of = [](std::vector<CertificateId>& ids) {
    const auto id = ids.back();
    ids.pop_back();
    return id;
  };
  const auto of_first = last_of(first), of_second = last_of(second);
  for (const auto& id : first) revoke(id, RevocationReason::superseded);
  revoke(second.front(), RevocationReason::superseded);
  publish_crls(counter.office(), authority, counter.clock());

  counter.now += Seconds(1);
  revoke(of_first, RevocationReason::superseded);
  revoke(of_second, RevocationReason::superseded);
  std::vector<std::int64_t> written;
  counter.signer().before_signing = [&] {
    written.push_back(counter.read([](Store& store) {
      return store.sql.query("SELECT crl_shard FROM crl WHERE published_at IS NULL").front().number(0);
    }));
  };
  publish_crls(counter.office(), authority, counter.clock());
  EXPECT_EQ(written, (std::vector<std::int64_t>{2, 1, 0}));
}

// Each list is dated when it is begun and noted when it is out, however long those before it took.
TEST_P(PublishCrl, EachListHasItsOwnTime) {
  auto authority = counter.authority();
  authority.issuer.crl_shards = 3;
  counter.signer().before_signing = [&] { counter.now += Seconds(7); };
  const Time began = counter.now;
  EXPECT_EQ(publish_crls(counter.office(), authority, counter.clock()), 3);
  counter.read([&](Store& store) {
    for (std::int64_t shard = 1; shard <= 3; ++shard) {
      const auto list = store.crls.newest(authority.issuer.id, shard).value();
      EXPECT_EQ(list.this_update, began + Seconds(7 * (shard - 1)));
      EXPECT_EQ(list.published_at, began + Seconds(7 * shard));
    }
    return 0;
  });
}

// Rules 1.11.6: where a certificate stands on two lists, it leaves both once each was made after its end.
TEST_P(PublishCrl, AnEntryStaysUntilTheFullListHadItAfterItsExpiry) {
  auto authority = counter.authority();
  authority.issuer.crl_shards = 4;
  std::vector<CertificateId> copies = add_copies(counter, counter.ev, 30);
  std::erase_if(copies, [&](const CertificateId& id) { return certificate(id).crl_shard != 1; });
  ASSERT_GE(copies.size(), 3U);
  const auto first = certificate(copies[0]);
  const auto write = [&](std::int64_t shard) {
    return publish_crl(counter.office(), authority, shard, counter.clock());
  };
  revoke(counter.sr.certificate, RevocationReason::superseded);  // there is a full list
  revoke(copies[0], RevocationReason::superseded);
  counter.now = first.not_after - Seconds(100);
  publish_crls(counter.office(), authority, counter.clock());
  // The shard's list goes on, the full one cannot be written for a while.
  for (std::size_t i : {1, 2}) {
    counter.now += Seconds(110);
    revoke(copies[i], RevocationReason::superseded);
    EXPECT_TRUE(write(1));
  }
  EXPECT_TRUE(write(0));
  EXPECT_TRUE(read_published(authority).entries.contains(first.serial));
  for (int turn = 0; turn < 2; ++turn) {
    counter.now += kCrlEverySeconds;
    publish_crls(counter.office(), authority, counter.clock());
  }
  EXPECT_FALSE(read_published(authority).entries.contains(first.serial));
}

INSTANTIATE_TEST_SUITE_P(Sql, PublishCrl, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
