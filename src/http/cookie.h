#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace madoguchi::http {

/// "__Host-portal" and "__Host-desk": cookies ignore ports, so the two need different names. Status has none (Failure).
std::string_view session_cookie_name(ListenerKind kind);

/// The session token that this request brings to the listener it came to; absent without one.
std::optional<std::string> session_token(const Request& request);

/// Secure; HttpOnly; SameSite=Strict; Path=/, no Domain, gone with the browser (rules 7.2.4). `token` is URL-safe text;
/// how long it counts is the server's business.
void set_session_cookie(Response& response, ListenerKind kind, std::string_view token);
void clear_session_cookie(Response& response, ListenerKind kind);

}  // namespace madoguchi::http
