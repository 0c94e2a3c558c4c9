#include "http/dispatch.h"

#include "http/origin.h"

namespace madoguchi::http {
namespace {

/// "application/json" or "application/json; charset=utf-8" for "application/json".
bool has_media_type(const Request& request, std::string_view wanted) {
  auto value = request.header("Content-Type").value_or("");
  if (!same_ignoring_case(trim(next_piece(value, ';')), wanted)) return false;
  const auto parameters = trim(value);
  return parameters.empty() || same_ignoring_case(parameters, "charset=utf-8");
}

}  // namespace

std::variant<Routed, Response> route_request(const Site& site, const Router& router, Request request,
                                             std::size_t content_length) {
  const auto answer = [&](int status, std::string_view key) {
    return problem(status, key, request.language, *site.catalogue);
  };
  auto found = router.find(request.method, request.segments);
  if (std::holds_alternative<Router::NotFound>(found)) return answer(404, "not_found");
  if (const auto* wrong = std::get_if<Router::WrongMethod>(&found)) {
    return answer(405, "http.method_not_allowed").add("Allow", wrong->allow);
  }
  auto& match = std::get<Router::Match>(found);
  const auto& options = match.route->options;
  if (content_length > 0 && !changes_state(request.method)) return answer(400, "http.body_unexpected");
  if (content_length > options.body_bytes_max) return answer(413, "http.body_too_large");
  if (content_length > 0 && !has_media_type(request, options.content_type)) return answer(415, "http.content_type");
  if (site.kind != ListenerKind::status && changes_state(request.method)) {
    const auto own =
        options.form ? check_form_origin(request, site.public_url) : check_origin(request, site.public_url);
    if (!own) {
      return problem(own.error(), request.language, *site.catalogue);
    }
  }
  request.listener = site.kind;
  request.parameters = std::move(match.parameters);
  request.route = match.route->pattern;
  return Routed{std::move(request), match.route};
}

Response run_handler(const Site& site, const Routed& routed) {
  const auto& request = routed.request;
  try {
    auto result = routed.route->handler(request);
    if (result) return *std::move(result);
    return problem(result.error(), request.language, *site.catalogue);
  } catch (const std::exception& exception) {
    return incident(exception, request.route, request.language, *site.catalogue, *site.random);
  }
}

Response dispatch(const Site& site, const Router& router, Request request) {
  const auto length = request.body.size();
  auto routed = route_request(site, router, std::move(request), length);
  auto response = std::holds_alternative<Response>(routed) ? std::get<Response>(std::move(routed))
                                                           : run_handler(site, std::get<Routed>(routed));
  add_security_headers(response, site.kind, site.https);
  return response;
}

}  // namespace madoguchi::http
