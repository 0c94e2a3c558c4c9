#include "pki/ocsp_response.h"

#include <openssl/pem.h>

#include "base/assert.h"
#include "pki/ca_certificate.h"
#include "pki/certificate.h"
#include "pki/certificate_der.h"
#include "pki/openssl_ptr.h"

namespace madoguchi::pki {
namespace {

constexpr std::string_view kOcspSigning = "1.3.6.1.5.5.7.3.9";
constexpr std::string_view kOcspNoCheck = "1.3.6.1.5.5.7.48.1.5";
constexpr std::array<std::uint8_t, 11> kBasicResponse{0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01};
constexpr std::array<std::uint8_t, 11> kNonce{0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02};

void write_status(DerWriter& der, const OcspAnswer& answer) {
  if (!answer.revoked_at) {
    der.primitive(der_tag::primitive(0), {});  // good [0] IMPLICIT NULL
    return;
  }
  der.constructed(der_tag::constructed(1), [&] {
    der.generalized_time(*answer.revoked_at);
    if (answer.reason == RevocationReason::unspecified) return;
    der.constructed(der_tag::constructed(0), [&] { der.enumerated(static_cast<std::uint8_t>(answer.reason)); });
  });
}

void write_nonce(DerWriter& der, ByteView nonce) {
  der.constructed(der_tag::constructed(1), [&] {
    der.sequence([&] {
      der.sequence([&] {
        der.raw(kNonce);
        der.wrapped([&] { der.octet_string(nonce); });
      });
    });
  });
}

/// ResponseData.
Bytes to_be_signed(const OcspAnswer& answer, const OcspResponderIdentity& responder) {
  DerWriter der(384);
  der.sequence([&] {
    der.constructed(der_tag::constructed(2), [&] { der.octet_string(responder.key_id); });
    der.generalized_time(answer.this_update);  // producedAt
    der.sequence([&] {
      der.sequence([&] {
        der.raw(answer.cert_id);
        write_status(der, answer);
        der.generalized_time(answer.this_update);
        der.constructed(der_tag::constructed(0), [&] { der.generalized_time(answer.next_update); });
      });
    });
    if (answer.nonce) write_nonce(der, *answer.nonce);
  });
  return der.take();
}

X509Ptr parse_pem(const std::string& pem) {
  const BioPtr text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  X509Ptr certificate(text ? PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr) : nullptr);
  must(certificate != nullptr, "read a responder's certificate");
  return certificate;
}

Time time_of(const ASN1_TIME* time) {
  std::tm parts{};
  must(ASN1_TIME_to_tm(time, &parts) == 1, "read a time");
  return from_unix(timegm(&parts));
}

std::string attribute(X509_NAME* name, int nid) {
  const int index = X509_NAME_get_index_by_NID(name, nid, -1);
  must(index >= 0, "a CA's name has C and O");
  const ASN1_STRING* value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index));
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
          static_cast<std::size_t>(ASN1_STRING_length(value))};
}

}  // namespace

Bytes ocsp_error(OcspError error) {
  return {der_tag::kSequence, 3, der_tag::kEnumerated, 1, static_cast<std::uint8_t>(error)};
}

Bytes sign_ocsp_answer(const OcspAnswer& answer, const OcspResponderIdentity& responder, Signer& signer) {
  require(answer.this_update < answer.next_update && answer.next_update <= responder.not_after,
          "an OCSP answer ends with its responder's certificate");
  const Bytes tbs = to_be_signed(answer, responder);
  const Bytes signature = signer.sign(tbs);
  DerWriter der(512 + tbs.size() + signature.size() + responder.certificate_der.size());
  der.sequence([&] {
    der.enumerated(0);  // successful
    der.constructed(der_tag::constructed(0), [&] {
      der.sequence([&] {
        der.raw(kBasicResponse);
        der.wrapped([&] {
          der.sequence([&] {
            der.raw(tbs).raw(signature_algorithm_der(signer.algorithm())).bit_string(signature);
            der.constructed(der_tag::constructed(0),
                            [&] { der.sequence([&] { der.raw(responder.certificate_der); }); });
          });
        });
      });
    });
  });
  return der.take();
}

Bytes sign_responder_certificate(const ResponderCertificatePlan& plan, Signer& issuing_signer) {
  DerWriter der(1024);
  der.sequence([&] {
    der.constructed(der_tag::constructed(0), [&] { der.integer(2); });  // v3
    der.integer(ByteView(plan.serial));
    der.raw(signature_algorithm_der(issuing_signer.algorithm()));
    der.raw(plan.issuer_der);
    write_validity(der, plan.validity);
    der.raw(plan.subject_der);
    der.raw(plan.spki_der);
    der.constructed(der_tag::constructed(3), [&] {
      der.sequence([&] {
        write_key_usage(der, usage_bit(KeyUsage::digital_signature));
        extension(der, oid::kExtendedKeyUsage, Critical::no, [&] { der.sequence([&] { der.oid(kOcspSigning); }); });
        extension(der, kOcspNoCheck, Critical::no, [&] { der.null(); });
        write_subject_key_id(der, key_id_of(plan.spki_der));
        write_authority_key_id(der, plan.authority_key_id);
      });
    });
  });
  return assemble(der.view(), issuing_signer.algorithm(), issuing_signer.sign(der.view()));
}

Bytes responder_name(ByteView issuing_subject_der) {
  const std::uint8_t* at = issuing_subject_der.data();
  const X509NamePtr name(d2i_X509_NAME(nullptr, &at, static_cast<long>(issuing_subject_der.size())));
  must(name != nullptr, "read a CA's name");
  const std::string organization = attribute(name.get(), NID_organizationName);
  return ca_name(attribute(name.get(), NID_countryName), organization, organization + " OCSP");
}

OcspResponderIdentity read_responder_certificate(const std::string& pem, ByteView issuing_der) {
  const X509Ptr certificate = parse_pem(pem);
  const bool for_ocsp = (X509_get_extended_key_usage(certificate.get()) == XKU_OCSP_SIGN);
  if (!for_ocsp) throw Failure("not a certificate for signing OCSP answers and nothing else");
  Bytes der = to_der(certificate.get(), i2d_X509);
  if (!is_signed_by(der, issuing_der)) throw Failure("not signed by the issuing CA");
  Bytes key_id = key_id_of(to_der(X509_get_X509_PUBKEY(certificate.get()), i2d_X509_PUBKEY));
  const Time not_before = time_of(X509_get0_notBefore(certificate.get()));
  const Time not_after = time_of(X509_get0_notAfter(certificate.get()));
  return {
      .certificate_der = std::move(der), .key_id = std::move(key_id), .not_before = not_before, .not_after = not_after};
}

}  // namespace madoguchi::pki
