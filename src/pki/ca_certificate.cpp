#include "pki/ca_certificate.h"

#include <openssl/pem.h>

#include "base/assert.h"
#include "pki/certificate.h"
#include "pki/certificate_der.h"
#include "pki/openssl_ptr.h"

namespace madoguchi::pki {

namespace {

void write_ca_extensions(DerWriter& der, const CaCertificatePlan& plan) {
  der.constructed(der_tag::constructed(3), [&] {
    der.sequence([&] {
      extension(der, oid::kBasicConstraints, Critical::yes, [&] {
        der.sequence([&] {
          der.boolean(true);
          if (!plan.is_root()) der.integer(0);  // pathLen: no further CA below
        });
      });
      write_key_usage(der, usage_bit(KeyUsage::key_cert_sign) | usage_bit(KeyUsage::crl_sign));
      write_subject_key_id(der, plan.key_id);
      if (plan.is_root()) return;
      write_authority_key_id(der, *plan.authority_key_id);
      write_extended_key_usage(der, {ExtendedKeyUsage::server_auth});
      write_policies(der, plan.policy_oids);
      write_crl_distribution_point(der, plan.crl_url);
      write_authority_info_access(der, plan.ca_issuers_url, {});
    });
  });
}

X509Ptr parse(ByteView der) {
  const std::uint8_t* at = der.data();
  X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  must(certificate != nullptr, "read a certificate");
  return certificate;
}

Time time_of(const ASN1_TIME* time) {
  std::tm parts{};
  must(ASN1_TIME_to_tm(time, &parts) == 1, "read a time");
  return from_unix(timegm(&parts));
}

}  // namespace

Bytes sign_ca_certificate(const CaCertificatePlan& plan, Signer& signer) {
  require(!plan.is_root() || (plan.issuer_der == plan.subject_der && plan.spki_der == signer.public_key()),
          "a root signs itself");
  DerWriter der(1536);
  der.sequence([&] {
    der.constructed(der_tag::constructed(0), [&] { der.integer(2); });  // v3
    der.integer(ByteView(plan.serial));
    der.raw(signature_algorithm_der(signer.algorithm()));
    der.raw(plan.issuer_der);
    write_validity(der, plan.validity);
    der.raw(plan.subject_der);
    der.raw(plan.spki_der);
    write_ca_extensions(der, plan);
  });
  return assemble(der.view(), signer.algorithm(), signer.sign(der.view()));
}

Bytes ca_name(std::string_view country, std::string_view organization, std::string_view common_name) {
  DerWriter der(256);
  write_name(der, {{SubjectField::country, std::string(country)},
                   {SubjectField::organization, std::string(organization)},
                   {SubjectField::common_name, std::string(common_name)}});
  return der.take();
}

Bytes key_id_of(ByteView spki_der) {
  const std::uint8_t* at = spki_der.data();
  const OpensslPtr<X509_PUBKEY, &X509_PUBKEY_free> key(
      d2i_X509_PUBKEY(nullptr, &at, static_cast<long>(spki_der.size())));
  must(key != nullptr, "read a public key");
  const std::uint8_t* bits = nullptr;
  int length = 0;
  must(X509_PUBKEY_get0_param(nullptr, &bits, &length, nullptr, key.get()) == 1, "bits of a public key");
  return digest(EVP_sha1(), {bits, static_cast<std::size_t>(length)});
}

CaCertificateFacts read_ca_certificate(const std::string& pem) {
  const BioPtr text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const X509Ptr certificate(text ? PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr) : nullptr);
  must(certificate != nullptr, "read a CA certificate");
  if (X509_check_ca(certificate.get()) != 1) throw Failure("not a CA certificate");
  const ASN1_OCTET_STRING* key_id = X509_get0_subject_key_id(certificate.get());
  must(key_id != nullptr, "a CA certificate has a subjectKeyIdentifier");
  const std::uint8_t* id = ASN1_STRING_get0_data(key_id);
  return {.der = to_der(certificate.get(), i2d_X509),
          .subject_der = to_der(X509_get_subject_name(certificate.get()), i2d_X509_NAME),
          .key_id = Bytes(id, id + ASN1_STRING_length(key_id)),
          .spki_der = to_der(X509_get_X509_PUBKEY(certificate.get()), i2d_X509_PUBKEY),
          .not_before = time_of(X509_get0_notBefore(certificate.get())),
          .not_after = time_of(X509_get0_notAfter(certificate.get()))};
}

bool is_signed_by(ByteView certificate_der, ByteView issuer_der) {
  const X509Ptr certificate = parse(certificate_der);
  const X509Ptr issuer = parse(issuer_der);
  const bool good = X509_verify(certificate.get(), X509_get0_pubkey(issuer.get())) == 1;
  ERR_clear_error();
  return good;
}

}  // namespace madoguchi::pki
