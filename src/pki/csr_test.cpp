#include "pki/csr.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pki/csr_fixture.h"
#include "pki/der.h"
#include "pki/digest.h"
#include "pki/key_check.h"

namespace madoguchi::pki {
namespace {

/// Keys are slow to make: one of each kind for the whole run.
EVP_PKEY* rsa_key() {
  static const KeyPtr kKey(EVP_RSA_gen(2048));
  return kKey.get();
}
EVP_PKEY* ec_key() {
  static const KeyPtr kKey(EVP_EC_gen("P-256"));
  return kKey.get();
}

std::string outcome(std::string_view text) {
  const auto csr = read_csr(text);
  if (csr) return "ok";
  EXPECT_EQ(csr.error().message, "input.invalid");
  EXPECT_EQ(csr.error().fields.at(0).first, "/csr");
  std::string out = csr.error().fields.at(0).second;
  for (const auto& [name, value] : csr.error().params) out += " " + name + "=" + value;
  return out;
}

TEST(Csr, ReadsWhatWasAskedFor) {  // R49
  const Bytes der = make_csr_der(rsa_key(), {.extensions = {{NID_subject_alt_name, "DNS:www.example.jp,DNS:Example.jp"},
                                                            {NID_key_usage, "critical,digitalSignature"}}});
  const auto csr = read_csr(pem_text(der));
  ASSERT_TRUE(csr) << csr.error().fields.at(0).second;
  EXPECT_EQ(csr->der, der);
  EXPECT_EQ(csr->sha256, sha256_hex(der));
  EXPECT_EQ(csr->spki_der, to_der(rsa_key(), i2d_PUBKEY));
  EXPECT_EQ(csr->spki_sha256, sha256_hex(csr->spki_der));
  EXPECT_EQ(csr->key, (PublicKeyInfo{KeyKind::rsa, 2048}));
  EXPECT_EQ(csr->subject,
            (std::vector<SubjectField>{
                {"C", "JP"}, {"ST", "Tokyo"}, {"L", "Chiyoda-ku"}, {"O", "株式会社見本"}, {"CN", "www.example.jp"}}));
  EXPECT_EQ(csr->common_name, "www.example.jp");
  EXPECT_EQ(csr->dns_names, (std::vector<std::string>{"www.example.jp", "Example.jp"}));
  EXPECT_EQ(csr->ignored, (std::vector<std::string>{"keyUsage"}));
  EXPECT_EQ(csr->signature_algorithm, "sha256WithRSAEncryption");
  EXPECT_TRUE(csr->other_names.empty());
}

TEST(Csr, ReadsEcAndOtherStringTypes) {
  const auto csr = read_csr(
      make_csr(ec_key(), {.subject = {{"O", "Example 株式会社"}}, .extensions = {}, .string_type = MBSTRING_UTF8}));
  ASSERT_TRUE(csr);
  EXPECT_EQ(csr->key, (PublicKeyInfo{KeyKind::p256, 256}));
  EXPECT_EQ(csr->signature_algorithm, "ecdsa-with-SHA256");
  EXPECT_EQ(csr->common_name, "");
  EXPECT_TRUE(csr->dns_names.empty());
  const auto bmp = read_csr(make_csr(
      ec_key(),
      {.subject = {{"O", std::string("\x68\x2A\x00\x41", 4)}}, .extensions = {}, .string_type = V_ASN1_BMPSTRING}));
  ASSERT_TRUE(bmp);
  EXPECT_EQ(bmp->subject, (std::vector<SubjectField>{{"O", "株A"}}));
  const KeyPtr p384(EVP_EC_gen("P-384"));
  EXPECT_EQ(read_csr(make_csr(p384.get(), {.md = EVP_sha384()}))->signature_algorithm, "ecdsa-with-SHA384");
}

TEST(Csr, NamesWhatItWillNotObey) {
  const auto csr = read_csr(make_csr(
      ec_key(), {.extensions = {{NID_subject_alt_name, "DNS:a.example.jp,IP:192.0.2.1,email:a@example.jp,URI:http://a"},
                                {NID_basic_constraints, "critical,CA:TRUE"}}}));
  ASSERT_TRUE(csr);
  EXPECT_EQ(csr->dns_names, (std::vector<std::string>{"a.example.jp"}));
  EXPECT_EQ(csr->other_names, (std::vector<std::string>{"IP", "email", "URI"}));
  EXPECT_EQ(csr->ignored, (std::vector<std::string>{"basicConstraints"}));
}

TEST(Csr, TakesTheFormsInWhichPeoplePaste) {
  const Bytes der = make_csr_der(ec_key());
  const std::string pem = pem_text(der);
  EXPECT_EQ(outcome(pem_text(der, "NEW CERTIFICATE REQUEST")), "ok");
  std::string crlf = pem;
  for (std::size_t at = 0; (at = crlf.find('\n', at)) != crlf.npos; at += 2) crlf.replace(at, 1, "\r\n");
  EXPECT_EQ(outcome(crlf), "ok");
  EXPECT_EQ(outcome("\xEF\xBB\xBF" + crlf), "ok");
  EXPECT_EQ(outcome("\n\n  " + pem + " \n"), "ok");
  EXPECT_EQ(outcome("Certificate Request:\n    Data:\n        Version: 1 (0x0)\n" + pem), "ok");
  EXPECT_EQ(outcome(to_base64(der)), "ok");
  EXPECT_EQ(outcome("\xEF\xBB\xBF" + to_base64(der) + "\r\n"), "ok");
  std::string spaces = pem;
  std::ranges::replace_if(spaces, [](char c) { return c == '\n'; }, ' ');
  EXPECT_EQ(outcome(spaces), "ok");
}

TEST(Csr, RefusesOtherTexts) {
  const std::string pem = make_csr(ec_key());
  EXPECT_EQ(outcome(""), "csr.no_block");
  EXPECT_EQ(outcome("こんにちは"), "csr.no_block");
  EXPECT_EQ(outcome(pem + pem), "csr.several_blocks");
  EXPECT_EQ(outcome(pem.substr(0, pem.size() - 10)), "csr.cut_short");
  EXPECT_EQ(outcome(pem.substr(0, 100)), "csr.cut_short");
  std::string wrong_end = pem;
  wrong_end.replace(wrong_end.find("END CERTIFICATE REQUEST"), 23, "END CERTIFICATE");
  EXPECT_EQ(outcome(wrong_end), "csr.cut_short");
  EXPECT_EQ(outcome(pem_text(make_csr_der(ec_key()), "PKCS7")), "csr.other_block");
  EXPECT_EQ(outcome(pem_text(to_der(ec_key(), i2d_PUBKEY), "PUBLIC KEY")), "csr.is_public_key");
  EXPECT_EQ(outcome(to_base64(to_der(ec_key(), i2d_PUBKEY))), "csr.is_public_key");
  EXPECT_EQ(outcome(pem_text(Bytes(40, 7))), "csr.not_a_request");
  EXPECT_EQ(outcome(pem_text({})), "csr.not_a_request");
  std::string garbled = pem;
  garbled[100] = '!';
  EXPECT_EQ(outcome(garbled), "csr.bad_base64");
  EXPECT_EQ(outcome(pem + std::string(kCsrBytesMax, '\n')), "csr.too_large kib=16");
  EXPECT_EQ(read_csr(std::string(kCsrBytesMax + 1, 'A')).error().code, ErrorCode::too_large);
}

TEST(Csr, RefusesACertificate) {
  const X509Ptr certificate(X509_new());
  X509_set_pubkey(certificate.get(), ec_key());
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 60);
  X509_set_version(certificate.get(), X509_VERSION_3);
  X509_sign(certificate.get(), ec_key(), EVP_sha256());
  const Bytes der = to_der(certificate.get(), i2d_X509);
  EXPECT_EQ(outcome(pem_text(der, "CERTIFICATE")), "csr.is_certificate");
  EXPECT_EQ(outcome(pem_text(der)), "csr.is_certificate");
  EXPECT_EQ(outcome(to_base64(der)), "csr.is_certificate");
}

TEST(Csr, RefusesAPrivateKeyBeforeAnythingElse) {  // R117
  const BioPtr out(BIO_new(BIO_s_mem()));
  ASSERT_EQ(PEM_write_bio_PKCS8PrivateKey(out.get(), ec_key(), nullptr, nullptr, 0, nullptr, nullptr), 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  const std::string key(data, static_cast<std::size_t>(size));
  EXPECT_EQ(outcome(key), "csr.private_key");
  EXPECT_EQ(outcome(make_csr(ec_key()) + key), "csr.private_key");
  EXPECT_EQ(outcome(key + make_csr(ec_key()) + std::string(kCsrBytesMax, ' ')), "csr.private_key");
}

TEST(Csr, RefusesAWrongSignature) {
  const KeyPtr other(EVP_EC_gen("P-256"));
  const X509ReqPtr request = make_request(ec_key());
  X509_REQ_set_pubkey(request.get(), other.get());
  EXPECT_EQ(outcome(pem_text(to_der(request.get(), i2d_X509_REQ))), "csr.bad_signature");
  Bytes changed = make_csr_der(rsa_key());
  changed.back() ^= 1;
  EXPECT_EQ(outcome(pem_text(changed)), "csr.bad_signature");
}

TEST(Csr, RefusesOldHashes) {
  EXPECT_EQ(outcome(make_csr(rsa_key(), {.md = EVP_sha1()})),
            "csr.signature_algorithm signature=sha1WithRSAEncryption");
  EXPECT_EQ(outcome(make_csr(rsa_key(), {.md = EVP_md5()})), "csr.signature_algorithm signature=md5WithRSAEncryption");
  EXPECT_EQ(outcome(make_csr(ec_key(), {.md = EVP_sha1()})), "csr.signature_algorithm signature=ecdsa-with-SHA1");
  EXPECT_EQ(outcome(make_csr(rsa_key(), {.md = EVP_sha384()})), "ok");
  EXPECT_EQ(outcome(make_csr(rsa_key(), {.md = EVP_sha512()})), "ok");
}

std::string signed_by_pss(const EVP_MD* md) {
  const X509ReqPtr request = make_request(rsa_key());
  const MdCtxPtr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  must(EVP_DigestSignInit(context.get(), &parameters, md, nullptr, rsa_key()) == 1 &&
           EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
           X509_REQ_sign_ctx(request.get(), context.get()) > 0,
       "pss");
  return pem_text(to_der(request.get(), i2d_X509_REQ));
}
TEST(Csr, ReadsThePssHash) {
  EXPECT_EQ(outcome(signed_by_pss(EVP_sha256())), "ok");
  EXPECT_EQ(outcome(signed_by_pss(EVP_sha1())), "csr.signature_algorithm signature=rsassaPss sha1");
}

TEST(Csr, RefusesKeysOfNoKnownKind) {
  const KeyPtr p224(EVP_EC_gen("secp224r1"));
  EXPECT_EQ(outcome(make_csr(p224.get())), "key.unsupported algorithm=secp224r1");
  const KeyPtr ed25519(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  EXPECT_EQ(outcome(make_csr(ed25519.get(), {.md = nullptr})), "key.unsupported algorithm=ED25519");
}

// R49: one answer for all that has to be mended, so that nobody makes a request three times.
TEST(Csr, ExaminesToTheEnd) {
  const KeyPtr p224(EVP_EC_gen("secp224r1"));
  const auto examined = examine_csr(make_csr(p224.get(), {.subject = {{"CN", "www.example.jp\x01"}},
                                                          .extensions = {{NID_subject_alt_name, "DNS:www.example.jp"}},
                                                          .md = EVP_sha1()}));
  ASSERT_TRUE(examined);
  std::vector<std::string> keys;
  for (const auto& [field, key] : examined->faults.fields) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{"key.unsupported", "csr.signature_algorithm", "csr.bad_text"}));
  EXPECT_EQ(examined->csr.dns_names, std::vector<std::string>{"www.example.jp"});
  EXPECT_EQ(examined->csr.signature_algorithm, "ecdsa-with-SHA1");
  EXPECT_FALSE(examine_csr("nothing"));
}

TEST(Csr, ReadsASmallKeySoThatTheCheckCanSayWhy) {
  const KeyPtr small(EVP_RSA_gen(1024));
  const auto csr = read_csr(make_csr(small.get()));
  ASSERT_TRUE(csr);
  EXPECT_EQ(csr->key, (PublicKeyInfo{KeyKind::rsa, 1024}));
  EXPECT_FALSE(check_key(csr->spki_der, [](ByteView) { return false; }));
}

TEST(Csr, ExponentThreeIsReadAndThenRefused) {
  const KeyCtxPtr context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* raw = nullptr;
  BnPtr three(BN_new());
  BN_set_word(three.get(), 3);
  ASSERT_EQ(EVP_PKEY_keygen_init(context.get()), 1);
  ASSERT_EQ(EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), 2048), 1);
  ASSERT_EQ(EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context.get(), three.get()), 1);
  ASSERT_EQ(EVP_PKEY_generate(context.get(), &raw), 1);
  const KeyPtr key(raw);
  const auto csr = read_csr(make_csr(key.get()));
  ASSERT_TRUE(csr);
  const auto checked = check_key(csr->spki_der, [](ByteView) { return false; });
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().fields.at(0).second, "key.rsa_exponent");
}

// ---- bytes that OpenSSL would read and we do not

/// A request around `tbs`, whatever that is, signed by the P-256 key.
Bytes sign_request(ByteView tbs) {
  const MdCtxPtr context(EVP_MD_CTX_new());
  must(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, ec_key()) == 1, "sign");
  std::size_t size = 256;
  Bytes signature(size);
  must(EVP_DigestSign(context.get(), signature.data(), &size, tbs.data(), tbs.size()) == 1, "sign");
  signature.resize(size);
  DerWriter out;
  out.sequence([&] {
    out.raw(tbs);
    out.sequence([&] { out.oid("1.2.840.10045.4.3.2"); });
    out.bit_string(signature);
  });
  return out.take();
}
struct Tbs {
  Bytes version = *from_hex("020100");
  Bytes name = *from_hex("3000");
  Bytes attributes = *from_hex("a000");
};
Bytes signed_tbs(const Tbs& parts) {
  DerWriter out;
  out.sequence([&] {
    out.raw(parts.version);
    out.raw(parts.name);
    out.raw(to_der(ec_key(), i2d_PUBKEY));
    out.raw(parts.attributes);
  });
  return sign_request(out.view());
}

TEST(Csr, RefusesBerAndTrailingBytes) {
  EXPECT_EQ(outcome(pem_text(signed_tbs({}))), "ok");
  Bytes trailing = make_csr_der(ec_key());
  trailing.push_back(0);
  EXPECT_EQ(outcome(pem_text(trailing)), "csr.not_der");
  Bytes indefinite = make_csr_der(ec_key());
  const std::size_t header = indefinite[1] == 0x81 ? 3 : indefinite[1] == 0x82 ? 4 : 2;
  indefinite.erase(indefinite.begin(), indefinite.begin() + static_cast<std::ptrdiff_t>(header));
  indefinite.insert(indefinite.begin(), {0x30, 0x80});
  indefinite.insert(indefinite.end(), {0x00, 0x00});
  EXPECT_EQ(outcome(pem_text(indefinite)), "csr.not_der");
  // Inside the signed part, where OpenSSL keeps the bytes it read: a long length, a constructed string.
  EXPECT_EQ(outcome(pem_text(signed_tbs({.name = *from_hex("30810d310b3009060355040613024a50")}))), "csr.not_der");
  EXPECT_EQ(outcome(pem_text(signed_tbs({.name = *from_hex("300f310d300b0603550406330413024a50")}))), "csr.not_der");
  EXPECT_EQ(outcome(pem_text(signed_tbs({.name = *from_hex("300d310b3009060355040613024a50")}))), "ok");
}

TEST(Csr, RefusesOtherVersionsAndTooManyAttributes) {
  EXPECT_EQ(outcome(pem_text(signed_tbs({.version = *from_hex("020101")}))), "csr.version");
  const auto with_passwords = [](unsigned count) {
    DerWriter out;
    out.constructed(der_tag::constructed(0), [&] {
      for (unsigned i = 0; i < count; ++i) {
        out.sequence([&] {
          out.oid("1.2.840.113549.1.9.7");
          out.set([&] { out.utf8_string("example"); });
        });
      }
    });
    return pem_text(signed_tbs({.attributes = out.take()}));
  };
  EXPECT_EQ(outcome(with_passwords(kCsrAttributesMax)), "ok");
  EXPECT_EQ(outcome(with_passwords(kCsrAttributesMax + 1)), "csr.too_many_fields");
}

/// [0] { extensionRequest { san... } }, each of `sans` the bytes of one extnValue.
Bytes with_names(const std::vector<Bytes>& sans, int requests = 1) {
  DerWriter out;
  out.constructed(der_tag::constructed(0), [&] {
    for (int i = 0; i < requests; ++i) {
      out.sequence([&] {
        out.oid("1.2.840.113549.1.9.14");
        out.set([&] {
          out.sequence([&] {
            for (const Bytes& san : sans) {
              out.sequence([&] {
                out.oid("2.5.29.17");
                out.octet_string(san);
              });
            }
          });
        });
      });
    }
  });
  return signed_tbs({.attributes = out.take()});
}
Bytes names(const std::vector<std::string>& dns) {
  DerWriter out;
  out.sequence([&] {
    for (const auto& name : dns) out.primitive(der_tag::primitive(2), view_of(name));
  });
  return out.take();
}

TEST(Csr, RefusesBrokenAlternativeNames) {
  EXPECT_EQ(outcome(pem_text(with_names({names({"a.example.jp"})}))), "ok");
  EXPECT_EQ(outcome(pem_text(with_names({names({"a"}), names({"b"})}))), "csr.bad_names");
  EXPECT_EQ(outcome(pem_text(with_names({names({"a"})}, 2))), "csr.bad_names");
  EXPECT_EQ(outcome(pem_text(with_names({*from_hex("0500")}))), "csr.bad_names");
  EXPECT_EQ(outcome(pem_text(with_names({*from_hex("30800000")}))), "csr.bad_names");
  EXPECT_EQ(outcome(pem_text(with_names({names({std::string("a\0.jp", 5)})}))), "csr.bad_names");
  EXPECT_EQ(outcome(pem_text(with_names({names({"例え.jp"})}))), "csr.bad_names");
  EXPECT_EQ(outcome(pem_text(with_names({names({""})}))), "csr.bad_names");
  std::vector<std::string> many(kCsrDnsNamesMax, "a.example.jp");
  EXPECT_EQ(outcome(pem_text(with_names({names(many)}))), "ok");
  many.push_back("b.example.jp");
  EXPECT_EQ(outcome(pem_text(with_names({names(many)}))), "csr.too_many_names max=100");
}

TEST(Csr, RefusesTextThatIsNone) {
  const auto with_cn = [](const std::string& value) {
    DerWriter out;
    out.sequence([&] {
      out.set([&] {
        out.sequence([&] {
          out.oid("2.5.4.3");
          out.primitive(der_tag::kUtf8String, view_of(value));
        });
      });
    });
    return outcome(pem_text(signed_tbs({.name = out.take()})));
  };
  EXPECT_EQ(with_cn("www.example.jp"), "ok");
  EXPECT_EQ(with_cn(std::string("a\0b", 3)), "csr.bad_text field=CN");
  EXPECT_EQ(with_cn("a\nb"), "csr.bad_text field=CN");
  EXPECT_EQ(with_cn("\xC0\x80"), "csr.not_a_request");  // OpenSSL itself does not take it
  EXPECT_EQ(with_cn(std::string(kCsrSubjectValueBytesMax, 'a')), "ok");
  EXPECT_EQ(with_cn(std::string(kCsrSubjectValueBytesMax + 1, 'a')), "csr.bad_text field=CN");
}

}  // namespace
}  // namespace madoguchi::pki
