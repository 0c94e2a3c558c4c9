#include "http/problem.h"

#include "base/json.h"
#include "base/log.h"

namespace madoguchi::http {
namespace {

using Params = std::vector<std::pair<std::string, std::string>>;

void add_member(std::string& json, std::string_view name, std::string_view printed) {
  json += json.size() > 1 ? "," : "";
  json += json_quote(name);
  json += ':';
  json += printed;
}

std::string print_params(const Params& params) {
  std::string json = "{";
  for (const auto& [name, value] : params) add_member(json, name, json_quote(value));
  return json + '}';
}

/// The sentence of `key` twice: as `name` for who reads one language, and as `in_each` for who may switch it.
void add_sentence(std::string& json, std::string_view name, std::string_view in_each, std::string_view key,
                  const Refusal& refusal, Language language, const Catalogue& catalogue) {
  std::string each = "{";
  for (const auto one : {Language::ja, Language::en}) {
    const auto said = json_quote(catalogue.sentence(one, key, refusal.params));
    if (one == language) add_member(json, name, said);
    add_member(each, to_text(one), said);
  }
  add_member(json, in_each, each + '}');
}

std::string print_errors(const Refusal& refusal, Language language, const Catalogue& catalogue) {
  std::string json = "[";
  for (const auto& [pointer, key] : refusal.fields) {
    std::string entry = "{";
    add_member(entry, "pointer", json_quote(pointer));
    add_member(entry, "code", json_quote(key));
    add_sentence(entry, "message", "messages", key, refusal, language, catalogue);
    json += json.size() > 1 ? "," : "";
    json += entry + '}';
  }
  return json + ']';
}

Response print_problem(int status, const Refusal& refusal, Language language, const Catalogue& catalogue) {
  std::string json = "{";
  add_member(json, "type", json_quote("urn:madoguchi:problem:" + refusal.message));
  add_sentence(json, "title", "titles", refusal.message, refusal, language, catalogue);
  add_member(json, "status", std::to_string(status));
  add_member(json, "code", json_quote(refusal.message));
  if (!refusal.params.empty()) add_member(json, "params", print_params(refusal.params));
  if (!refusal.fields.empty()) add_member(json, "errors", print_errors(refusal, language, catalogue));
  auto response = Response::bytes(status, "application/problem+json", json + '}');
  response.add("Content-Language", std::string(to_text(language)));
  if (status == 401) response.add("WWW-Authenticate", "Cookie realm=\"madoguchi\"");  // RFC 9110, 15.5.2 asks for one
  for (const auto& [name, value] : refusal.params) {
    if (name == "retry_after_seconds") response.add("Retry-After", value);
  }
  return response;
}

}  // namespace

int status_of(const Refusal& refusal) {
  if (refusal.message == "http.if_match_required") return 428;
  if (refusal.message == "http.content_type") return 415;
  switch (refusal.code) {
    case ErrorCode::invalid:
      return 400;
    case ErrorCode::unauthenticated:
      return 401;
    case ErrorCode::forbidden:
      return 403;
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::wrong_state:
    case ErrorCode::conflict:
      return 409;
    case ErrorCode::stale:
      return 412;
    case ErrorCode::policy:
      return 422;
    case ErrorCode::too_large:
      return 413;
    case ErrorCode::too_many:
      return 429;
    case ErrorCode::unavailable:
      return 503;
  }
  throw Failure("no such error code");
}

Response problem(const Refusal& refusal, Language language, const Catalogue& catalogue) {
  return print_problem(status_of(refusal), refusal, language, catalogue);
}

Response problem(int status, std::string_view key, Language language, const Catalogue& catalogue) {
  return print_problem(status, Refusal{.code = ErrorCode::invalid, .message = std::string(key)}, language, catalogue);
}

Response incident(const std::exception& exception, std::string_view route, Language language,
                  const Catalogue& catalogue, Random& random) {
  const auto id = to_hex(random.bytes(8));
  log(LogLevel::error, "request failed", {{"incident", id}, {"route", route}, {"what", exception.what()}});
  const Refusal refusal{.code = ErrorCode::unavailable, .message = "http.incident", .params = {{"incident", id}}};
  return print_problem(500, refusal, language, catalogue);
}

void add_security_headers(Response& response, ListenerKind kind, bool https) {
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!response.header(name)) response.add(std::string(name), std::string(value));
  };
  add("X-Content-Type-Options", "nosniff");
  if (kind == ListenerKind::status) return;
  add("Cache-Control", "no-store");
  add("Content-Security-Policy",
      "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  add("Referrer-Policy", "no-referrer");
  add("Cross-Origin-Resource-Policy", "same-origin");
  if (https) add("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
}

}  // namespace madoguchi::http
