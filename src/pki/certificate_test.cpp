#include "pki/certificate.h"

#include <gtest/gtest.h>

#include "domain/public_key_info.h"
#include "pki/openssl_ptr.h"
#include "pki/pki_fixture.h"

namespace madoguchi::pki {
namespace {

using namespace fixture;

X509Ptr parse(ByteView der) {
  const std::uint8_t* at = der.data();
  X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  EXPECT_TRUE(certificate && at == der.data() + der.size());
  return certificate;
}

/// Every extension as OpenSSL prints it, with its criticality.
std::string extensions_of(X509* certificate) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  for (int i = 0; i < X509_get_ext_count(certificate); ++i) {
    X509_EXTENSION* extension = X509_get_ext(certificate, i);
    char name[80];
    OBJ_obj2txt(name, sizeof name, X509_EXTENSION_get_object(extension), 0);
    BIO_printf(out.get(), "%s%s: ", name, X509_EXTENSION_get_critical(extension) == 1 ? " (critical)" : "");
    EXPECT_EQ(X509V3_EXT_print(out.get(), extension, X509V3_EXT_ERROR_UNKNOWN, 0), 1) << name;
    BIO_printf(out.get(), "\n");
  }
  char* data = nullptr;
  const long length = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(length)};
}

std::string subject_of(X509* certificate) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(out.get(), X509_get_subject_name(certificate), 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
  char* data = nullptr;
  const long length = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(length)};
}

int verify(const SmallAuthority& authority, const Bytes& leaf, Time at) {
  const OpensslPtr<X509_STORE, &X509_STORE_free> store(X509_STORE_new());
  X509_STORE_add_cert(store.get(), parse(authority.root).get());
  const X509Ptr issuing = parse(authority.certificate);
  const X509Ptr certificate = parse(leaf);
  STACK_OF(X509)* chain = sk_X509_new_null();
  sk_X509_push(chain, issuing.get());
  const OpensslPtr<X509_STORE_CTX, &X509_STORE_CTX_free> context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), certificate.get(), chain);
  X509_VERIFY_PARAM* param = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(param, to_unix(at));
  X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_X509_STRICT);
  X509_VERIFY_PARAM_set_purpose(param, X509_PURPOSE_SSL_SERVER);
  X509_VERIFY_PARAM_set1_host(param, "www.example.jp", 0);
  X509_verify_cert(context.get());
  const int error = X509_STORE_CTX_get_error(context.get());
  sk_X509_free(chain);
  return error;
}

// Byte for byte: whoever changes what we sign changes this file too, and says why.
TEST(Certificate, TbsIsGolden) {
  for (const auto& [profile, file] : {std::pair{ov_profile(), "ov"}, std::pair{ev_profile(), "ev"}}) {
    const Bytes tbs = to_be_signed(lint(plan(profile), profile, kNow).value(), issuer());
    const std::string golden = read_file(std::string(MADOGUCHI_SOURCE_DIR) + "/test/golden/" + file + "_tbs.hex");
    EXPECT_EQ(to_hex(tbs) + "\n", golden) << file;
  }
}

TEST(Certificate, OpensslReadsAndVerifiesThem) {
  for (const CaKeyKind kind : {CaKeyKind::p256, CaKeyKind::rsa2048}) {
    SmallAuthority authority(kind);
    const Bytes& ec = subscriber_spki(CaKeyKind::p256);
    const Bytes& rsa = subscriber_spki(CaKeyKind::rsa2048);
    for (const auto& profile : {ov_profile(), ev_profile()}) {
      for (const Bytes& spki : {ec, rsa}) {
        const Bytes leaf = authority.issue(profile, spki);
        EXPECT_EQ(verify(authority, leaf, kNow), X509_V_OK);
        EXPECT_EQ(verify(authority, leaf, kNow - std::chrono::days(1)), X509_V_ERR_CERT_NOT_YET_VALID);
        EXPECT_EQ(verify(authority, leaf, kNow + std::chrono::days(199)), X509_V_ERR_CERT_HAS_EXPIRED);
        EXPECT_TRUE(is_signed_by(leaf, authority.certificate));
        EXPECT_FALSE(is_signed_by(leaf, authority.root));
        const X509Ptr read = parse(leaf);
        EXPECT_EQ(to_der(read.get(), i2d_X509), leaf) << "re-encoded by OpenSSL, the same bytes";
        EXPECT_EQ(X509_get_version(read.get()), 2);
        EXPECT_EQ(to_der(X509_get_X509_PUBKEY(read.get()), i2d_X509_PUBKEY), spki);
        EXPECT_EQ(to_der(X509_get_issuer_name(read.get()), i2d_X509_NAME), authority.info.subject_der);
      }
    }
  }
}

TEST(Certificate, SaysWhatTheProfileSays) {
  SmallAuthority authority(CaKeyKind::p256);
  const Bytes& rsa = subscriber_spki(CaKeyKind::rsa2048);
  const X509Ptr ov = parse(authority.issue(ov_profile(), rsa));
  EXPECT_EQ(subject_of(ov.get()), "C = JP, ST = Tokyo, L = Example-ku, O = 株式会社例, CN = www.example.jp");
  std::string id = to_hex(authority.info.key_id);
  std::string colons;
  for (std::size_t i = 0; i < id.size(); i += 2) {
    colons += (i == 0 ? "" : ":");
    colons += static_cast<char>(std::toupper(id[i]));
    colons += static_cast<char>(std::toupper(id[i + 1]));
  }
  EXPECT_EQ(extensions_of(ov.get()),
            "X509v3 Key Usage (critical): Digital Signature, Key Encipherment\n"
            "X509v3 Extended Key Usage: TLS Web Server Authentication\n"
            "X509v3 Basic Constraints (critical): CA:FALSE\n"
            "X509v3 Authority Key Identifier: " +
                colons +
                "\n"
                "X509v3 Certificate Policies: Policy: 2.23.140.1.2.2\n"
                "X509v3 CRL Distribution Points: Full Name:\n"
                "  URI:http://status.example.jp/crl/" +
                authority.info.id +
                "/0.crl\n"
                "Authority Information Access: OCSP - URI:http://status.example.jp/ocsp/" +
                authority.info.id +
                "\n"
                "CA Issuers - URI:http://status.example.jp/ca/" +
                authority.info.id +
                ".cer\n"
                "X509v3 Subject Alternative Name: DNS:www.example.jp, DNS:example.jp\n");
  const Bytes& ec = subscriber_spki(CaKeyKind::p256);
  const X509Ptr ev = parse(authority.issue(ev_profile(), ec));
  EXPECT_EQ(subject_of(ev.get()),
            "jurisdictionC = JP, businessCategory = Private Organization, serialNumber = 0100-01-000000, "
            "C = JP, ST = Tokyo, L = Example-ku, O = 株式会社例, CN = www.example.jp");
  const std::string extensions = extensions_of(ev.get());
  EXPECT_NE(extensions.find("Key Usage (critical): Digital Signature\n"), std::string::npos) << extensions;
  EXPECT_NE(extensions.find("Policy: 2.23.140.1.1\n"), std::string::npos) << extensions;
}

TEST(Certificate, AuthoritysOwnCertificatesSayWhatTheyMay) {
  const SmallAuthority authority(CaKeyKind::p256);
  const X509Ptr root = parse(authority.root);
  const X509Ptr issuing = parse(authority.certificate);
  EXPECT_TRUE(is_signed_by(authority.root, authority.root));
  EXPECT_TRUE(is_signed_by(authority.certificate, authority.root));
  const std::string of_root = extensions_of(root.get());
  EXPECT_TRUE(
      of_root.starts_with("X509v3 Basic Constraints (critical): CA:TRUE\n"
                          "X509v3 Key Usage (critical): Certificate Sign, CRL Sign\n"
                          "X509v3 Subject Key Identifier: "))
      << of_root;
  const std::string of_issuing = extensions_of(issuing.get());
  EXPECT_TRUE(
      of_issuing.starts_with("X509v3 Basic Constraints (critical): CA:TRUE, pathlen:0\n"
                             "X509v3 Key Usage (critical): Certificate Sign, CRL Sign\n"
                             "X509v3 Subject Key Identifier: "))
      << of_issuing;
  EXPECT_NE(of_issuing.find("TLS Web Server Authentication"), std::string::npos);
  EXPECT_NE(of_issuing.find("URI:http://status.example.jp/crl/root/0.crl"), std::string::npos);
  const CaCertificateFacts facts = read_ca_certificate(to_pem(authority.certificate, "CERTIFICATE"));
  EXPECT_EQ(facts.der, authority.certificate);
  EXPECT_EQ(facts.subject_der, authority.info.subject_der);
  EXPECT_EQ(facts.key_id, authority.info.key_id);
  EXPECT_EQ(facts.spki_der, authority.key->public_key());
  EXPECT_EQ(facts.not_after, authority.info.not_after);
}

TEST(Certificate, SignedBytesAreTheStoredOnes) {
  SmallAuthority authority(CaKeyKind::p256);
  const auto profile = ov_profile();
  CountingRandom random;
  auto prepared =
      prepare(lint(plan_issuance(request(), profile, authority.info, random, kNow).value(), profile, kNow).value(),
              authority.info);
  const Bytes stored = prepared.tbs();
  const Bytes certificate = sign_certificate(std::move(prepared), *authority.key);
  EXPECT_TRUE(same_tbs(certificate, stored));
  for (const std::size_t at : {std::size_t{0}, stored.size() / 2, stored.size() - 1}) {
    Bytes other = stored;
    other[at] ^= 1;
    EXPECT_FALSE(same_tbs(certificate, other));
  }
  for (std::size_t length = 0; length <= stored.size() + 4; ++length) {
    EXPECT_FALSE(same_tbs(ByteView(certificate).first(length), stored)) << length;
  }
  EXPECT_FALSE(same_tbs({}, stored));
}

TEST(Certificate, IsSignedOnceAndByItsOwnIssuerOnly) {
  SmallAuthority authority(CaKeyKind::p256);
  const auto profile = ov_profile();
  const auto linted = [&] { return lint(plan(profile), profile, kNow).value(); };  // made for another issuer
  EXPECT_THROW(prepare(linted(), authority.info), Failure);
  auto prepared = prepare(linted(), issuer());
  sign_certificate(std::move(prepared), *authority.key);
  EXPECT_THROW(sign_certificate(std::move(prepared), *authority.key),
               Failure);  // NOLINT(bugprone-use-after-move): that is what is tested
  const auto rsa = create_key_file(CaKeyKind::rsa2048, authority.folder.file("rsa.key"), passphrase());
  EXPECT_THROW(sign_certificate(prepare(linted(), issuer()), *rsa), Failure);
}

// rules 1.1.15: the forms that the lint knows are those that OpenSSL writes.
TEST(PublicKeyInfo, KnowsOpensslsKeys) {
  const auto spki_of = [](EVP_PKEY* made) {
    const KeyPtr key(made);
    return to_der(key.get(), i2d_PUBKEY);
  };
  const auto curve = [&](const char* name) { return spki_of(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", name)); };
  const auto rsa = [&](std::size_t bits) { return spki_of(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits)); };
  EXPECT_EQ(public_key_info(curve("P-256")), (PublicKeyInfo{KeyKind::p256, 256}));
  EXPECT_EQ(public_key_info(curve("P-384")), (PublicKeyInfo{KeyKind::p384, 384}));
  EXPECT_EQ(public_key_info(curve("P-521")), (PublicKeyInfo{KeyKind::p521, 521}));
  EXPECT_EQ(public_key_info(rsa(2048)), (PublicKeyInfo{KeyKind::rsa, 2048}));
  EXPECT_EQ(public_key_info(rsa(3072)), (PublicKeyInfo{KeyKind::rsa, 3072}));
  EXPECT_FALSE(public_key_info(rsa(1024)));
  EXPECT_FALSE(public_key_info(curve("secp256k1")));
  EXPECT_FALSE(public_key_info(spki_of(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"))));
}

TEST(Pem, HasLinesOf64Characters) {
  EXPECT_EQ(to_pem(Bytes(50, 0), "X509 CRL"),
            "-----BEGIN X509 CRL-----\n"
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
            "AAA=\n"
            "-----END X509 CRL-----\n");
}

}  // namespace
}  // namespace madoguchi::pki
