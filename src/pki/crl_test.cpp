#include "pki/crl.h"

#include <gtest/gtest.h>
#include <openssl/sha.h>

#include "domain/crl_number.h"
#include "pki/openssl_ptr.h"
#include "pki/pki_fixture.h"

namespace madoguchi::pki {
namespace {

using namespace fixture;

CrlSource from(std::vector<CrlEntry> entries) {
  return [entries = std::move(entries), at = std::size_t{0}](CrlEntry& entry) mutable {
    if (at == entries.size()) return false;
    entry = entries[at++];
    return true;
  };
}
Serial serial(std::uint8_t last) {
  Serial serial{kSerialFirstOctet};
  serial.back() = last;
  return serial;
}
CrlHead head() {
  return {.number = next_crl_number({}, kNow), .this_update = kNow, .next_update = kNow + std::chrono::days(4)};
}

SmallAuthority& authority(CaKeyKind kind = CaKeyKind::p256) {
  static std::map<CaKeyKind, std::unique_ptr<SmallAuthority>> made;
  auto& one = made[kind];
  if (!one) one = std::make_unique<SmallAuthority>(kind);
  return *one;
}

CrlPtr parse(const std::string& der) {
  const auto* at = reinterpret_cast<const std::uint8_t*>(der.data());
  const auto* const end = at + der.size();
  CrlPtr crl(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  EXPECT_TRUE(crl && at == end);
  return crl;
}
bool verifies(X509_CRL* crl, const Signer& signer) {
  const std::uint8_t* at = signer.public_key().data();
  const KeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(signer.public_key().size())));
  return X509_CRL_verify(crl, key.get()) == 1;
}
/// -1 for an entry without a reason, -2 for no entry.
int reason_of(X509_CRL* crl, const Serial& wanted) {
  const BnPtr number(BN_bin2bn(wanted.data(), wanted.size(), nullptr));
  const OpensslPtr<ASN1_INTEGER, &ASN1_INTEGER_free> integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
  X509_REVOKED* revoked = nullptr;
  if (X509_CRL_get0_by_serial(crl, &revoked, integer.get()) != 1) return -2;
  int critical = -1;
  const OpensslPtr<ASN1_ENUMERATED, &ASN1_ENUMERATED_free> reason(
      static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(revoked, NID_crl_reason, &critical, nullptr)));
  if (!reason) return -1;
  EXPECT_EQ(critical, 0);
  return static_cast<int>(ASN1_ENUMERATED_get(reason.get()));
}

TEST(Crl, OpensslReadsItsEntriesAndReasons) {
  for (const CaKeyKind kind : {CaKeyKind::p256, CaKeyKind::rsa2048}) {
    auto& by = authority(kind);
    const std::string path = by.folder.file("0.crl");
    const CrlFacts facts = write_crl(by.info, head(),
                                     from({{serial(1), kNow - Seconds(5), RevocationReason::unspecified},
                                           {serial(2), kNow - Seconds(4), RevocationReason::key_compromise},
                                           {serial(5), kNow - Seconds(3), RevocationReason::superseded},
                                           {serial(0x80), kNow, RevocationReason::privilege_withdrawn}}),
                                     *by.key, path);
    const std::string der = read_file(path);
    EXPECT_EQ(facts.entries, 4);
    EXPECT_EQ(facts.bytes, std::ssize(der));
    EXPECT_EQ(facts.sha256, to_hex(sha256(view_of(der))));
    const CrlPtr crl = parse(der);
    EXPECT_EQ(text_of(to_der(crl.get(), i2d_X509_CRL)), der) << "re-encoded by OpenSSL, the same bytes";
    EXPECT_TRUE(verifies(crl.get(), *by.key));
    EXPECT_EQ(X509_CRL_get_version(crl.get()), 1);
    EXPECT_EQ(to_der(X509_CRL_get_issuer(crl.get()), i2d_X509_NAME), by.info.subject_der);
    EXPECT_EQ(ASN1_TIME_cmp_time_t(X509_CRL_get0_lastUpdate(crl.get()), to_unix(kNow)), 0);
    EXPECT_EQ(ASN1_TIME_cmp_time_t(X509_CRL_get0_nextUpdate(crl.get()), to_unix(kNow) + 4 * 86400), 0);
    EXPECT_EQ(reason_of(crl.get(), serial(1)), -1) << "unspecified by omission (rules 1.11.5)";
    EXPECT_EQ(reason_of(crl.get(), serial(2)), 1);
    EXPECT_EQ(reason_of(crl.get(), serial(5)), 4);
    EXPECT_EQ(reason_of(crl.get(), serial(0x80)), 9);
    EXPECT_EQ(reason_of(crl.get(), serial(3)), -2);
    const OwnCrl own = read_own_crl(path);
    EXPECT_EQ(own.number, to_unix(kNow));
    EXPECT_EQ(own.entries, 4);
    const OpensslPtr<AUTHORITY_KEYID, &AUTHORITY_KEYID_free> akid(
        static_cast<AUTHORITY_KEYID*>(X509_CRL_get_ext_d2i(crl.get(), NID_authority_key_identifier, nullptr, nullptr)));
    ASSERT_TRUE(akid && akid->keyid != nullptr);
    EXPECT_EQ(Bytes(akid->keyid->data, akid->keyid->data + akid->keyid->length), by.info.key_id);
    EXPECT_EQ(X509_CRL_get_ext_count(crl.get()), 2) << "no issuingDistributionPoint on a full CRL (rules 1.11.3)";
  }
}

TEST(Crl, WithoutEntriesHasNoList) {
  auto& by = authority();
  const std::string path = by.folder.file("empty.crl");
  EXPECT_EQ(write_crl(by.info, head(), from({}), *by.key, path).entries, 0);
  const CrlPtr crl = parse(read_file(path));
  EXPECT_TRUE(verifies(crl.get(), *by.key));
  EXPECT_EQ(X509_CRL_get_REVOKED(crl.get()), nullptr);
}

// Lengths of one to three octets, and more entries than the buffer holds.
TEST(Crl, OfAnySizeIsGoodDer) {
  auto& by = authority();
  const std::string path = by.folder.file("many.crl");
  for (const int count : {1, 2, 3, 4, 5, 6, 7, 200, 1400, 8000}) {
    int made = 0;
    const auto next = [&](CrlEntry& entry) {
      if (made == count) return false;
      ++made;
      entry = {serial(0), kNow, made % 2 == 0 ? RevocationReason::superseded : RevocationReason::unspecified};
      entry.serial[13] = static_cast<std::uint8_t>(made >> 16);
      entry.serial[14] = static_cast<std::uint8_t>(made >> 8);
      entry.serial[15] = static_cast<std::uint8_t>(made);
      return true;
    };
    EXPECT_EQ(write_crl(by.info, head(), next, *by.key, path).entries, count);
    const std::string der = read_file(path);
    const CrlPtr crl = parse(der);
    EXPECT_EQ(text_of(to_der(crl.get(), i2d_X509_CRL)), der);
    EXPECT_TRUE(verifies(crl.get(), *by.key));
    EXPECT_EQ(sk_X509_REVOKED_num(X509_CRL_get_REVOKED(crl.get())), count);
  }
}

TEST(Crl, OfAShardNamesItsDistributionPointCritically) {
  auto& by = authority();
  const std::string path = by.folder.file("shard.crl");
  CrlHead shard = head();
  shard.distribution_point = crl_url(by.info, 3);
  write_crl(by.info, shard, from({}), *by.key, path);
  const CrlPtr crl = parse(read_file(path));
  int critical = 0;
  const OpensslPtr<ISSUING_DIST_POINT, &ISSUING_DIST_POINT_free> idp(static_cast<ISSUING_DIST_POINT*>(
      X509_CRL_get_ext_d2i(crl.get(), NID_issuing_distribution_point, &critical, nullptr)));
  ASSERT_TRUE(idp);
  EXPECT_EQ(critical, 1);
  const GENERAL_NAME* name = sk_GENERAL_NAME_value(idp->distpoint->name.fullname, 0);
  EXPECT_EQ(std::string_view(reinterpret_cast<const char*>(name->d.uniformResourceIdentifier->data),
                             static_cast<std::size_t>(name->d.uniformResourceIdentifier->length)),
            shard.distribution_point);
  EXPECT_EQ(idp->indirectCRL, 0);
  EXPECT_EQ(idp->onlyuser, 0);
}

TEST(Crl, AFailureLeavesTheOldFileAndNoOther) {
  auto& by = authority();
  const TemporaryFolder folder;
  const std::string path = folder.file("0.crl");
  write_crl(by.info, head(), from({}), *by.key, path);
  const std::string old = read_file(path);
  const CrlEntry one{serial(1), kNow, RevocationReason::unspecified};
  EXPECT_THROW(write_crl(by.info, head(), from({one, one}), *by.key, path), Failure) << "a serial twice";
  EXPECT_THROW(write_crl(by.info, head(), from({{serial(2), kNow, {}}, one}), *by.key, path), Failure) << "order";
  EXPECT_THROW(
      write_crl(by.info, head(), [](CrlEntry&) -> bool { throw Failure("database"); }, *by.key, path), Failure);
  auto late = head();
  late.next_update = kNow + std::chrono::days(10) + Seconds(1);
  EXPECT_THROW(write_crl(by.info, late, from({}), *by.key, path), Failure) << "rules 1.11.2";
  late.next_update = kNow;
  EXPECT_THROW(write_crl(by.info, late, from({}), *by.key, path), Failure);
  auto of_root = head();
  of_root.of_ca_certificates = true;
  EXPECT_THROW(write_crl(by.info, of_root, from({one}), *by.key, path), Failure) << "rules 1.11.5";
  EXPECT_THROW(write_crl(by.info, head(), from({}), *by.key, folder.file("none/0.crl")), Failure);
  EXPECT_EQ(read_file(path), old);
  const auto left = std::distance(std::filesystem::directory_iterator(folder.file("")), {});
  EXPECT_EQ(left, 1) << "no temporary file stays";
}

}  // namespace
}  // namespace madoguchi::pki
