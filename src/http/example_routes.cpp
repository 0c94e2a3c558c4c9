#include "http/example_routes.h"

#include "http/json_map.h"
#include "usecase/move_clock.h"

namespace madoguchi::http {
namespace {

struct ClockBody {
  Time now{};
};
BOOST_DESCRIBE_STRUCT(ClockBody, (), (now))

Response clock_answer(Time now) {
  return json_answer(200, ClockBody{now});
}

}  // namespace

void add_example_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/example/clock",
             [&counter](const Request&) -> Result<Response> { return clock_answer(counter.now()); });
  router.add(Method::post, "/api/v1/example/clock", [&counter](const Request& request) -> Result<Response> {
    const auto body = TRY(read_json<ClockBody>(request.body));
    TRY(transact(counter.office, counter.now(), Actor::the_engine(),
                 [&](Work& work) { return move_clock(work, body.now); }));
    counter.clock_moved();
    counter.changed();
    return clock_answer(counter.now());
  });
}

}  // namespace madoguchi::http
