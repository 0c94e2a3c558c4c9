#include "http/certificate_routes.h"

#include "http/session.h"
#include "usecase/download_certificate.h"

namespace madoguchi::http {
namespace {

/// ?format=, the certificate alone without one.
Result<CertificateFormat> format_of(const Request& request) {
  TRY(allow_query(request, {"format"}));
  const auto text = request.query_value("format");
  const auto format = text ? parse_name<CertificateFormat>(*text) : CertificateFormat::pem;
  if (!format) return refuse_field("?format", "input.not_a_choice");
  return *format;
}

Result<Response> download(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = request.id<CertificateId>("id");
  if (!id) return refuse(ErrorCode::not_found, "certificate.not_found");
  const auto format = TRY(format_of(request));
  if (counter.authority == nullptr) throw Failure("no authority to download from");
  auto file = TRY(look(counter.office, now, actor,
                       [&](Work& work) { return download_certificate(work, *counter.authority, *id, format); }));
  auto response = Response::bytes(200, std::move(file.content_type), std::move(file.content));
  response.add("Content-Disposition", "attachment; filename=\"" + file.name + "\"");
  return response;
}

Handler route(Counter& counter, Handler (*behind_login)(Counter&, PersonHandler)) {
  return behind_login(counter, [&counter](const Request& request, const Actor& actor, Time now) {
    return download(counter, request, actor, now);
  });
}

}  // namespace

void add_portal_certificate_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/certificates/{id}/file", route(counter, as_portal));
}
void add_desk_certificate_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/certificates/{id}/file", route(counter, as_desk));
}

}  // namespace madoguchi::http
