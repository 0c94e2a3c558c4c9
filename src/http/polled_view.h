#pragma once
#include <utility>

#include "http/session.h"
#include "usecase/same_look.h"

namespace madoguchi::http {

/// A view that leaves an event (R106), `body(work, Look)`: with kPollHeader as view_again, without it as `view`, at no
/// cost. `looked(work)` says whether this person has left the event already.
template <typename Looked, typename Body>
auto view_or_poll(const Counter& counter, const Request& request, const Actor& actor, Time now, Looked&& looked,
                  Body&& body) {
  if (polls(request)) return view_again(counter.office, now, actor, std::forward<Looked>(looked), body);
  return view(counter.office, now, actor, [&](Work& work) { return body(work, Look::first); });
}

}  // namespace madoguchi::http
