#pragma once
#include "usecase/revocation_matters.h"

/// What the clock does to a revocation, whatever state it is in and whoever is on holiday (R83).
namespace madoguchi {

/// Looks at one open revocation or emergency and does what is due:
/// - its certificates have ended: 期限満了 (R89), or it is cancelled if another way was faster;
/// - it is confirmed, and its date has come (R92): carried out;
/// - a mark (8, 16, 20, 22 h) has passed: the open tasks say so, an event tells it;
/// - half an hour before the deadline without a decision: carried out if an account with standing asked for it, else a
///   task that alarms everyone;
/// - the deadline has passed: recorded as late.
/// Returns whether anything changed; a second call at the same time changes nothing.
Result<bool> watch_revocation(Work& work, const ApplicationId& id);
/// Whether watch_revocation may find something: reads only.
bool revocation_needs_watching(Work& work, const Application& application);

/// The deadline counts to publication (R83): a task `late` for what was carried out but stands in no CRL by then.
Result<bool> watch_publication(Work& work, const Application& application);

/// A reissue or continuation with a legal cause that is still open past its deadline (R121): one task `late`.
Result<bool> watch_overdue_reissue(Work& work, const ApplicationId& id);

/// A task about a live certificate with a bad key (pasted, on a weak-key list) whose certificate lives no more.
bool claim_is_settled(Work& work, const Task& task);
/// Closes it then; a task closes when its subject moves on.
Result<bool> close_settled_claim(Work& work, const TaskId& id);

inline constexpr std::string_view kProblemReportTask = "problem_report";  ///< detail of its task
/// A certificate problem report without its preliminary report (R105): the marks of its 24 hours on its task, and a
/// task `late` when they are over.
Result<bool> watch_problem_report(Work& work, const TaskId& id);
/// Whether watch_problem_report would find something.
bool report_needs_watching(const Task& task, Time now);

}  // namespace madoguchi
