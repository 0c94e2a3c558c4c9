#pragma once
#include <string>

#include "base/bytes.h"

namespace madoguchi::pki {

/// What a certificate of ours says as O in its subject, UTF-8, octet for octet; "" if there is none. Throws Failure for
/// bytes that are no certificate.
std::string subject_organization(ByteView certificate_der);

}  // namespace madoguchi::pki
