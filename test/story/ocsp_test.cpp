// The OCSP responder over the example's certificates: what it says, keeps, forgets and never says.
#include <gtest/gtest.h>

#include "base/at_once.h"
#include "pki/der.h"
#include "support/ocsp_story.h"

namespace madoguchi {
namespace {

using pki::CertIdForm;

const Bytes kMalformed = pki::ocsp_error(pki::OcspError::malformed_request);
const Bytes kUnauthorized = pki::ocsp_error(pki::OcspError::unauthorized);
const Bytes kTryLater = pki::ocsp_error(pki::OcspError::try_later);

const Bytes kNonce(16, 0x33);

class Ocsp : public OcspStory {
 protected:
  /// OCSPRequest { tbs { requestList, [2] extensions { nonce } } }, with lengths below 128 everywhere but outside.
  static Bytes with_nonce(const Bytes& plain) {
    pki::DerWriter der;
    der.sequence([&] {
      der.sequence([&] {
        der.raw(ByteView(plain).subspan(4));
        der.constructed(0xa2, [&] {
          der.sequence([&] {
            der.sequence([&] {
              der.oid("1.3.6.1.5.5.7.48.1.2");
              der.wrapped([&] { der.octet_string(kNonce); });
            });
          });
        });
      });
    });
    return {der.view().begin(), der.view().end()};
  }
  /// By a thread that may not wait.
  std::string said_at_once(const Bytes& asked) {
    AtOnce turn;
    try {
      auto told = said(asked);
      return turn.finish() ? told : "undone";
    } catch (const WouldWait&) {
      return "would wait";
    }
  }
};

TEST_P(Ocsp, SaysGoodThenRevokedAsSoonAsTheFeedIsFollowed) {
  const auto asked = request(counter.ev.certificate);
  EXPECT_EQ(said(asked), "good");
  EXPECT_EQ(said(request(counter.ev.certificate, CertIdForm::sha256), CertIdForm::sha256), "good");
  const auto signatures = key.signed_digests().size();
  EXPECT_EQ(said(asked), "good");
  EXPECT_EQ(key.signed_digests().size(), signatures);  // kept
  EXPECT_TRUE(quick_get(asked));
  EXPECT_EQ(quick_get(asked), quick_post(asked));

  revoke(counter.ev.certificate, RevocationReason::key_compromise);
  EXPECT_EQ(responder->follow_changes(), 1);
  EXPECT_FALSE(quick_get(asked));
  EXPECT_EQ(said(asked), "revoked");
  EXPECT_EQ(said(request(counter.ev.certificate, CertIdForm::sha256), CertIdForm::sha256), "revoked");
  EXPECT_EQ(said(request(counter.sr.certificate)), "good");
  EXPECT_EQ(responder->follow_changes(), 0);
}

// Rules 1.12.3, 1.12.4: never "good" for what was not issued; nothing is spent on nonsense.
TEST_P(Ocsp, WhatIsNotOursIsUnauthorizedAndCostsNoSignature) {
  key.forget();
  const auto& issuer = responder->issuer();
  EXPECT_EQ(answer(issuer.request(CertIdForm::sha1, *parse_serial("4d" + std::string(30, '1')))).der, kUnauthorized);
  EXPECT_EQ(answer(issuer.request(CertIdForm::sha1, *parse_serial("5d" + std::string(30, '1')))).der, kUnauthorized);
  const pki::OcspIssuer root(counter.authority().root_der);
  const auto serial = *parse_serial(certificate(counter.ev.certificate).serial);
  EXPECT_EQ(answer(root.request(CertIdForm::sha1, serial)).der, kUnauthorized);
  EXPECT_EQ(answer({}).der, kMalformed);
  EXPECT_EQ(answer(Bytes(5000, 0x30)).der, kMalformed);
  EXPECT_TRUE(key.signed_digests().empty());
}

// An intent without its certificate is nobody's; once it is lost, the CRL and OCSP call it revoked alike.
TEST_P(Ocsp, ALostIntentIsRevoked) {
  const std::string serial = "4d" + std::string(30, '7');
  auto connection = counter.office().pool.lend();
  const auto application =
      counter.read([&](Store& store) { return store.sql.query("SELECT id FROM application LIMIT 1").empty(); });
  EXPECT_TRUE(application);  // the example has none: the row below names no application that a job would take up
  const auto contract = counter.ev.id.value;
  connection->execute(
      "INSERT INTO application (id, number, kind, contract_id, state, filed_at, content_digest, policy_version, apart, "
      "closed_at, version) VALUES ('a', 'n', 'reissue', $1, 'rejected', 0, '', '', '', 0, 1)",
      {contract});
  const auto not_after = counter.now + std::chrono::days(100);
  connection->execute(
      "INSERT INTO issuance (id, application_id, state, due_at, leased_until, failures, issuer, serial, not_after, "
      "crl_shard) VALUES ('i', 'a', 'intended', 0, 0, 0, $1, $2, $3, 0)",
      {counter.authority().issuer.id, serial, not_after});
  const auto asked = responder->issuer().request(CertIdForm::sha1, *parse_serial(serial));
  EXPECT_EQ(answer(asked).der, kUnauthorized);
  connection->execute("UPDATE issuance SET state = 'lost', closed_at = $1 WHERE id = 'i'", {counter.now});
  EXPECT_EQ(said(asked), "revoked");
}

// RFC 9654: with the nonce, signed for this request alone.
TEST_P(Ocsp, ANonceIsRepeatedAndNothingIsKept) {
  const auto asked = with_nonce(request(counter.ev.certificate));
  const auto reply = answer(asked);
  EXPECT_FALSE(reply.kept);
  EXPECT_NE(text_of(reply.der).find(text_of(kNonce)), std::string_view::npos);
  EXPECT_FALSE(quick_post(asked));
  EXPECT_EQ(responder->kept_bytes(), 0U);
  EXPECT_EQ(send(http::Method::post, "", {{"Content-Type", "application/ocsp-request"}}, std::string(text_of(asked)))
                .header("Cache-Control"),
            "no-store");
}

// Where nobody may wait a file's key signs for one request on SQLite; what is to be kept is read where it cannot be
// older than the changes that were seen.
TEST_P(Ocsp, AtOnceOnlyWhatIsSignedForOneRequestIsMade) {
  const auto plain = request(counter.ev.certificate);
  const auto single = with_nonce(plain);
  const std::string made = GetParam() == "postgres" ? "would wait" : "good";
  key.brief = true;
  EXPECT_EQ(said_at_once(plain), "would wait");
  EXPECT_EQ(said_at_once(single), made);
  EXPECT_EQ(said(plain), "good");
  EXPECT_EQ(said_at_once(plain), "good") << "kept";
  revoke(counter.ev.certificate);
  if (made == "good") EXPECT_EQ(said_at_once(single), "revoked");
  key.brief = false;
  EXPECT_EQ(said_at_once(single), "would wait") << "a token";
  key.brief = true;
  key.fail_next = 1;
  EXPECT_EQ(answer(single).der, kTryLater);
  EXPECT_EQ(said_at_once(single), "would wait") << "who tries whether it is back waits";
}

// RFC 5019, 6: what caches need, by GET and POST, and 304 for who has it.
TEST_P(Ocsp, HttpAnswersCarryTheirTimes) {
  const auto asked = request(counter.ev.certificate);
  const auto got = send(http::Method::get, "/" + to_base64(asked));
  ASSERT_EQ(got.status, 200);
  EXPECT_EQ(got.header("Content-Type"), "application/ocsp-response");
  EXPECT_EQ(got.header("Cache-Control"), "public, max-age=3600, no-transform, must-revalidate");
  EXPECT_EQ(got.header("Last-Modified"), "Tue, 01 Sep 2026 01:00:00 GMT");
  EXPECT_EQ(got.header("Expires"), "Sat, 05 Sep 2026 01:00:00 GMT");
  const std::string tag(got.header("ETag").value());
  EXPECT_EQ(send(http::Method::get, "/" + to_base64(asked), {{"If-None-Match", tag}}).status, 304);
  const auto posted =
      send(http::Method::post, "", {{"Content-Type", "application/ocsp-request"}, {"If-None-Match", tag}},
           std::string(text_of(asked)));
  EXPECT_EQ(posted.status, 200);
  EXPECT_EQ(posted.body, got.body);
  // The kept form is what the route would have said.
  const auto wire = quick_get(asked);
  ASSERT_TRUE(wire);
  EXPECT_TRUE(wire->ends_with("\r\n\r\n" + got.body)) << *wire;
  for (const auto& [name, value] : got.headers) {
    EXPECT_NE(wire->find(name + ": " + value + "\r\n"), std::string::npos) << name;
  }
  EXPECT_NE(wire->find("Content-Length: " + std::to_string(got.body.size()) + "\r\n"), std::string::npos);
}

// RFC 5019, 6.2: towards the end of an answer that could not be made anew (its signer is away, say) no cache is told to
// keep it longer than it holds, by whichever way it is sent.
TEST_P(Ocsp, NoCacheKeepsAnAnswerBeyondItsEnd) {
  const auto asked = request(counter.ev.certificate);
  const auto first = answer(asked).kept;
  counter.now = first->next_update - http::kOcspMaxAgeSeconds;
  EXPECT_TRUE(quick_get(asked));
  counter.now = first->next_update - Seconds(600);
  constexpr auto kWhatIsLeft = "public, max-age=600, no-transform, must-revalidate";
  const auto got = send(http::Method::get, "/" + to_base64(asked));
  EXPECT_EQ(got.header("Cache-Control"), kWhatIsLeft);
  EXPECT_EQ(
      send(http::Method::get, "/" + to_base64(asked), {{"If-None-Match", std::string(got.header("ETag").value())}})
          .header("Cache-Control"),
      kWhatIsLeft);
  EXPECT_FALSE(quick_get(asked)) << "what lies ready says an hour";
  const std::string target = "/ocsp/" + counter.authority().issuer.id + "/" + to_base64(asked);
  const auto made = quick.make({.post = false, .target = target}, {}, counter.now);
  ASSERT_TRUE(made);
  EXPECT_NE(made->find(std::string("Cache-Control: ") + kWhatIsLeft + "\r\n"), std::string::npos) << *made;
  EXPECT_TRUE(made->ends_with("\r\n\r\n" + got.body));
  EXPECT_EQ(answer(asked).kept, first) << "the same answer all the while";
}

// A certificate may be good and revoked in one second: a cache that has "good" is not told that it still holds.
TEST_P(Ocsp, WhatChangedWithinASecondIsSentAnew) {
  const auto asked = request(counter.ev.certificate);
  const auto good = send(http::Method::get, "/" + to_base64(asked));
  revoke(counter.ev.certificate);
  responder->follow_changes();
  const auto again = send(http::Method::get, "/" + to_base64(asked),
                          {{"If-Modified-Since", std::string(good.header("Last-Modified").value())}});
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(said_by(again.body, asked), "revoked");
}

TEST_P(Ocsp, NonsenseOverHttpIsAnsweredInItsOwnTongue) {
  const auto malformed = std::string(text_of(kMalformed));
  for (const auto& rest : std::vector<std::string>{"/%%%", "/AAAA", "/..%2f..%2fetc", "/" + std::string(6000, 'A')}) {
    const auto got = send(http::Method::get, rest);
    EXPECT_EQ(got.status, 200) << rest;
    EXPECT_EQ(got.body, malformed);
    EXPECT_EQ(got.header("Cache-Control"), "no-store");
  }
  EXPECT_EQ(send(http::Method::post, "", {{"Content-Type", "application/ocsp-request"}}, "x").body, malformed);
  EXPECT_EQ(send(http::Method::post, "").body, malformed);
  EXPECT_EQ(send(http::Method::post, "", {{"Content-Type", "text/plain"}}, "x").status, 415);
  EXPECT_EQ(send(http::Method::post, "", {{"Content-Type", "application/ocsp-request"}}, std::string(4097, 'x')).status,
            413);
  EXPECT_EQ(send(http::Method::get, "").status, 405);
  EXPECT_EQ(send(http::Method::put, "", {{"Content-Type", "application/ocsp-request"}}, "x").status, 405);
}

// Answers live four days, are made anew after two, and never outlive the responder's certificate (rules 1.12.1).
TEST_P(Ocsp, AnswersAreRefreshedAtHalfTheirLife) {
  const auto asked = request(counter.ev.certificate);
  const auto first = answer(asked).kept;
  ASSERT_TRUE(first);
  EXPECT_EQ(first->next_update - first->this_update, kOcspLifetimeSeconds);
  counter.now += kOcspLifetimeSeconds / 2 - kOcspLookAgainSeconds;
  EXPECT_EQ(responder->refresh(counter.now), 0);
  counter.now += kOcspLookAgainSeconds;
  EXPECT_EQ(responder->refresh(counter.now), 1);
  const auto second = answer(asked).kept;
  EXPECT_EQ(second->this_update, counter.now);
  EXPECT_EQ(responder->refresh(counter.now), 0);

  counter.now = identity.not_after - std::chrono::hours(10);
  const auto last = answer(asked).kept;
  EXPECT_EQ(last->next_update, identity.not_after);
  counter.now = identity.not_after + Seconds(1);
  EXPECT_EQ(answer(asked).der, kTryLater);
}

// The database was read, then something was revoked, then the answer would be kept: it must not be.
TEST_P(Ocsp, AnAnswerFromBeforeAChangeIsNotKeptAfterIt) {
  const auto asked = request(counter.ev.certificate);
  key.before_signing = [&] {
    key.before_signing = {};
    revoke(counter.ev.certificate);
    EXPECT_EQ(responder->follow_changes(), 1);
  };
  EXPECT_EQ(said(asked), "good");  // it was, when it was asked
  EXPECT_FALSE(quick_get(asked));
  EXPECT_EQ(said(asked), "revoked");
}

TEST_P(Ocsp, ASignerThatFailsIsToldToTryLater) {
  key.fail_next = 1;
  EXPECT_EQ(answer(request(counter.ev.certificate)).der, kTryLater);
  EXPECT_EQ(said(request(counter.ev.certificate)), "good");
}

TEST_P(Ocsp, MemoryIsBounded) {
  OcspCache cache(16 * 4096);
  for (int i = 0; i < 1000; ++i) {
    Serial serial{kSerialFirstOctet};
    serial[14] = static_cast<std::uint8_t>(i >> 8);
    serial[15] = static_cast<std::uint8_t>(i);
    cache.keep(
        {CertIdForm::sha1, serial},
        std::make_shared<KeptAnswer>(KeptAnswer{
            .wire = std::string(1000, 'x'), .this_update = counter.now, .next_update = counter.now + Seconds(9)}));
    EXPECT_LE(cache.bytes(), 16U * 4096U);
    EXPECT_TRUE(cache.find({CertIdForm::sha1, serial}, counter.now));
    EXPECT_FALSE(cache.find({CertIdForm::sha256, serial}, counter.now));
    EXPECT_FALSE(cache.find({CertIdForm::sha1, serial}, counter.now + Seconds(9)));
  }
  EXPECT_GT(cache.bytes(), 16U * 2048U);
}

INSTANTIATE_TEST_SUITE_P(Sql, Ocsp, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
