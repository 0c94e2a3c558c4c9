// Certificates as files, over HTTP, read back by OpenSSL (R7, R67).
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509v3.h>

#include <memory>
#include <set>

#include "support/example_api.h"
#include "support/example_reissue.h"

namespace madoguchi {
namespace {

using X509Ptr = std::unique_ptr<X509, decltype(&X509_free)>;

Bytes der_of(X509* certificate) {
  std::uint8_t* out = nullptr;
  const int size = i2d_X509(certificate, &out);
  Bytes der(out, out + std::max(size, 0));
  OPENSSL_free(out);
  return der;
}

/// The certificates in a PEM text, as OpenSSL reads them one after the other.
std::vector<Bytes> certificates_in(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                     &BIO_free);
  std::vector<Bytes> found;
  while (const X509Ptr certificate{PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr), &X509_free}) {
    found.push_back(der_of(certificate.get()));
  }
  return found;
}

/// True if the second certificate's key signed the first.
bool is_signed_by(const Bytes& leaf, const Bytes& issuer) {
  const auto* at = leaf.data();
  const X509Ptr one(d2i_X509(nullptr, &at, static_cast<long>(leaf.size())), &X509_free);
  at = issuer.data();
  const X509Ptr two(d2i_X509(nullptr, &at, static_cast<long>(issuer.size())), &X509_free);
  return X509_check_issued(two.get(), one.get()) == X509_V_OK &&
         X509_verify(one.get(), X509_get0_pubkey(two.get())) == 1;
}

class Download : public testing::TestWithParam<const char*> {
 protected:
  ExampleCounter counter_{GetParam()};
  test::ExampleApi api_{counter_};
  std::string target(const CertificateId& id, const std::string& format) const {
    return "/api/v1/certificates/" + id.value + "/file?format=" + format;
  }
};

TEST_P(Download, InEveryFormat) {
  const auto& id = counter_.ev.certificate;
  const auto certificate = certificate_at(counter_, id);
  const auto& issuer = counter_.authority().certificate_der;
  const auto stem = "attachment; filename=\"www.example.jp_" + certificate.serial;
  for (const auto& actor : {counter_.viewer(), counter_.reception()}) {
    const auto pem = api_.get(actor, target(id, "pem"));
    EXPECT_EQ(pem.header("Content-Type"), "application/x-pem-file");
    EXPECT_EQ(pem.header("Content-Disposition"), stem + ".pem\"");
    EXPECT_EQ(certificates_in(pem.body), std::vector<Bytes>{certificate.der});
    EXPECT_EQ(api_.get(actor, "/api/v1/certificates/" + id.value + "/file").body, pem.body);

    const auto chain = api_.get(actor, target(id, "chain"));
    EXPECT_EQ(chain.header("Content-Type"), "application/pem-certificate-chain");
    EXPECT_EQ(certificates_in(chain.body), (std::vector<Bytes>{certificate.der, issuer}));
    EXPECT_TRUE(is_signed_by(certificate.der, issuer));

    const auto der = api_.get(actor, target(id, "der"));
    EXPECT_EQ(der.header("Content-Type"), "application/pkix-cert");
    EXPECT_EQ(der.header("Content-Disposition"), stem + ".cer\"");
    EXPECT_EQ(der.body, text_of(certificate.der));

    const auto p7b = api_.get(actor, target(id, "p7b"));
    EXPECT_EQ(p7b.header("Content-Type"), "application/x-pkcs7-certificates");
    EXPECT_EQ(p7b.header("Content-Disposition"), stem + ".p7b\"");
    const auto* at = reinterpret_cast<const unsigned char*>(p7b.body.data());
    const std::unique_ptr<PKCS7, decltype(&PKCS7_free)> bundle(
        d2i_PKCS7(nullptr, &at, static_cast<long>(p7b.body.size())), &PKCS7_free);
    ASSERT_TRUE(bundle);
    std::set<Bytes> found;
    for (int i = 0; i < sk_X509_num(bundle->d.sign->cert); ++i) {
      found.insert(der_of(sk_X509_value(bundle->d.sign->cert, i)));
    }
    EXPECT_EQ(found, (std::set<Bytes>{certificate.der, issuer}));
  }
}

// R7: not the caller's is as if it were not there.
TEST_P(Download, OnlyTheOwnOnes) {
  EXPECT_EQ(api_.get(counter_.stranger(), target(counter_.ev.certificate, "pem")).told(), "404 certificate.not_found");
  EXPECT_EQ(api_.get(counter_.viewer(), target({"nobody"}, "pem")).told(), "404 certificate.not_found");
  EXPECT_EQ(api_.get(counter_.viewer(), target(counter_.ev.certificate, "pfx")).told(),
            "400 input.invalid ?format=input.not_a_choice");
  EXPECT_EQ(api_.get(counter_.stranger(), target(counter_.other.certificate, "pem")).status, 200);
}

// R67: what was issued is at once there for its owner.
TEST_P(Download, WhatWasIssued) {
  const auto application = approved_reissue(counter_, reissue_form(counter_, counter_.ev));
  counter_.run_jobs();
  const auto made = certificate_of(counter_, application);
  const auto chain = api_.get(counter_.applicant(), target(made.id, "chain"));
  const auto read = certificates_in(chain.body);
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0], made.der);
  EXPECT_TRUE(is_signed_by(read[0], read[1]));
}

INSTANTIATE_TEST_SUITE_P(Sql, Download, testing::Values("sqlite", "postgres"));

}  // namespace
}  // namespace madoguchi
