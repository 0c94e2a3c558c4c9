#include "usecase/list_evidence.h"

#include <algorithm>

#include "domain/task_rules.h"
#include "usecase/calendar.h"
#include "usecase/can_line.h"
#include "usecase/checklist.h"
#include "usecase/mask.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

std::string name_of(Work& work, const OfficerId& id) {
  const auto officer = work.store.officers.get(id);
  return officer ? officer->name : id.value;
}

EvidenceView view_of(Work& work, Evidence evidence, Time issue_at) {
  const bool good = good_at(evidence, work.now);
  EvidenceView view{.collected_by = name_of(work, evidence.collected_by),
                    .age_days = std::chrono::floor<std::chrono::days>(work.now - evidence.collected_at).count(),
                    .good = good,
                    .expires_before_issue = good && !good_at(evidence, issue_at)};
  view.evidence = std::move(evidence);
  return view;
}

std::optional<Evidence> record_for(Work& work, const Application& application, const ChecklistItem& item,
                                   const std::optional<ChecklistTick>& tick) {
  if (!tick) return work.store.evidence.youngest(application.contract, *item.evidence_kind, work.now);
  if (!tick->evidence) return {};
  auto ticked = work.store.evidence.get(*tick->evidence);
  return ticked ? std::optional(*std::move(ticked)) : std::nullopt;
}

}  // namespace

Time expected_issue_at(const Calendar& calendar, Time now) {
  return jst_midnight(next_working_day(calendar, jst_day(now))) + std::chrono::minutes(calendar.calls_until_minute);
}

Result<EvidenceList> list_evidence(Work& work, const ContractId& contract) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  TRY(visible_contract(work, contract));
  EvidenceList list{.expected_issue_at = expected_issue_at(calendar_of(work), work.now)};
  for (auto& evidence : work.store.evidence.of_contract(contract)) {
    list.evidence.push_back(view_of(work, std::move(evidence), list.expected_issue_at));
    if (!may_read_personal_data(work.actor)) mask(list.evidence.back().evidence.note);
  }
  list.can.push_back(can_line("evidence", may_add_evidence(work)));
  record_event(work, "evidence.viewed", "contract", contract.value, contract);
  return list;
}

Result<ChecklistView> show_checklist(Work& work, const ApplicationId& id) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  const auto application = TRY(visible_application(work, id));
  ChecklistView view{.complete = true,
                     .expected_issue_at = expected_issue_at(calendar_of(work), work.now),
                     .version = application.version};
  const auto tickable = may_tick(work, application);
  for (const auto* action : {"tick", "untick"}) view.can.push_back(can_line(action, tickable));
  const auto items = work.policy().checklists.find(application.kind);
  if (items == work.policy().checklists.end()) return view;
  const auto ticks = work.store.checklists.of_application(id);
  for (const auto& item : items->second) {
    ChecklistLine line{.item = &item};
    const auto tick = std::ranges::find(ticks, item.id, &ChecklistTick::item);
    if (tick != ticks.end()) {
      line.tick = *tick;
      line.ticked_by = name_of(work, tick->officer);
    }
    if (item.evidence_kind) {
      auto record = record_for(work, application, item, line.tick);
      if (record) line.evidence = view_of(work, *std::move(record), view.expected_issue_at);
    }
    const bool evidence_good = !item.evidence_kind || (line.evidence && line.evidence->good);
    view.complete = view.complete && line.tick && evidence_good;
    view.lines.push_back(std::move(line));
  }
  return view;
}

}  // namespace madoguchi
