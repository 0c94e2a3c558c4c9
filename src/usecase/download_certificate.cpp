#include "usecase/download_certificate.h"

#include "pki/certificate.h"
#include "pki/certificate_bundle.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

constexpr std::size_t kHostCharactersMax = 100;

/// "www.example.jp_0123…", "wildcard.example.jp_0123…".
std::string file_stem(const Certificate& certificate) {
  std::string_view host = certificate.common_name;
  std::string stem;
  if (host.starts_with("*.")) {
    stem = "wildcard";
    host.remove_prefix(1);
  }
  for (const char c : host.substr(0, kHostCharactersMax)) {
    const bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      (c == '.' && !stem.empty());
    stem += safe ? c : '_';
  }
  return stem.append("_").append(certificate.serial);
}

std::string pem(const Bytes& der) {
  return pki::to_pem(der, "CERTIFICATE");
}

}  // namespace

Result<CertificateFile> download_certificate(Work& work, const IssuingAuthority& authority, const CertificateId& id,
                                             CertificateFormat format) {
  const auto certificate = TRY(work.store.certificates.get(id));
  if (!visible_contract(work, certificate.contract)) return refuse(ErrorCode::not_found, "certificate.not_found");
  const bool with_issuer = format == CertificateFormat::chain || format == CertificateFormat::p7b;
  if (with_issuer && certificate.issuer != authority.issuer.id) {
    return refuse(ErrorCode::policy, "certificate.issuer_unknown");
  }
  const auto stem = file_stem(certificate);
  switch (format) {
    case CertificateFormat::pem:
      return CertificateFile{stem + ".pem", "application/x-pem-file", pem(certificate.der)};
    case CertificateFormat::chain:  // RFC 8555, 9.1
      return CertificateFile{stem + "_chain.pem", "application/pem-certificate-chain",
                             pem(certificate.der) + pem(authority.certificate_der)};
    case CertificateFormat::der:  // RFC 2585, 4.1
      return CertificateFile{stem + ".cer", "application/pkix-cert", std::string(text_of(certificate.der))};
    case CertificateFormat::p7b:
      return CertificateFile{stem + ".p7b", "application/x-pkcs7-certificates",
                             std::string(text_of(pki::certs_only({certificate.der, authority.certificate_der})))};
  }
  throw Failure("no such certificate format");
}

}  // namespace madoguchi
