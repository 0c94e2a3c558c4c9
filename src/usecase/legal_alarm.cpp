#include "usecase/legal_alarm.h"

#include <algorithm>

namespace madoguchi {
namespace {

/// The certificate that is named, or replaced by the application that is named; absent where none is.
std::optional<CertificateId> named_certificate(const Work& work, const std::string& detail) {
  if (detail.starts_with(kNameWrongAlarm)) return CertificateId{detail.substr(kNameWrongAlarm.size())};
  const auto ended = work.store.applications.find_by_number(detail.substr(kLegalCauseAlarm.size()));
  if (!ended || !is_issuing(ended->kind)) return {};
  return work.store.applications.reissue(ended->id).value().old_certificate;
}

std::vector<Certificate> live_certificates(const Work& work, const Task& alarm) {
  std::vector<Certificate> found;
  if (const auto id = named_certificate(work, alarm.detail)) {
    if (auto one = work.store.certificates.get(*id)) found.push_back(*std::move(one));
  } else {
    found = work.store.certificates.of_contract(alarm.contract.value());
  }
  std::erase_if(found, [&](const Certificate& one) { return !is_live(one, work.now); });
  return found;
}

}  // namespace

bool keeps_legal_clock(const Task& task) {
  return task.kind == TaskKind::alarm && task.contract &&
         (task.detail.starts_with(kLegalCauseAlarm) || task.detail.starts_with(kNameWrongAlarm));
}

bool is_settled(const Work& work, const Task& alarm) {
  return live_certificates(work, alarm).empty();
}

bool is_being_revoked(const Work& work, const Task& alarm) {
  std::vector<CertificateId> asked;
  for (const auto& application : work.store.applications.of_contract(alarm.contract.value(), true)) {
    if (application.kind != ApplicationKind::emergency_revocation) continue;
    const auto request = work.store.applications.revocation(application.id).value();
    if (request.certificate) asked.push_back(*request.certificate);
  }
  const auto live = live_certificates(work, alarm);
  return std::ranges::all_of(live,
                             [&](const Certificate& one) { return std::ranges::find(asked, one.id) != asked.end(); });
}

std::int64_t marks_before(Time due_at, Time now) {
  return escalation_at(due_at - kRevocationDeadlineSeconds, now) + (now > due_at ? 1 : 0);
}

std::array<Time, kEscalationMarks.size() + 1> mark_bounds(Time now) {
  std::array<Time, kEscalationMarks.size() + 1> bounds{};
  std::ranges::transform(kEscalationMarks, bounds.begin(), [&](Seconds mark) {
    return now + kRevocationDeadlineSeconds - mark + Seconds(1);  // at the second of the mark, not after it
  });
  bounds.back() = now;
  return bounds;
}

Result<bool> watch_legal_alarm(Work& work, const TaskId& id) {
  auto task = TRY(work.store.tasks.get(id));
  if (task.closed_at || !task.due_at || !keeps_legal_clock(task)) return false;
  const auto marks = marks_before(*task.due_at, work.now);
  if (task.escalation >= marks) return false;
  if (is_settled(work, task)) {
    record_event(work, "task.settled", "task", id.value, task.contract);
    return work.store.tasks.close(id, work.now);
  }
  task.escalation = marks;
  if (work.now > *task.due_at) {
    work.store.tasks.add({.id = new_id<TaskId>(work.random()),
                          .kind = TaskKind::late,
                          .contract = task.contract,
                          .detail = task.detail,
                          .opened_at = work.now,
                          .due_at = task.due_at});
  }
  record_event(work, "deadline.escalated", "task", id.value, task.contract, CanonicalJson().number("mark", marks));
  TRY(work.store.tasks.update(std::move(task)));
  return true;
}

}  // namespace madoguchi
