#include "http/status_routes.h"

#include <charconv>
#include <filesystem>

#include "http/conditional.h"
#include "http/response_text.h"

namespace madoguchi::http {
namespace {

constexpr std::string_view kCrlType = "application/pkix-crl";  // RFC 2585, 4
constexpr std::string_view kCertificateType = "application/pkix-cert";
constexpr std::string_view kCacheCrl = "public, max-age=300";  // a revocation is seen within 5 minutes at most
constexpr std::string_view kCacheCertificate = "public, max-age=86400";

/// The newest CRL, or 304 for who has it. The tag is taken before the file is opened: a CRL renamed into place between
/// the two goes out under the older tag and is fetched again, never the other way round.
Result<Response> crl(const Request& request, const std::filesystem::path& file) {
  std::error_code error;
  const auto changed = std::filesystem::last_write_time(file, error);
  const auto bytes = error ? 0 : std::filesystem::file_size(file, error);
  if (error) return refuse(ErrorCode::not_found, "not_found");
  const auto at = std::chrono::file_clock::to_sys(changed);
  const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(at.time_since_epoch()).count();
  const auto tag = '"' + std::to_string(nanoseconds) + '-' + std::to_string(bytes) + '"';
  const auto modified = http_date(std::chrono::floor<Seconds>(at));
  auto response = is_unchanged(request, tag) ? Response{.status = 304, .headers = {}, .body = {}, .file = {}}
                                             : Response::from_file(file, std::string(kCrlType));
  response.add("Cache-Control", std::string(kCacheCrl)).add("ETag", tag).add("Last-Modified", modified);
  return response;
}

/// "7.crl" is 7: written as crl_url() does, so that one list has one URL; absent for anything else.
std::optional<std::int64_t> shard_of_file(std::string_view file) {
  std::int64_t shard = -1;
  const auto [end, error] = std::from_chars(file.data(), file.data() + file.size(), shard);
  if (error != std::errc{} || shard < 0 || shard > kCrlShardsMax) return {};
  if (file != std::to_string(shard) + ".crl") return {};
  return shard;
}

Result<Response> certificate(const Bytes& der) {
  return Response::bytes(200, std::string(kCertificateType), std::string(text_of(der)))
      .add("Cache-Control", std::string(kCacheCertificate));
}

}  // namespace

void add_status_routes(Router& router, const IssuingAuthority& authority) {
  router.add(Method::get, "/crl/{issuer}/{file}", [&authority](const Request& request) -> Result<Response> {
    const auto& issuer = request.parameter("issuer");
    const auto shard = shard_of_file(request.parameter("file"));
    const bool ours = issuer == authority.issuer.id || (issuer == authority.root_id && shard == kFullCrlShard);
    if (!ours || !shard) return refuse(ErrorCode::not_found, "not_found");
    return crl(request, authority.crl_folder / crl_file_name(issuer, *shard));
  });
  router.add(Method::get, "/ca/{file}", [&authority](const Request& request) -> Result<Response> {
    if (request.parameter("file") == authority.issuer.id + ".cer") return certificate(authority.certificate_der);
    if (request.parameter("file") == authority.root_id + ".cer") return certificate(authority.root_der);
    return refuse(ErrorCode::not_found, "not_found");
  });
  router.add(Method::get, "/healthz", [](const Request&) { return Response::text(200, "ok\n"); });
}

}  // namespace madoguchi::http
