// OCSP requests read by us and written by OpenSSL, and answers the other way round.
#include <gtest/gtest.h>
#include <openssl/ocsp.h>

#include "domain/issuance_plan.h"
#include "pki/der.h"
#include "pki/ocsp_request.h"
#include "pki/ocsp_response.h"
#include "pki/openssl_ptr.h"
#include "pki/pki_fixture.h"

namespace madoguchi::pki {
namespace {

using namespace fixture;
using RequestPtr = OpensslPtr<OCSP_REQUEST, &OCSP_REQUEST_free>;
using ResponsePtr = OpensslPtr<OCSP_RESPONSE, &OCSP_RESPONSE_free>;
using BasicPtr = OpensslPtr<OCSP_BASICRESP, &OCSP_BASICRESP_free>;
using CertIdPtr = OpensslPtr<OCSP_CERTID, &OCSP_CERTID_free>;

Serial serial(std::uint8_t last = 7) {
  Serial serial{kSerialFirstOctet};
  serial.back() = last;
  return serial;
}

SmallAuthority& authority() {
  static SmallAuthority made(CaKeyKind::p256);
  return made;
}
const OcspIssuer& issuer() {
  static const OcspIssuer made(authority().certificate);
  return made;
}
X509Ptr parse(ByteView der) {
  const std::uint8_t* at = der.data();
  return X509Ptr(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

CertIdPtr cert_id(const EVP_MD* md, const Serial& of = serial()) {
  const BnPtr number(BN_bin2bn(of.data(), static_cast<int>(of.size()), nullptr));
  const OpensslPtr<ASN1_INTEGER, &ASN1_INTEGER_free> integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
  const X509Ptr ca = parse(authority().certificate);
  return CertIdPtr(
      OCSP_cert_id_new(md, X509_get_subject_name(ca.get()), X509_get0_pubkey_bitstr(ca.get()), integer.get()));
}
RequestPtr request(const EVP_MD* md = EVP_sha1(), int certificates = 1) {
  RequestPtr made(OCSP_REQUEST_new());
  for (int i = 0; i < certificates; ++i) OCSP_request_add0_id(made.get(), cert_id(md).release());
  return made;
}
Bytes der_of(OCSP_REQUEST* made) {
  return to_der(made, i2d_OCSP_REQUEST);
}

/// A responder as ca init makes it.
struct Responder {
  Responder() {
    key = create_key_file(CaKeyKind::p256, folder.file("ocsp.key"), passphrase());
    const Bytes der = sign_responder_certificate(
        {.serial = serial(99),
         .issuer_der = authority().info.subject_der,
         .subject_der = responder_name(authority().info.subject_der),
         .authority_key_id = authority().info.key_id,
         .validity = Validity::from(kNow - Seconds(3600), kNow + std::chrono::days(60)).value(),
         .spki_der = key->public_key()},
        *authority().key);
    identity = read_responder_certificate(to_pem(der, "CERTIFICATE"), authority().certificate);
  }
  TemporaryFolder folder;
  std::unique_ptr<Signer> key;
  OcspResponderIdentity identity;
};
Responder& responder() {
  static Responder made;
  return made;
}
OcspAnswer good(CertIdForm form = CertIdForm::sha1) {
  return {.cert_id = issuer().cert_id(form, serial()), .this_update = kNow, .next_update = kNow + std::chrono::days(4)};
}

/// What OpenSSL makes of an answer that it has verified as a relying party does.
struct Read {
  int status = -1, reason = -1;
  std::string revoked, this_update, next_update;
  Bytes nonce;
};
std::string text(const ASN1_GENERALIZEDTIME* time) {
  if (time == nullptr) return {};
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(time)),
          static_cast<std::size_t>(ASN1_STRING_length(time))};
}
Read verify(const OcspAnswer& answer, const EVP_MD* md = EVP_sha1()) {
  const Bytes der = sign_ocsp_answer(answer, responder().identity, *responder().key);
  const std::uint8_t* at = der.data();
  const ResponsePtr response(d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(der.size())));
  EXPECT_TRUE(response && at == der.data() + der.size());
  EXPECT_EQ(OCSP_response_status(response.get()), OCSP_RESPONSE_STATUS_SUCCESSFUL);
  EXPECT_EQ(to_der(response.get(), i2d_OCSP_RESPONSE), der);
  const BasicPtr basic(OCSP_response_get1_basic(response.get()));
  const OpensslPtr<X509_STORE, &X509_STORE_free> store(X509_STORE_new());
  X509_STORE_add_cert(store.get(), parse(authority().root).get());
  X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), to_unix(kNow));
  const X509Ptr ca = parse(authority().certificate);
  STACK_OF(X509)* chain = sk_X509_new_null();
  sk_X509_push(chain, ca.get());
  EXPECT_EQ(OCSP_basic_verify(basic.get(), chain, store.get(), 0), 1) << ERR_error_string(ERR_peek_error(), nullptr);
  sk_X509_free(chain);
  Read read;
  ASN1_GENERALIZEDTIME* revoked = nullptr;
  ASN1_GENERALIZEDTIME* this_update = nullptr;
  ASN1_GENERALIZEDTIME* next_update = nullptr;
  EXPECT_EQ(OCSP_resp_find_status(basic.get(), cert_id(md).get(), &read.status, &read.reason, &revoked, &this_update,
                                  &next_update),
            1);
  read.revoked = text(revoked);
  read.this_update = text(this_update);
  read.next_update = text(next_update);
  const int nonce = OCSP_BASICRESP_get_ext_by_NID(basic.get(), NID_id_pkix_OCSP_Nonce, -1);
  if (nonce >= 0) {
    const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(OCSP_BASICRESP_get_ext(basic.get(), nonce));
    read.nonce.assign(value->data, value->data + value->length);
  }
  return read;
}

TEST(OcspRequest, IsReadAsOpensslWritesIt) {
  for (const auto& [md, form] :
       {std::pair{EVP_sha1(), CertIdForm::sha1}, std::pair{EVP_sha256(), CertIdForm::sha256}}) {
    const Bytes der = der_of(request(md).get());
    const auto read = read_ocsp_request(der);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->form, form);
    EXPECT_TRUE(issuer().is_asked(*read));
    EXPECT_EQ(own_serial(read->serial), serial());
    EXPECT_FALSE(read->nonce);
    EXPECT_EQ(issuer().request(form, serial()), der);
  }
}

TEST(OcspRequest, OtherHashesIssuersAndSerialsAreNotOurs) {
  const Bytes sha384 = der_of(request(EVP_sha384()).get());
  const auto other_hash = read_ocsp_request(sha384);
  ASSERT_TRUE(other_hash);
  EXPECT_FALSE(other_hash->form);
  EXPECT_FALSE(issuer().is_asked(*other_hash));
  EXPECT_FALSE(OcspIssuer(authority().root).is_asked(*read_ocsp_request(der_of(request().get()))));
  Bytes negative{0x8d};
  negative.resize(kSerialBytes);
  for (const Bytes& content : {Bytes{0x01}, Bytes{0x00}, negative, Bytes(kSerialBytes + 1, kSerialFirstOctet)}) {
    EXPECT_FALSE(own_serial(content));
  }
}

TEST(OcspRequest, BareParametersAreRepeated) {
  for (const auto form : {CertIdForm::sha1, CertIdForm::sha1_bare, CertIdForm::sha256, CertIdForm::sha256_bare}) {
    const Bytes der = issuer().request(form, serial());
    const auto read = read_ocsp_request(der);
    ASSERT_TRUE(read && read->form == form && issuer().is_asked(*read));
    const Bytes id = issuer().cert_id(form, serial());
    EXPECT_NE(text_of(der).find(text_of(id)), std::string_view::npos);
  }
}

TEST(OcspRequest, NoncesHaveOneTo128Octets) {
  for (const auto& [octets, taken] :
       {std::pair{0, false}, std::pair{1, true}, std::pair{32, true}, std::pair{128, true}, std::pair{129, false}}) {
    const RequestPtr made = request();
    Bytes nonce(static_cast<std::size_t>(octets), 0x5a);
    DerWriter wrapped;
    wrapped.octet_string(nonce);
    const OpensslPtr<ASN1_OCTET_STRING, &ASN1_OCTET_STRING_free> value(ASN1_OCTET_STRING_new());
    ASN1_OCTET_STRING_set(value.get(), wrapped.view().data(), static_cast<int>(wrapped.size()));
    X509_EXTENSION* extension = X509_EXTENSION_create_by_NID(nullptr, NID_id_pkix_OCSP_Nonce, 0, value.get());
    OCSP_REQUEST_add_ext(made.get(), extension, -1);
    X509_EXTENSION_free(extension);
    const Bytes der = der_of(made.get());
    const auto read = read_ocsp_request(der);
    EXPECT_EQ(read.has_value(), taken) << octets;
    if (read) {
      EXPECT_TRUE(std::ranges::equal(read->nonce.value(), nonce));
    }
  }
}

TEST(OcspRequest, WhatIsNotPlainIsMalformed) {
  EXPECT_FALSE(read_ocsp_request({}));
  EXPECT_FALSE(read_ocsp_request(Bytes(kOcspRequestBytesMax + 1, 0x30)));
  EXPECT_FALSE(read_ocsp_request(der_of(request(EVP_sha1(), 2).get())));
  EXPECT_FALSE(read_ocsp_request(der_of(request(EVP_sha1(), 0).get())));
  Bytes longer = der_of(request().get());
  longer.push_back(0);
  EXPECT_FALSE(read_ocsp_request(longer));
  const Bytes whole = der_of(request().get());
  for (std::size_t bytes = 0; bytes < whole.size(); ++bytes) {
    EXPECT_FALSE(read_ocsp_request(ByteView(whole).first(bytes))) << bytes;
  }
  Bytes ber = whole;  // a length in two octets where one is enough
  ber.insert(ber.begin() + 1, 0x81);
  EXPECT_FALSE(read_ocsp_request(ber));
}

TEST(OcspRequest, CriticalExtensionsMustBeKnown) {
  for (const bool critical : {false, true}) {
    for (const bool of_single : {false, true}) {
      const RequestPtr made = request();
      const OpensslPtr<ASN1_OCTET_STRING, &ASN1_OCTET_STRING_free> value(ASN1_OCTET_STRING_new());
      ASN1_OCTET_STRING_set(value.get(), reinterpret_cast<const unsigned char*>("\x05\x00"), 2);
      X509_EXTENSION* extension =
          X509_EXTENSION_create_by_NID(nullptr, NID_id_pkix_OCSP_serviceLocator, critical ? 1 : 0, value.get());
      if (of_single) {
        OCSP_ONEREQ_add_ext(OCSP_request_onereq_get0(made.get(), 0), extension, -1);
      } else {
        OCSP_REQUEST_add_ext(made.get(), extension, -1);
      }
      EXPECT_EQ(read_ocsp_request(der_of(made.get())).has_value(), !critical);
      OCSP_REQUEST_add_ext(made.get(), extension, -1);
      if (!of_single) {
        EXPECT_FALSE(read_ocsp_request(der_of(made.get()))) << "twice";
      }
      X509_EXTENSION_free(extension);
    }
  }
}

TEST(OcspRequest, ASignatureIsReadOver) {
  const Bytes plain = issuer().request(CertIdForm::sha1, serial());
  DerWriter der;
  der.sequence([&] {
    der.raw(ByteView(plain).subspan(2));  // the tbsRequest
    der.constructed(der_tag::constructed(0), [&] {
      der.sequence([&] { der.raw(signature_algorithm_der(SignatureAlgorithm::ecdsa_p256_sha256)).bit_string(plain); });
    });
  });
  const auto read = read_ocsp_request(der.view());
  ASSERT_TRUE(read);
  EXPECT_TRUE(issuer().is_asked(*read));
}

TEST(OcspRequest, PathsComeInManySpellings) {
  Bytes der = issuer().request(CertIdForm::sha1, serial(0xff));
  const std::string base64 = to_base64(der);
  std::string escaped, bare = base64, url;
  for (const char c : base64) {
    escaped += c == '+' ? "%2B" : c == '/' ? "%2f" : c == '=' ? "%3D" : std::string(1, c);
    url += c == '+' ? '-' : c == '/' ? '_' : c;
  }
  while (bare.ends_with('=')) bare.pop_back();
  for (const auto& path : {base64, escaped, bare, url}) EXPECT_EQ(decode_ocsp_path(path), der) << path;
  for (const auto* path : {"A", "AA%", "AA%3", "AA%zz", "AAA=A", "A===", "AA=", "A A=", "AB", "AA==="}) {
    EXPECT_FALSE(decode_ocsp_path(path)) << path;
  }
  EXPECT_EQ(decode_ocsp_path(""), Bytes());
  EXPECT_FALSE(decode_ocsp_path(std::string(2 * kOcspRequestBytesMax, 'A')));
}

TEST(OcspAnswer, OpensslVerifiesGoodAndRevoked) {
  const Read ok = verify(good());
  EXPECT_EQ(ok.status, V_OCSP_CERTSTATUS_GOOD);
  EXPECT_EQ(ok.this_update, "20261122093000Z");
  EXPECT_EQ(ok.next_update, "20261126093000Z");
  EXPECT_TRUE(ok.nonce.empty());
  for (const auto reason : {RevocationReason::key_compromise, RevocationReason::superseded,
                            RevocationReason::privilege_withdrawn, RevocationReason::unspecified}) {
    OcspAnswer revoked = good(CertIdForm::sha256);
    revoked.revoked_at = kNow - Seconds(60);
    revoked.reason = reason;
    const Read read = verify(revoked, EVP_sha256());
    EXPECT_EQ(read.status, V_OCSP_CERTSTATUS_REVOKED);
    EXPECT_EQ(read.revoked, "20261122092900Z");
    EXPECT_EQ(read.reason, reason == RevocationReason::unspecified ? -1 : static_cast<int>(reason));
  }
}

TEST(OcspAnswer, RepeatsTheNonce) {
  OcspAnswer answer = good();
  const Bytes nonce(32, 0x42);
  answer.nonce = nonce;
  DerWriter wrapped;
  wrapped.octet_string(nonce);
  EXPECT_EQ(verify(answer).nonce, Bytes(wrapped.view().begin(), wrapped.view().end()));
}

TEST(OcspAnswer, NeverOutlivesItsResponder) {
  OcspAnswer answer = good();
  answer.next_update = responder().identity.not_after;
  EXPECT_NO_THROW(verify(answer));
  answer.next_update += Seconds(1);
  EXPECT_THROW(sign_ocsp_answer(answer, responder().identity, *responder().key), Failure);
  answer.next_update = answer.this_update;
  EXPECT_THROW(sign_ocsp_answer(answer, responder().identity, *responder().key), Failure);
}

// Rules 1.12.6, extension by extension.
TEST(OcspResponderCertificate, SaysWhatTheRulesAsk) {
  const X509Ptr certificate = parse(responder().identity.certificate_der);
  std::vector<std::pair<int, int>> extensions;
  for (int i = 0; i < X509_get_ext_count(certificate.get()); ++i) {
    X509_EXTENSION* extension = X509_get_ext(certificate.get(), i);
    extensions.emplace_back(OBJ_obj2nid(X509_EXTENSION_get_object(extension)), X509_EXTENSION_get_critical(extension));
    if (extensions.back().first == NID_id_pkix_OCSP_noCheck) {
      const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(extension);
      EXPECT_EQ(to_hex({value->data, static_cast<std::size_t>(value->length)}), "0500");
    }
  }
  EXPECT_EQ(extensions, (std::vector<std::pair<int, int>>{{NID_key_usage, 1},
                                                          {NID_ext_key_usage, 0},
                                                          {NID_id_pkix_OCSP_noCheck, 0},
                                                          {NID_subject_key_identifier, 0},
                                                          {NID_authority_key_identifier, 0}}));
  EXPECT_EQ(X509_get_key_usage(certificate.get()), unsigned{KU_DIGITAL_SIGNATURE});
  EXPECT_EQ(X509_get_extended_key_usage(certificate.get()), unsigned{XKU_OCSP_SIGN});
  const OpensslPtr<char, &free> name(X509_NAME_oneline(X509_get_subject_name(certificate.get()), nullptr, 0));
  EXPECT_STREQ(name.get(), "/C=JP/O=Example Authority/CN=Example Authority OCSP");
  EXPECT_THROW(read_responder_certificate(to_pem(authority().certificate, "CERTIFICATE"), authority().root), Failure);
  EXPECT_THROW(
      read_responder_certificate(to_pem(responder().identity.certificate_der, "CERTIFICATE"), authority().root),
      Failure);
}

TEST(OcspAnswer, ErrorsAreFiveOctets) {
  EXPECT_EQ(to_hex(ocsp_error(OcspError::malformed_request)), "30030a0101");
  EXPECT_EQ(to_hex(ocsp_error(OcspError::unauthorized)), "30030a0106");
}

}  // namespace
}  // namespace madoguchi::pki
