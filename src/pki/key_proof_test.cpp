#include "pki/key_proof.h"

#include <gtest/gtest.h>

#include "pki/openssl_ptr.h"

namespace madoguchi::pki {
namespace {

constexpr std::string_view kText = "madoguchi key proof 1 0123456789abcdef 1788224400 deadbeef";

EVP_PKEY* rsa_key() {
  static const KeyPtr kKey(EVP_RSA_gen(2048));
  return kKey.get();
}
EVP_PKEY* ec_key() {
  static const KeyPtr kKey(EVP_EC_gen("P-256"));
  return kKey.get();
}

/// Any certificate with the key: who signed it does not matter here.
Bytes certificate_of(EVP_PKEY* key) {
  const X509Ptr made(X509_new());
  must(X509_set_version(made.get(), X509_VERSION_3) == 1, "version");
  must(ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1) == 1, "serial");
  must(X509_gmtime_adj(X509_getm_notBefore(made.get()), 0) != nullptr, "not before");
  must(X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600) != nullptr, "not after");
  must(X509_set_pubkey(made.get(), key) == 1, "key");
  must(X509_sign(made.get(), ec_key(), EVP_sha256()) > 0, "sign");
  return to_der(made.get(), i2d_X509);
}

struct How {
  const EVP_MD* md = EVP_sha256();
  bool pss = false;
  int salt = RSA_PSS_SALTLEN_DIGEST;
};
Bytes sign(EVP_PKEY* key, std::string_view text, const How& how = {}) {
  const MdCtxPtr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* of_key = nullptr;
  must(EVP_DigestSignInit(context.get(), &of_key, how.md, nullptr, key) == 1, "init");
  if (how.pss) {
    must(EVP_PKEY_CTX_set_rsa_padding(of_key, RSA_PKCS1_PSS_PADDING) == 1, "pss");
    must(EVP_PKEY_CTX_set_rsa_pss_saltlen(of_key, how.salt) == 1, "salt");
  }
  const auto bytes = view_of(text);
  std::size_t length = 0;
  must(EVP_DigestSign(context.get(), nullptr, &length, bytes.data(), bytes.size()) == 1, "length");
  Bytes signature(length);
  must(EVP_DigestSign(context.get(), signature.data(), &length, bytes.data(), bytes.size()) == 1, "sign");
  signature.resize(length);
  return signature;
}

std::string answer(EVP_PKEY* key, ByteView signature, std::string_view text = kText) {
  const auto checked = check_key_proof(certificate_of(key), text, signature);
  if (checked) return "ok";
  return checked.error().fields.front().first + "=" + checked.error().fields.front().second;
}
constexpr const char* kWrong = "/signature=key_proof.wrong";

// R63, R83; rules 2.4.1: what `openssl dgst -sha256 -sign` makes of each kind of key.
TEST(KeyProof, EveryKindOfKeyProvesItself) {
  EXPECT_EQ(answer(ec_key(), sign(ec_key(), kText)), "ok");
  EXPECT_EQ(answer(rsa_key(), sign(rsa_key(), kText)), "ok");
  EXPECT_EQ(answer(rsa_key(), sign(rsa_key(), kText, {.pss = true})), "ok");
  EXPECT_EQ(answer(rsa_key(), sign(rsa_key(), kText, {.pss = true, .salt = RSA_PSS_SALTLEN_MAX_SIGN})), "ok");
  EXPECT_EQ(answer(rsa_key(), sign(rsa_key(), kText, {.pss = true, .salt = 0})), "ok");
  const KeyPtr large(EVP_RSA_gen(3072)), p384(EVP_EC_gen("P-384"));
  EXPECT_EQ(answer(large.get(), sign(large.get(), kText)), "ok");
  EXPECT_EQ(answer(p384.get(), sign(p384.get(), kText)), "ok");
}

TEST(KeyProof, AnotherKeyTextOrDigestProvesNothing) {
  const KeyPtr other_rsa(EVP_RSA_gen(2048)), other_ec(EVP_EC_gen("P-256"));
  EXPECT_EQ(answer(rsa_key(), sign(other_rsa.get(), kText)), kWrong);
  EXPECT_EQ(answer(rsa_key(), sign(other_rsa.get(), kText, {.pss = true})), kWrong);
  EXPECT_EQ(answer(ec_key(), sign(other_ec.get(), kText)), kWrong);
  EXPECT_EQ(answer(rsa_key(), sign(ec_key(), kText)), kWrong);
  EXPECT_EQ(answer(ec_key(), sign(rsa_key(), kText)), kWrong);
  for (auto* key : {rsa_key(), ec_key()}) {
    EXPECT_EQ(answer(key, sign(key, kText), std::string(kText) + "\n"), kWrong);
    EXPECT_EQ(answer(key, sign(key, kText), ""), kWrong);
    EXPECT_EQ(answer(key, sign(key, kText, {.md = EVP_sha1()})), kWrong);
    EXPECT_EQ(answer(key, sign(key, kText, {.md = EVP_sha512()})), kWrong);
  }
}

TEST(KeyProof, BrokenSignaturesAreRefusedWithoutARest) {
  for (auto* key : {rsa_key(), ec_key()}) {
    const auto good = sign(key, kText);
    EXPECT_EQ(answer(key, {}), kWrong);
    EXPECT_EQ(answer(key, Bytes(kSignatureBytesMax + 1, 0x30)), kWrong);
    EXPECT_EQ(answer(key, Bytes(256, 0xff)), kWrong);
    auto longer = good;
    longer.push_back(0);
    EXPECT_EQ(answer(key, longer), kWrong);
    EXPECT_EQ(answer(key, ByteView(good).first(good.size() - 1)), kWrong);
    for (std::size_t at = 0; at < good.size(); at += 7) {
      auto changed = good;
      changed[at] ^= 0x01;
      EXPECT_EQ(answer(key, changed), kWrong) << at;
    }
    EXPECT_EQ(answer(key, good), "ok");
    EXPECT_EQ(ERR_peek_error(), 0UL);  // nothing stays in OpenSSL's queue
  }
}

}  // namespace
}  // namespace madoguchi::pki
