#pragma once
#include <functional>

#include "http/counter.h"
#include "http/router.h"

namespace madoguchi::http {

/// "X-Madoguchi-Poll: 1": the page asks by itself. The session is not kept alive by it (R6), and what is read again
/// leaves no second event of a look (R106) where the same person left one for the same object within kSameLookSeconds
/// (http/polled_view.h); whoever did not look before leaves one with the header too.
inline constexpr std::string_view kPollHeader = "X-Madoguchi-Poll";
bool polls(const Request& request);

/// The work of a route behind a login. `now` is the one reading of the clock for this request.
using PersonHandler = std::function<Result<Response>(const Request& request, const Actor& actor, Time now)>;

/// Wraps a route of the portal: only a customer's open session passes, as an Actor with its mandates (R7). Refused as
/// unauthenticated session.needed or session.ended. A private key in any text of the body is refused before the route
/// sees it, and counts as compromised (R117, http/pasted_key.h). The CSRF check, and making problems of refusals, are
/// dispatch's.
///   router.add(Method::get, "/api/v1/contracts", as_portal(counter, [&counter](const Request& request,
///              const Actor& actor, Time now) -> Result<Response> { … transact(counter.office, now, actor, …) … }));
Handler as_portal(Counter& counter, PersonHandler handler);
/// The same for the desk and an officer's session.
Handler as_desk(Counter& counter, PersonHandler handler);

/// For routes without a login: after a call that changed something the jobs look whether there is work (a mail to
/// send). as_portal and as_desk do it already.
Handler announce_changes(Counter& counter, Handler handler);

Result<Actor> portal_actor(const Request& request, const Counter& counter, Time now);
Result<Actor> desk_actor(const Request& request, const Counter& counter, Time now);

}  // namespace madoguchi::http
