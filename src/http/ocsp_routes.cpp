#include "http/ocsp_routes.h"

#include <algorithm>

#include "base/assert.h"
#include "http/conditional.h"
#include "http/problem.h"
#include "http/response_text.h"

namespace madoguchi::http {
namespace {

constexpr std::string_view kAnswerType = "application/ocsp-response";

/// RFC 5019, 6.2: never beyond nextUpdate.
Seconds max_age(const KeptAnswer& answer, Time now) {
  return std::min(kOcspMaxAgeSeconds, answer.next_update - now);
}

/// The headers that `wire` has are right for now, and not longer than the answer holds.
bool wire_holds(const KeptAnswer& answer, Time now) {
  return max_age(answer, now) == max_age(answer, answer.this_update);
}

Response headers_of(const KeptAnswer& answer, int status, Time now) {
  Response response{.status = status, .headers = {}, .body = {}, .file = {}};
  response.add("Content-Type", std::string(kAnswerType))
      .add("Cache-Control",
           "public, max-age=" + std::to_string(max_age(answer, now).count()) + ", no-transform, must-revalidate")
      .add("ETag", '"' + answer.tag + '"')
      .add("Last-Modified", http_date(answer.this_update))
      .add("Expires", http_date(answer.next_update));
  return response;
}

Response kept(const Request& request, const KeptAnswer& answer, Time now) {
  const bool get = request.method != Method::post;
  const auto tag = '"' + answer.tag + '"';
  if (get && is_unchanged(request, tag)) return headers_of(answer, 304, now);
  auto response = headers_of(answer, 200, now);
  response.body = std::string(answer.der());
  return response;
}

/// For this request alone.
Response unkept(ByteView der) {
  return Response::bytes(200, std::string(kAnswerType), std::string(text_of(der))).add("Cache-Control", "no-store");
}

Response reply(const Request& request, OcspResponder& responder, ByteView der, Time now) {
  const auto answer = responder.answer(der, now);
  if (answer.kept) return kept(request, *answer.kept, now);
  return unkept(answer.der);
}

/// An answer without its status line, which goes before the Date.
std::string print(Response response, std::size_t der_bytes) {
  add_security_headers(response, ListenerKind::status, false);
  std::string wire = print_head(response, {.body_bytes = der_bytes, .date = {}});
  wire.erase(0, wire.find("\r\n") + 2);
  return wire;
}

std::string print_kept(const KeptAnswer& answer, std::string_view der, Time now) {
  std::string wire = print(headers_of(answer, 200, now), der.size());
  wire += der;
  return wire;
}

/// The head of every answer that is not kept, up to its length: made once.
std::string unkept_head() {
  auto head = print(unkept({}), 0);
  constexpr std::string_view kEnd = "0\r\n\r\n";
  require(head.ends_with(kEnd), "the length stands last");
  head.resize(head.size() - kEnd.size());
  return head;
}

/// The DER of a plain request for this issuer's certificates; absent if it is for another path. What is no base 64 is
/// an empty request, which is malformed too.
std::optional<Bytes> asked_by(const QuickHead& head, std::string_view body, std::string_view path) {
  if (head.post) return head.target == path ? std::optional(to_bytes(body)) : std::nullopt;
  const bool below =
      head.target.size() > path.size() + 1 && head.target.starts_with(path) && head.target[path.size()] == '/';
  if (!below) return {};
  return pki::decode_ocsp_path(head.target.substr(path.size() + 1)).value_or(Bytes());
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
    } else if (const auto der = asked_by(head, body, path)) {
      answer = responder.kept(*der, now);
    }
    return answer && wire_holds(*answer, now) ? QuickAnswer(answer, &answer->wire) : nullptr;
  };
  const auto make = [&responder, path, unkept = unkept_head()](const QuickHead& head, std::string_view body,
                                                               Time now) -> QuickAnswer {
    const auto der = asked_by(head, body, path);
    if (!der || der->size() > pki::kOcspRequestBytesMax) return nullptr;
    const auto answer = responder.answer(*der, now);
    if (answer.kept) {
      if (wire_holds(*answer.kept, now)) return {answer.kept, &answer.kept->wire};
      return std::make_shared<const std::string>(print_kept(*answer.kept, answer.kept->der(), now));
    }
    std::string wire = unkept;
    wire.append(std::to_string(answer.der.size())).append("\r\n\r\n").append(text_of(answer.der));
    return std::make_shared<const std::string>(std::move(wire));
  };
  return {.prefix = "/ocsp/", .find = find, .make = make};
}

std::string print_ocsp_answer(const KeptAnswer& answer, ByteView der) {
  return print_kept(answer, text_of(der), answer.this_update);
}

}  // namespace madoguchi::http
