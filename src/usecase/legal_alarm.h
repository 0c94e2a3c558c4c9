#pragma once
#include <array>

#include "domain/revocation_rules.h"
#include "usecase/record.h"

/// Alarms by which a legal clock goes on without an application: "legal_cause <受付番号>" of one that ended unrevoked
/// (R121), "certificate.name_wrong <certificate>" after a change of the contract party (R33).
namespace madoguchi {

inline constexpr std::string_view kLegalCauseAlarm = "legal_cause ";
inline constexpr std::string_view kNameWrongAlarm = "certificate.name_wrong ";

bool keeps_legal_clock(const Task& task);
/// None of the alarm's certificates lives any more.
bool is_settled(const Work& work, const Task& alarm);
/// For each that lives, a revocation is open that no customer can take back (the authority's, or a claim).
bool is_being_revoked(const Work& work, const Task& alarm);

/// A mark of the last 24 hours has passed: the task says so, a task `late` when they are over; or it is settled, and
/// closes. Returns whether anything changed.
Result<bool> watch_legal_alarm(Work& work, const TaskId& id);

/// How many marks of the 24 hours before `due_at` have passed (kEscalationMarks), and one more for the end itself.
std::int64_t marks_before(Time due_at, Time now);
/// The same as bounds of due_at, for a search: the i-th mark has passed once due_at lies before the i-th of them.
std::array<Time, kEscalationMarks.size() + 1> mark_bounds(Time now);

}  // namespace madoguchi
