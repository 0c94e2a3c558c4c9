#include "http/cookie.h"

#include <algorithm>

#include "base/assert.h"

namespace madoguchi::http {
namespace {

constexpr std::string_view kAttributes = "; Path=/; Secure; HttpOnly; SameSite=Strict";

bool is_token_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

}  // namespace

std::string_view session_cookie_name(ListenerKind kind) {
  require(kind != ListenerKind::status, "only the portal and the desk have sessions");
  return kind == ListenerKind::portal ? "__Host-portal" : "__Host-desk";
}

std::optional<std::string> session_token(const Request& request) {
  return request.cookie(session_cookie_name(request.listener));
}

void set_session_cookie(Response& response, ListenerKind kind, std::string_view token) {
  require(!token.empty() && std::ranges::all_of(token, is_token_character), "a session token is URL-safe");
  std::string cookie(session_cookie_name(kind));
  cookie += '=';
  cookie += token;
  cookie += kAttributes;
  response.add("Set-Cookie", std::move(cookie));
}

void clear_session_cookie(Response& response, ListenerKind kind) {
  std::string cookie(session_cookie_name(kind));
  cookie += "=";
  cookie += kAttributes;
  response.add("Set-Cookie", cookie + "; Max-Age=0");
}

}  // namespace madoguchi::http
