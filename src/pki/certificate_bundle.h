#pragma once
#include <vector>

#include "base/bytes.h"

namespace madoguchi::pki {

/// Certificates only, as PKCS#7 / CMS without content and signatures (RFC 5652, 5.1; ".p7b"), DER. The order of
/// `certificates_der` does not matter: a SET OF is sorted.
Bytes certs_only(std::vector<Bytes> certificates_der);

}  // namespace madoguchi::pki
