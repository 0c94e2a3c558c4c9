#include "pki/private_key_scan.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include <algorithm>

#include "pki/digest.h"
#include "pki/openssl_ptr.h"

namespace madoguchi::pki {
namespace {

enum class As { pkcs8, pkcs8_encrypted, traditional, traditional_encrypted };

std::string pem_of(EVP_PKEY* key, As as) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  std::string password = "example";
  auto* bytes = reinterpret_cast<unsigned char*>(password.data());
  int ok = 0;
  if (as == As::pkcs8) ok = PEM_write_bio_PKCS8PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  if (as == As::pkcs8_encrypted) {
    ok = PEM_write_bio_PKCS8PrivateKey(out.get(), key, EVP_aes_256_cbc(), password.data(), 7, nullptr, nullptr);
  }
  if (as == As::traditional) {
    ok = PEM_write_bio_PrivateKey_traditional(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  }
  if (as == As::traditional_encrypted) {
    ok = PEM_write_bio_PrivateKey_traditional(out.get(), key, EVP_aes_128_cbc(), bytes, 7, nullptr, nullptr);
  }
  must(ok == 1, "write key");
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string body_of(const std::string& pem) {
  const auto from = pem.find("-----\n") + 6;
  return pem.substr(from, pem.find("-----END") - from);
}

std::string spki_hash(EVP_PKEY* key) {
  return sha256_hex(to_der(key, i2d_PUBKEY));
}

class PrivateKeyScan : public testing::TestWithParam<const char*> {
 protected:
  KeyPtr key_{std::string_view(GetParam()) == "RSA" ? EVP_RSA_gen(2048) : EVP_EC_gen(GetParam())};
};

TEST_P(PrivateKeyScan, FindsAKeyAndItsFingerprint) {  // R117
  for (const As as : {As::pkcs8, As::traditional}) {
    const std::string pem = pem_of(key_.get(), as);
    for (const std::string& text : {pem, "please issue\r\n" + pem + "\nthanks", body_of(pem)}) {
      const auto found = find_private_key(text);
      ASSERT_TRUE(found) << text;
      EXPECT_EQ(found->spki_sha256, std::vector<std::string>{spki_hash(key_.get())}) << text;
    }
  }
}

TEST_P(PrivateKeyScan, FindsAKeyUnderAnotherLabelAndWithoutLineBreaks) {
  std::string pem = "-----BEGIN CERTIFICATE REQUEST-----\n" + body_of(pem_of(key_.get(), As::pkcs8)) +
                    "-----END CERTIFICATE REQUEST-----\n";
  EXPECT_EQ(find_private_key(pem)->spki_sha256, std::vector<std::string>{spki_hash(key_.get())});
  std::ranges::replace(pem, '\n', ' ');
  EXPECT_EQ(find_private_key(pem)->spki_sha256, std::vector<std::string>{spki_hash(key_.get())});
}

TEST_P(PrivateKeyScan, FindsEncryptedKeysAndPkcs12) {
  for (const As as : {As::pkcs8_encrypted, As::traditional_encrypted}) {
    const auto found = find_private_key(pem_of(key_.get(), as));
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->spki_sha256.empty());
  }
  EXPECT_TRUE(find_private_key(body_of(pem_of(key_.get(), As::pkcs8_encrypted))));
  const OpensslPtr<PKCS12, &PKCS12_free> p12(
      PKCS12_create("example", "example", key_.get(), nullptr, nullptr, 0, 0, 0, 0, 0));
  ASSERT_TRUE(p12);
  EXPECT_TRUE(find_private_key(to_base64(to_der(p12.get(), i2d_PKCS12))));
  EXPECT_TRUE(find_private_key(text_of(to_der(p12.get(), i2d_PKCS12))));
}

TEST_P(PrivateKeyScan, LeavesPublicThingsAlone) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  ASSERT_EQ(PEM_write_bio_PUBKEY(out.get(), key_.get()), 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  EXPECT_FALSE(find_private_key({data, static_cast<std::size_t>(size)}));
  EXPECT_FALSE(find_private_key(to_base64(to_der(key_.get(), i2d_PUBKEY))));
}
INSTANTIATE_TEST_SUITE_P(Kinds, PrivateKeyScan, testing::Values("RSA", "P-256"));

TEST(PrivateKeyScanText, KnowsOtherFormsByTheirMarks) {
  EXPECT_TRUE(find_private_key("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbg==\n-----END OPENSSH PRIVATE KEY-----"));
  EXPECT_TRUE(find_private_key("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"));
  EXPECT_TRUE(find_private_key("-----begin rsa private key-----"));
  EXPECT_TRUE(find_private_key("PuTTY-User-Key-File-3: ssh-rsa"));
  EXPECT_TRUE(find_private_key(R"({"kty":"EC","crv":"P-256","x":"","y":"","d":""})"));
  EXPECT_FALSE(find_private_key(R"({"kty":"EC","crv":"P-256","x":"","y":""})"));
  EXPECT_FALSE(find_private_key(""));
  EXPECT_TRUE(find_private_key("My private key: -----BEGIN PRIVATE KEY-----"));
  EXPECT_FALSE(find_private_key("サーバーの故障のため再発行を希望します。"));
  // Who writes about one, as whoever reports a compromise does, is heard.
  EXPECT_FALSE(find_private_key("Our private key was leaked - the private key of www.example.jp."));
}

}  // namespace
}  // namespace madoguchi::pki
