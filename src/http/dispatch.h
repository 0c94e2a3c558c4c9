#pragma once
#include <string>
#include <variant>

#include "http/message.h"
#include "http/problem.h"
#include "http/router.h"

namespace madoguchi::http {

/// What a listener's answers depend on besides its routes. The pointers outlive every request.
struct Site {
  ListenerKind kind = ListenerKind::portal;
  std::string public_url;  ///< "https://portal.example.jp"; empty on loopback: then the Host asked for counts
  bool https = false;      ///< reached by https, by our own TLS or a proxy's: HSTS
  const Catalogue* catalogue = nullptr;
  Random* random = nullptr;
};

/// A request whose head was read and whose route was found, before its body is read.
struct Routed {
  Request request;
  const Route* route = nullptr;
};

/// Finds the route and decides what can be decided without the body: 404, 405 with Allow, 413 for a body over the
/// route's limit, 400 for a body where none belongs, 415 for a media type that is not the route's, and the CSRF check
/// (403). `content_length` is the length of the body to come.
std::variant<Routed, Response> route_request(const Site& site, const Router& router, Request request,
                                             std::size_t content_length);

/// Runs the handler on the whole request: the one place where refusals and exceptions become answers. Does not throw.
/// For HEAD the body is still there; the server leaves it out.
Response run_handler(const Site& site, const Routed& routed);

/// Both in one, with the security headers: what the server does but for the sockets. For tests.
Response dispatch(const Site& site, const Router& router, Request request);

}  // namespace madoguchi::http
