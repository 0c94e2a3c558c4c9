#include "pki/certificate_bundle.h"

#include <gtest/gtest.h>
#include <openssl/pkcs7.h>

#include <set>

#include "pki/openssl_ptr.h"
#include "pki/pki_fixture.h"

namespace madoguchi::pki {
namespace {

// Read back by OpenSSL: the same certificates, to the octet, and not one signature.
TEST(CertificateBundle, HoldsTheCertificatesAndNothingElse) {
  const fixture::SmallAuthority authority(CaKeyKind::p256);
  const Bytes &one = authority.certificate, &two = authority.root;
  const auto bundle = certs_only({one, two});
  EXPECT_EQ(bundle, certs_only({two, one}));
  const std::uint8_t* at = bundle.data();
  const OpensslPtr<PKCS7, &PKCS7_free> read(d2i_PKCS7(nullptr, &at, static_cast<long>(bundle.size())));
  ASSERT_TRUE(read);
  EXPECT_EQ(at, bundle.data() + bundle.size());
  ASSERT_TRUE(PKCS7_type_is_signed(read.get()));
  EXPECT_EQ(sk_PKCS7_SIGNER_INFO_num(PKCS7_get_signer_info(read.get())), 0);
  const STACK_OF(X509)* certificates = read->d.sign->cert;
  ASSERT_EQ(sk_X509_num(certificates), 2);
  std::vector<Bytes> found;
  for (int i = 0; i < 2; ++i) found.push_back(to_der(sk_X509_value(certificates, i), i2d_X509));
  EXPECT_EQ(std::set<Bytes>(found.begin(), found.end()), (std::set<Bytes>{one, two}));
}

}  // namespace
}  // namespace madoguchi::pki
