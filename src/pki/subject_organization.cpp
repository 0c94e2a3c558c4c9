#include "pki/subject_organization.h"

#include "pki/openssl_ptr.h"

namespace madoguchi::pki {

std::string subject_organization(ByteView certificate_der) {
  const std::uint8_t* at = certificate_der.data();
  const X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(certificate_der.size())));
  must(certificate != nullptr, "read a certificate");
  const X509_NAME* subject = X509_get_subject_name(certificate.get());
  const int index = X509_NAME_get_index_by_NID(subject, NID_organizationName, -1);
  if (index < 0) return "";
  const ASN1_STRING* value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index));
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
          static_cast<std::size_t>(ASN1_STRING_length(value))};
}

}  // namespace madoguchi::pki
