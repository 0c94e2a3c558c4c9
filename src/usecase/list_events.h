#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/can.h"
#include "store/desk_tables.h"
#include "usecase/work.h"

/// What was done, as it was recorded (R106): for whoever works on an object, and as an export for audits.
namespace madoguchi {

inline constexpr std::int64_t kEventLimitDefault = 100;
inline constexpr std::int64_t kEventLimitMax = 500;
inline constexpr std::int64_t kExportLinesMax = 5000;  ///< of one answer; the next one goes on behind it

struct ListEvents {
  std::optional<std::string> subject{};  ///< an id: application, certificate, task, …
  std::optional<ContractId> contract{};  ///< everything that belongs to it
  std::optional<Time> from{};
  std::optional<Time> until{};  ///< exclusive
  bool newest_first = false;    ///< else oldest first; the same on every page
  std::string cursor{};         ///< of the page before; empty: the first
  std::int64_t limit = kEventLimitDefault;
};
struct EventPage {
  std::vector<store::Event> events;   ///< by their second, and within it as they were written (event_id.h)
  std::optional<std::string> next{};  ///< opaque; absent on the last page
  std::vector<Can> can{};             ///< export; empty in an export
};
/// Of one object or contract, for officers. Refuses forbidden; "?subject" input.required if neither is named; "?limit"
/// input.not_a_choice, "?cursor" cursor.invalid.
Result<EventPage> list_events(Work& work, const ListEvents& command);
/// Of everything, for auditors and administrators. Leaves the event events.exported. limit: at most kExportLinesMax.
Result<EventPage> export_events(Work& work, const ListEvents& command);

}  // namespace madoguchi
