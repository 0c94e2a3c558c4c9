// R49, R63, rules 1.2.3: lists of weak and of compromised keys, brought in by an operator.
#include "usecase/import_keys.h"

#include <gtest/gtest.h>

#include <sstream>

#include "job/watch_deadlines.h"
#include "pki/key_check.h"
#include "support/example_reissue.h"

namespace madoguchi {
namespace {

class ImportKeys : public testing::TestWithParam<const char*> {
 protected:
  Result<ImportedKeys> import(const std::string& text) const {
    std::istringstream list(text);
    return import_weak_keys(counter_.office(), counter_.now, list, "blacklist.RSA-2048");
  }
  Result<ImportedKeys> block(const std::string& text, bool revoke_live = false) const {
    std::istringstream list(text);
    return block_keys(counter_.office(), counter_.now, list, "pwned", revoke_live);
  }
  std::string filed(const ExampleCsr& csr) const {
    auto form = reissue_form(counter_, counter_.ev);
    form.csr = csr.pem;
    return answer(file(counter_, form));
  }
  /// A request that fits the contract but for its key, which is RSA: only those stand on Debian's lists.
  ExampleCsr rsa_csr() const { return make_csr({.key = "RSA-2048"}); }

  ExampleCounter counter_{GetParam()};
};

// The list is made as openssl-blacklist made its own: from the modulus of a key.
TEST_P(ImportKeys, AListedKeyIsRefusedByFieldAndText) {
  const auto weak = rsa_csr();
  const auto other = rsa_csr();
  const auto debian = to_hex(pki::debian_fingerprint(weak.spki_der).value());
  EXPECT_FALSE(counter_.read([](Store& store) { return store.certificates.knows_weak_keys(); }));
  const auto imported = must(import("# made for this test\n\n3c430072d96e4a1e1809\r\n" + debian + "\n"));
  EXPECT_EQ(imported.listed, 2);
  EXPECT_EQ(imported.added, 2);
  EXPECT_TRUE(counter_.read([](Store& store) { return store.certificates.knows_weak_keys(); }));

  const auto before = counter_.snapshot();
  EXPECT_EQ(filed(weak), "/csr=key.known_weak");
  EXPECT_EQ(counter_.snapshot(), before);
  EXPECT_EQ(counter_.office().catalogue.sentence(Language::ja, "key.known_weak", {}),
            "この鍵は、広く知られた弱い鍵の一覧にあるため、使用できません。新しい鍵を作り、CSRを作り直してください。");
  EXPECT_EQ(filed(other), "ok");
}

TEST_P(ImportKeys, AListOfSpkiDigestsTakesEveryKindOfKey) {
  const auto weak = counter_.csr_for(counter_.ev.id);
  must(import(weak.spki_sha256 + "\n"));
  EXPECT_EQ(filed(weak), "/csr=key.known_weak");
}

TEST_P(ImportKeys, AgainAddsNothing) {
  must(import("3c430072d96e4a1e1809\n"));
  const auto again = must(import("3c430072d96e4a1e1809\n" + std::string(20, 'a') + "\n"));
  EXPECT_EQ(again.listed, 2);
  EXPECT_EQ(again.added, 1);
  EXPECT_EQ(counter_.rows("weak_key"), 2);
}

// More than one transaction, told about in between.
TEST_P(ImportKeys, ALongListComesInBoundedBatches) {
  std::ostringstream text;
  const auto lines = static_cast<std::int64_t>(2 * kKeysAtOnceMax + 1);
  for (std::int64_t i = 0; i < lines; ++i) text << "0123456789abcdef" << 1000 + i << '\n';
  std::istringstream list(text.str());
  std::string told;
  const auto imported =
      must(import_weak_keys(counter_.office(), counter_.now, list, "long", [&](std::int64_t done, std::int64_t total) {
        told += std::to_string(done) + "/" + std::to_string(total) + " ";
      }));
  EXPECT_EQ(imported.added, lines);
  EXPECT_EQ(told, "2000/4001 4000/4001 4001/4001 ");
  EXPECT_EQ(counter_.rows("weak_key"), lines);
}

// An unknown format is named by its line, and nothing of the list is kept, not even what came before.
TEST_P(ImportKeys, AnotherFormatIsRefusedByItsLine) {
  const auto before = counter_.snapshot();
  std::string long_enough;
  for (std::size_t i = 0; i <= kKeysAtOnceMax; ++i) long_enough += std::string(20, 'a') + "\n";
  const auto refused = import(long_enough + "MD5 3c430072d96e4a1e1809\n");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "key.list_line");
  EXPECT_EQ(refused.error().params.at(0).second, std::to_string(kKeysAtOnceMax + 2));
  EXPECT_EQ(answer(import("# nothing\n")), "key.list_empty");
  EXPECT_EQ(answer(import(std::string(kKeyLineBytesMax + 1, '#'))), "key.list_line");
  EXPECT_EQ(answer(block("3c430072d96e4a1e1809\n")), "key.list_line");  // no SHA-256
  EXPECT_EQ(counter_.snapshot(), before);
}

// BR 4.9.1.1 (4): a certificate issued before the list came.
TEST_P(ImportKeys, ALiveCertificateWithAListedKeyIsATaskOnce) {
  must(import(counter_.ev.csr.spki_sha256 + "\n"));
  const auto find = [&] { return must(find_weak_certificates(counter_.office(), counter_.now)); };
  EXPECT_EQ(find(), 1);
  EXPECT_EQ(find(), 0);
  EXPECT_EQ(counter_.tasks(), "decide_claim key.known_weak " + counter_.ev.certificate.value + "\n");
}

TEST_P(ImportKeys, ABlockedKeyIsRefused) {
  const auto csr = counter_.csr_for(counter_.ev.id);
  const auto blocked = must(block("spki_sha256,reported\n" + csr.spki_sha256 + ",2026-08-01\n"));
  EXPECT_EQ(blocked.added, 1);
  EXPECT_EQ(filed(csr), "/csr=key.blocked");
}

// BR 4.9.1.1 (3): what lives with a blocked key ends at once, so the list is refused unless that is meant.
TEST_P(ImportKeys, BlockingAKeyInUseRevokes) {
  const auto line = counter_.ev.csr.spki_sha256 + "\n";
  const auto before = counter_.snapshot();
  EXPECT_EQ(answer(block(line)), "key.block_revokes");
  EXPECT_EQ(counter_.snapshot(), before);
  EXPECT_EQ(must(block(line, true)).added, 1);
  job::watch_deadlines(counter_.office(), counter_.now);
  const auto certificate = certificate_at(counter_, counter_.ev.certificate);
  EXPECT_EQ(certificate.revocation_reason, RevocationReason::key_compromise);
}

INSTANTIATE_TEST_SUITE_P(Sql, ImportKeys, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
