#include "http/status_routes.h"

namespace madoguchi::http {
namespace {

constexpr std::string_view kCrlType = "application/pkix-crl";  // RFC 2585, 4
constexpr std::string_view kCertificateType = "application/pkix-cert";
constexpr std::string_view kCacheCrl = "public, max-age=300";  // a revocation is seen within 5 minutes at most
constexpr std::string_view kCacheCertificate = "public, max-age=86400";

Result<Response> certificate(const Bytes& der) {
  return Response::bytes(200, std::string(kCertificateType), std::string(text_of(der)))
      .add("Cache-Control", std::string(kCacheCertificate));
}

}  // namespace

void add_status_routes(Router& router, const IssuingAuthority& authority) {
  router.add(Method::get, "/crl/{issuer}/{file}", [&authority](const Request& request) -> Result<Response> {
    // One shard for now; its number stands with every certificate, so that more can come.
    const auto& issuer = request.parameter("issuer");
    const bool ours = issuer == authority.issuer.id || issuer == authority.root_id;
    if (!ours || request.parameter("file") != "0.crl") return refuse(ErrorCode::not_found, "not_found");
    return Response::from_file(authority.crl_folder / crl_file_name(issuer, 0), std::string(kCrlType))
        .add("Cache-Control", std::string(kCacheCrl));
  });
  router.add(Method::get, "/ca/{file}", [&authority](const Request& request) -> Result<Response> {
    if (request.parameter("file") == authority.issuer.id + ".cer") return certificate(authority.certificate_der);
    if (request.parameter("file") == authority.root_id + ".cer") return certificate(authority.root_der);
    return refuse(ErrorCode::not_found, "not_found");
  });
  router.add(Method::get, "/healthz", [](const Request&) { return Response::text(200, "ok\n"); });
}

}  // namespace madoguchi::http
