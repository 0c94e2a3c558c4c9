#include "pki/certificate_bundle.h"

#include <algorithm>

#include "pki/der.h"

namespace madoguchi::pki {

Bytes certs_only(std::vector<Bytes> certificates_der) {
  std::ranges::sort(certificates_der);
  DerWriter der(4096);
  der.sequence([&] {  // ContentInfo
    der.oid("1.2.840.113549.1.7.2");
    der.constructed(der_tag::constructed(0), [&] {
      der.sequence([&] {  // SignedData
        der.integer(1);
        der.set([] {});                                          // no digest algorithms: nobody signs
        der.sequence([&] { der.oid("1.2.840.113549.1.7.1"); });  // data, none
        der.constructed(der_tag::constructed(0), [&] {           // certificates
          for (const auto& certificate : certificates_der) der.raw(certificate);
        });
        der.set([] {});  // no signers
      });
    });
  });
  return der.take();
}

}  // namespace madoguchi::pki
