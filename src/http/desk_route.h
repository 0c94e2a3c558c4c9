#pragma once
#include "http/session.h"

namespace madoguchi::http {

/// A route of the desk as a free function with everything it may use.
using DeskRoute = Result<Response> (*)(Counter& counter, const Request& request, const Actor& actor, Time now);
inline Handler desk_route(Counter& counter, DeskRoute route) {
  return as_desk(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
    return route(counter, request, actor, now);
  });
}

}  // namespace madoguchi::http
