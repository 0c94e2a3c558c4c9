#pragma once
#include "domain/incident.h"
#include "usecase/record.h"

namespace madoguchi {

/// Certificates looked at, or values looked up, in one transaction of a plan.
inline constexpr std::int64_t kPlanSlice = 20'000;

/// One slice of a plan in the making: those named, one kind after the other; those of the query; with keyCompromise all
/// others with the same keys (BR 6.1.1.3). Certificates that have ended are not hit, nor those that are revoked, unless
/// their reason must become keyCompromise (rules 2.4.2). Returns how far it went: 0 once all are gathered. In the
/// caller's transaction; stale if another node took the slice.
Result<std::int64_t> make_plan_slice(Work& work, const IncidentId& id);

/// All that the plan hits is gathered, and waits to be measured.
bool is_gathered(const Incident& incident);
/// Counts and digest of a gathered plan. Reads a million rows: in a transaction that only reads, so that nobody waits.
IncidentPlan measure_plan(Work& work, Incident incident);
/// With what was measured the plan stands. 0 if the incident is not as it was `seen` when that began.
Result<std::int64_t> keep_plan(Work& work, const Incident& seen, const IncidentPlan& measured);

}  // namespace madoguchi
