#pragma once
#include <array>

#include "domain/certificate.h"
#include "usecase/issuing_authority.h"
#include "usecase/work.h"

namespace madoguchi {

/// R67: what a server's software wants. Never a key: there is none.
enum class CertificateFormat : std::uint8_t {
  pem,    ///< the certificate alone
  chain,  ///< PEM: the certificate, then the issuing CA's
  der,
  p7b,  ///< PKCS#7 of both, without a signature
};
template <>
struct Names<CertificateFormat> {
  static constexpr auto values = std::to_array<std::pair<CertificateFormat, std::string_view>>({
      MADOGUCHI_NAME(CertificateFormat, pem),
      MADOGUCHI_NAME(CertificateFormat, chain),
      MADOGUCHI_NAME(CertificateFormat, der),
      MADOGUCHI_NAME(CertificateFormat, p7b),
  });
};

struct CertificateFile {
  std::string name;  ///< letters, digits, '.', '-' and '_' only, whatever the host is called
  std::string content_type;
  std::string content;
};

/// Any generation of a contract that the actor may see, revoked or expired ones too. Refuses not_found
/// certificate.not_found for what does not exist or is not the caller's (R7); policy certificate.issuer_unknown for
/// chain and p7b of a certificate that another CA than `authority` issued.
Result<CertificateFile> download_certificate(Work& work, const IssuingAuthority& authority, const CertificateId& id,
                                             CertificateFormat format);

}  // namespace madoguchi
