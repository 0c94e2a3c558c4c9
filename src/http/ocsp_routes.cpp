#include "http/ocsp_routes.h"

#include "http/conditional.h"
#include "http/problem.h"
#include "http/response_text.h"

namespace madoguchi::http {
namespace {

constexpr std::string_view kAnswerType = "application/ocsp-response";

Response headers_of(const KeptAnswer& answer, int status) {
  Response response{.status = status, .headers = {}, .body = {}, .file = {}};
  response.add("Content-Type", std::string(kAnswerType))
      .add("Cache-Control",
           "public, max-age=" + std::to_string(kOcspMaxAgeSeconds.count()) + ", no-transform, must-revalidate")
      .add("ETag", '"' + answer.tag + '"')
      .add("Last-Modified", http_date(answer.this_update))
      .add("Expires", http_date(answer.next_update));
  return response;
}

Response kept(const Request& request, const KeptAnswer& answer) {
  const bool get = request.method != Method::post;
  const auto tag = '"' + answer.tag + '"';
  if (get && is_unchanged(request, tag, http_date(answer.this_update))) return headers_of(answer, 304);
  auto response = headers_of(answer, 200);
  response.body = std::string(answer.der());
  return response;
}

Response reply(const Request& request, OcspResponder& responder, ByteView der, Time now) {
  const auto answer = responder.answer(der, now);
  if (answer.kept) return kept(request, *answer.kept);
  return Response::bytes(200, std::string(kAnswerType), std::string(text_of(answer.der)))
      .add("Cache-Control", "no-store");
}

}  // namespace

void add_ocsp_routes(Router& router, OcspResponder& responder, const std::string& issuer_id,
                     std::function<Time()> now) {
  router.add(Method::get, "/ocsp/{issuer}/{request}",
             [&responder, issuer_id, now](const Request& request) -> Result<Response> {
               if (request.parameter("issuer") != issuer_id) return refuse(ErrorCode::not_found, "not_found");
               // What is no base 64 becomes an empty request, which is malformed too.
               const auto der = pki::decode_ocsp_path(request.parameter("request")).value_or(Bytes());
               return reply(request, responder, der, now());
             });
  router.add(Method::post, "/ocsp/{issuer}",
             [&responder, issuer_id, now](const Request& request) -> Result<Response> {
               if (request.parameter("issuer") != issuer_id) return refuse(ErrorCode::not_found, "not_found");
               return reply(request, responder, view_of(request.body), now());
             },
             {.body_bytes_max = pki::kOcspRequestBytesMax, .content_type = "application/ocsp-request"});
}

QuickAnswers quick_ocsp_answers(OcspResponder& responder, const std::string& issuer_id) {
  const std::string path = "/ocsp/" + issuer_id;
  const auto find = [&responder, path](const QuickHead& head, std::string_view body, Time now) -> QuickAnswer {
    std::shared_ptr<const KeptAnswer> answer;
    if (head.post) {
      if (head.target == path) answer = responder.kept(view_of(body), now);
    } else if (head.target.size() > path.size() + 1 && head.target.starts_with(path) &&
               head.target[path.size()] == '/') {
      const auto der = pki::decode_ocsp_path(head.target.substr(path.size() + 1));
      if (der) answer = responder.kept(*der, now);
    }
    return answer ? QuickAnswer(answer, &answer->wire) : nullptr;
  };
  return {.prefix = "/ocsp/", .find = find};
}

std::string print_ocsp_answer(const KeptAnswer& answer, ByteView der) {
  auto response = headers_of(answer, 200);
  add_security_headers(response, ListenerKind::status, false);
  std::string wire = print_head(response, {.body_bytes = der.size(), .date = {}});
  wire.erase(0, wire.find("\r\n") + 2);  // the status line, which goes before the Date
  wire += text_of(der);
  return wire;
}

}  // namespace madoguchi::http
