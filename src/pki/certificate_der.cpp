#include "pki/certificate_der.h"

#include "base/assert.h"

namespace madoguchi::pki {

namespace {

constexpr std::uint8_t kUri = der_tag::primitive(6);      // GeneralName uniformResourceIdentifier
constexpr std::uint8_t kDnsName = der_tag::primitive(2);  // GeneralName dNSName

struct AttributeForm {
  std::string_view oid;
  std::uint8_t string_tag;
};
AttributeForm form_of(SubjectField field) {
  using enum SubjectField;
  switch (field) {
    case country:
      return {"2.5.4.6", der_tag::kPrintableString};
    case state_or_province:
      return {"2.5.4.8", der_tag::kUtf8String};
    case locality:
      return {"2.5.4.7", der_tag::kUtf8String};
    case postal_code:
      return {"2.5.4.17", der_tag::kUtf8String};
    case street_address:
      return {"2.5.4.9", der_tag::kUtf8String};
    case organization:
      return {"2.5.4.10", der_tag::kUtf8String};
    case common_name:
      return {"2.5.4.3", der_tag::kUtf8String};
    case business_category:
      return {"2.5.4.15", der_tag::kUtf8String};
    case jurisdiction_country:
      return {"1.3.6.1.4.1.311.60.2.1.3", der_tag::kPrintableString};
    case registration_number:
      return {"2.5.4.5", der_tag::kPrintableString};
    default:
      break;
  }
  throw Failure("no profile of ours writes this attribute: " + std::string(to_text(field)));
}

}  // namespace

void write_name(DerWriter& der, const std::vector<SubjectAttribute>& attributes) {
  der.sequence([&] {
    for (const SubjectAttribute& attribute : attributes) {
      const AttributeForm form = form_of(attribute.field);
      der.set([&] {
        der.sequence([&] {
          der.oid(form.oid);
          if (form.string_tag == der_tag::kPrintableString) {
            der.printable_string(attribute.value);
          } else {
            der.utf8_string(attribute.value);
          }
        });
      });
    }
  });
}

void write_validity(DerWriter& der, const Validity& validity) {
  der.sequence([&] { der.time(validity.not_before()).time(validity.not_after()); });
}

void write_authority_key_id(DerWriter& der, ByteView key_id) {
  extension(der, oid::kAuthorityKeyIdentifier, Critical::no,
            [&] { der.sequence([&] { der.primitive(der_tag::primitive(0), key_id); }); });
}

void write_subject_key_id(DerWriter& der, ByteView key_id) {
  extension(der, oid::kSubjectKeyIdentifier, Critical::no, [&] { der.octet_string(key_id); });
}

void write_key_usage(DerWriter& der, KeyUsages usages) {
  extension(der, oid::kKeyUsage, Critical::yes, [&] { der.named_bits(usages); });
}

void write_extended_key_usage(DerWriter& der, const std::vector<ExtendedKeyUsage>& usages) {
  extension(der, oid::kExtendedKeyUsage, Critical::no, [&] {
    der.sequence([&] {
      for (const ExtendedKeyUsage usage : usages) {
        der.oid(usage == ExtendedKeyUsage::server_auth ? oid::kServerAuth : oid::kClientAuth);
      }
    });
  });
}

void write_policies(DerWriter& der, const std::vector<std::string_view>& policy_oids) {
  extension(der, oid::kCertificatePolicies, Critical::no, [&] {
    der.sequence([&] {
      for (const std::string_view policy : policy_oids) der.sequence([&] { der.oid(policy); });  // no qualifiers
    });
  });
}

void write_full_name(DerWriter& der, std::string_view url) {
  der.constructed(der_tag::constructed(0),
                  [&] { der.constructed(der_tag::constructed(0), [&] { der.primitive(kUri, view_of(url)); }); });
}

void write_crl_distribution_point(DerWriter& der, std::string_view url) {
  extension(der, oid::kCrlDistributionPoints, Critical::no,
            [&] { der.sequence([&] { der.sequence([&] { write_full_name(der, url); }); }); });
}

void write_authority_info_access(DerWriter& der, std::string_view ca_issuers_url, std::string_view ocsp_url) {
  extension(der, oid::kAuthorityInfoAccess, Critical::no, [&] {
    der.sequence([&] {
      if (!ocsp_url.empty()) der.sequence([&] { der.oid(oid::kOcsp).primitive(kUri, view_of(ocsp_url)); });
      der.sequence([&] { der.oid(oid::kCaIssuers).primitive(kUri, view_of(ca_issuers_url)); });
    });
  });
}

void write_dns_names(DerWriter& der, const std::vector<std::string>& names) {
  extension(der, oid::kSubjectAltName, Critical::no, [&] {
    der.sequence([&] {
      for (const std::string& name : names) der.primitive(kDnsName, view_of(name));
    });
  });
}

}  // namespace madoguchi::pki
