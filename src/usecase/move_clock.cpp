#include "usecase/move_clock.h"

#include "usecase/record.h"

namespace madoguchi {

Result<void> move_clock(Work& work, Time to) {
  const auto service = work.store.service.get();
  if (!service || !service->example) return refuse(ErrorCode::wrong_state, "example.not_an_example");
  if (to < work.now) return refuse_field("/now", "example.clock_backwards");
  if (to - work.now > kClockMoveDaysMax) return refuse_field("/now", "example.clock_too_far");
  // The offset grows by as much as the clock moves, whatever the real time is by now.
  if (!work.store.service.advance_clock(service->clock_offset + (to - work.now))) {
    return refuse_field("/now", "example.clock_backwards");
  }
  record_event(work, "example.clock_moved", "service", "1", {}, CanonicalJson().text("to", format_utc(to)));
  return {};
}

}  // namespace madoguchi
