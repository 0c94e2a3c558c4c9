#include "usecase/watch_revocation.h"

#include <algorithm>

#include "usecase/execute_revocation.h"
#include "usecase/legal_alarm.h"

namespace madoguchi {
namespace {

constexpr Seconds kBeforeDeadline = kRevocationDeadlineSeconds - kMachineDecidesAfter;
constexpr std::string_view kNoDecision = "no_decision";

/// The last 24 hours before the deadline: of an ordinary request, all of them since its receipt; of a legal cause with
/// five days, the last of the five.
Time last_day_began_at(const Application& application) {
  return application.deadline_at.value() - kRevocationDeadlineSeconds;
}

bool is_decided(const Application& application) {
  return application.state == ApplicationState::confirmed;
}

/// The certificates as they are now, against what the request still wants.
struct Rest {
  bool live = false;
  bool expired = false;
};
Rest rest_of(Work& work, const RevocationCase& matter) {
  Rest rest;
  for (const auto& certificate : certificates_asked_for(work, matter)) {
    rest.live = rest.live || is_live(certificate, work.now);
    rest.expired = rest.expired || work.now > certificate.not_after;
  }
  return rest;
}

/// R89, and what another way has revoked. A 解約 ends by its execution or its term, not by its certificates.
std::optional<ApplicationAction> pointless(Work& work, const RevocationCase& matter) {
  const auto rest = rest_of(work, matter);
  if (rest.live) return {};
  if (matter.request.scope == RevocationScope::contract) {
    if (work.now >= matter.contract.ends_at) return ApplicationAction::expire;
    return {};
  }
  if (rest.expired) return ApplicationAction::expire;
  // A claim of compromise may still tighten an earlier reason (rules 2.4.2): the officers decide.
  if (matter.application.kind == ApplicationKind::emergency_revocation) return {};
  return ApplicationAction::cancel;
}

bool is_due(const RevocationCase& matter, Time now) {
  return is_decided(matter.application) && (!matter.request.wished_at || *matter.request.wished_at <= now);
}

std::vector<Task> waiting_tasks(Work& work, const ApplicationId& id) {
  auto tasks = work.store.tasks.open_of_application(id);
  std::erase_if(tasks, [](const Task& task) {
    return task.kind != TaskKind::call && task.kind != TaskKind::decide_claim && task.kind != TaskKind::second_decision;
  });
  return tasks;
}

Result<bool> escalate(Work& work, const RevocationCase& matter) {
  const auto mark = escalation_at(last_day_began_at(matter.application), work.now);
  bool raised = false;
  for (auto& task : waiting_tasks(work, matter.application.id)) {
    if (task.escalation >= mark) continue;
    task.escalation = mark;
    TRY(work.store.tasks.update(std::move(task)));
    raised = true;
  }
  if (raised) {
    record_event(work, "deadline.escalated", "application", matter.application.id.value, matter.contract.id,
                 CanonicalJson().number("mark", mark));
  }
  return raised;
}

bool has_task(Work& work, const ApplicationId& id, TaskKind kind, std::string_view detail) {
  const auto open = work.store.tasks.open_of_application(id);
  return std::ranges::any_of(open, [&](const Task& task) { return task.kind == kind && task.detail == detail; });
}

/// A task of that kind, once.
bool raise(Work& work, const Application& application, TaskKind kind, std::string_view detail) {
  if (has_task(work, application.id, kind, detail)) return false;
  open_task(work, kind, application, detail);
  record_event(
      work, "deadline.alarm", "application", application.id.value, application.contract,
      CanonicalJson().text("task", to_text(kind)).text("detail", detail).text("state", to_text(application.state)));
  return true;
}

/// R83: only what an account with standing has asked for, and only while the account stands.
bool machine_may_decide(Work& work, const RevocationCase& matter) {
  const auto& asker = matter.request.claimant ? matter.request.claimant : matter.application.filed_by_account;
  if (!matter.request.standing || !asker) return false;
  const auto account = work.store.accounts.get(*asker);
  return account && !account->disabled_at;
}

Result<bool> at_the_end(Work& work, RevocationCase matter) {
  if (!is_decided(matter.application) && machine_may_decide(work, matter)) {
    auto confirmed = TRY(take_engine_step(work, std::move(matter.application), ApplicationAction::confirm_deadline));
    TRY(after_confirmation(work, std::move(confirmed), RevocationBasis::deadline));
    return true;
  }
  bool changed = false;
  if (!is_decided(matter.application)) {
    changed = raise(work, matter.application, TaskKind::alarm, kNoDecision);
  }
  if (work.now > *matter.application.deadline_at) {
    changed = raise(work, matter.application, TaskKind::late, "") || changed;
  }
  return changed;
}

Result<RevocationCase> case_of(Work& work, const Application& application) {
  RevocationCase matter{.application = application};
  matter.request = TRY(work.store.applications.revocation(application.id));
  matter.contract = TRY(work.store.contracts.get(application.contract));
  return matter;
}

}  // namespace

bool revocation_needs_watching(Work& work, const Application& application) {
  const auto matter = case_of(work, application);
  if (!matter || !application.deadline_at) return false;
  if (is_due(*matter, work.now) || work.now >= *application.deadline_at - kBeforeDeadline) return true;
  if (pointless(work, *matter)) return true;
  const auto mark = escalation_at(last_day_began_at(application), work.now);
  const auto tasks = waiting_tasks(work, application.id);
  return std::ranges::any_of(tasks, [&](const Task& task) { return task.escalation < mark; });
}

Result<bool> watch_revocation(Work& work, const ApplicationId& id) {
  const auto application = TRY(work.store.applications.get(id));
  if (is_end(application.state) || !application.deadline_at) return false;
  auto matter = TRY(case_of(work, application));
  if (const auto action = pointless(work, matter)) {
    const auto* reason = *action == ApplicationAction::expire ? "revocation.expired_first" : "revocation.revoked_first";
    const auto ended = TRY(take_engine_step(work, std::move(matter.application), *action, {.decision_reason = reason}));
    TRY(resume_others(work, ended));
    return true;
  }
  if (is_due(matter, work.now)) {
    TRY(execute_revocation(work, std::move(matter.application)));
    return true;
  }
  const bool escalated = TRY(escalate(work, matter));
  if (work.now < *matter.application.deadline_at - kBeforeDeadline) return escalated;
  return TRY(at_the_end(work, std::move(matter))) || escalated;
}

Result<bool> watch_publication(Work& work, const Application& application) {
  return raise(work, application, TaskKind::late, "not_published");
}

Result<bool> watch_overdue_reissue(Work& work, const ApplicationId& id) {
  const auto application = TRY(work.store.applications.get(id));
  if (is_end(application.state) || !application.deadline_at || work.now <= *application.deadline_at) return false;
  return raise(work, application, TaskKind::late, "");
}

std::optional<CertificateId> certificate_of_claim(const Task& task) {
  if (task.kind != TaskKind::decide_claim || task.application || !task.detail.starts_with("key.")) return {};
  const auto space = task.detail.find(' ');
  if (space == std::string::npos) return {};
  return CertificateId{task.detail.substr(space + 1)};
}

bool claim_is_settled(Work& work, const Task& task) {
  const auto id = certificate_of_claim(task);
  if (!id) return false;
  const auto certificate = work.store.certificates.get(*id);
  return certificate && !is_live(*certificate, work.now);
}

Result<bool> close_settled_claim(Work& work, const TaskId& id) {
  const auto task = TRY(work.store.tasks.get(id));
  if (task.closed_at || !claim_is_settled(work, task)) return false;
  record_event(work, "task.settled", "task", id.value, task.contract);
  return work.store.tasks.close(id, work.now);
}

bool report_needs_watching(const Task& task, Time now) {
  if (task.kind != TaskKind::enquiry || task.detail != kProblemReportTask || !task.due_at || task.closed_at)
    return false;
  return task.escalation < marks_before(*task.due_at, now);
}

Result<bool> watch_problem_report(Work& work, const TaskId& id) {
  auto task = TRY(work.store.tasks.get(id));
  if (!report_needs_watching(task, work.now)) return false;
  task.escalation = marks_before(*task.due_at, work.now);
  if (work.now > *task.due_at) {
    work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                          .kind = TaskKind::late,
                          .enquiry = task.enquiry,
                          .contract = task.contract,
                          .detail = "problem_report",
                          .opened_at = work.now,
                          .due_at = task.due_at});
  }
  record_event(work, "deadline.escalated", "enquiry", task.enquiry->value, task.contract,
               CanonicalJson().number("mark", task.escalation));
  TRY(work.store.tasks.update(std::move(task)));
  return true;
}

}  // namespace madoguchi
