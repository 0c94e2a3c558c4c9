#include "usecase/plan_incident.h"

#include <algorithm>
#include <charconv>

#include "base/result.h"
#include "store/incident_table.h"

namespace madoguchi {
namespace {

constexpr std::string_view kQuery = "query", kSiblings = "siblings", kCount = "count";
constexpr std::int64_t kValuesAtOnce = 500;

/// The stages in their order: the kinds of criteria under their own names, then these three.
std::string stage_after(std::string_view stage) {
  const auto& kinds = Names<CriterionKind>::values;
  if (stage.empty()) return std::string(kinds.front().second);
  const auto at = std::ranges::find(kinds, stage, [](const auto& one) { return one.second; });
  if (at != kinds.end()) return std::string(at + 1 == kinds.end() ? kQuery : (at + 1)->second);
  return std::string(stage == kQuery ? kSiblings : kCount);
}

/// True once the stage is over.
bool take_slice(Work& work, Incident& incident) {
  store::IncidentTable incidents(work.store.sql);
  store::IncidentPlanTable plans(work.store.sql);
  if (const auto kind = parse_name<CriterionKind>(incident.plan_stage)) {
    const auto until = incidents.criterion_after(incident.id, *kind, incident.plan_cursor, kValuesAtOnce);
    if (!until) return true;
    plans.add_named(incident, *kind, incident.plan_cursor, *until, work.now);
    incident.plan_cursor = *until;
    return false;
  }
  if (incident.plan_stage == kQuery) {
    if (!incident.query) return true;
    plans.add_queried(incident, incident.plan_cursor, kPlanSlice, work.now);
    return incident.plan_cursor.empty();
  }
  if (incident.reason != RevocationReason::key_compromise) return true;
  std::int64_t after = 0;
  const auto& cursor = incident.plan_cursor;
  std::from_chars(cursor.data(), cursor.data() + cursor.size(), after);  // empty at first: 0
  const auto last = plans.last_position(incident);
  if (after >= last) return true;
  const auto until = std::min(after + kPlanSlice, last);
  plans.add_siblings(incident, after, until, work.now);
  incident.plan_cursor = std::to_string(until);
  return false;
}

/// SHA-256 over what the plan would do, chained over its items in their order.
std::string plan_digest_of(Work& work, const Incident& incident) {
  store::IncidentTable incidents(work.store.sql);
  auto digest = digest_of(CanonicalJson()
                              .text("incident", incident.id.value)
                              .text("cause", to_text(incident.cause))
                              .text("reason", to_text(incident.reason))
                              .text("finding", incident.finding)
                              .number("deadline_at", to_unix(incident.deadline_at))
                              .number("plan", incident.plan.number)
                              .number("items", incident.plan.items));
  for (std::int64_t after = 0; after < incident.plan.items; after += kPlanSlice) {
    for (const auto& item : incidents.items(incident, after, kPlanSlice)) {
      digest += item.certificate.value;
      digest.append(1, ' ').append(item.serial).append(1, ' ').append(to_text(item.action)).append(1, '\n');
    }
    digest = digest_of(digest);
  }
  return digest;
}

}  // namespace

bool is_gathered(const Incident& incident) {
  return incident.state == IncidentState::planning && incident.plan_stage == kCount;
}

IncidentPlan measure_plan(Work& work, Incident incident) {
  store::IncidentPlanTable plans(work.store.sql);
  incident.plan.items = plans.last_position(incident);
  plans.count(incident.plan, incident.id);
  incident.plan.digest = plan_digest_of(work, incident);
  return incident.plan;
}

Result<std::int64_t> keep_plan(Work& work, const Incident& seen, const IncidentPlan& measured) {
  store::IncidentTable incidents(work.store.sql);
  auto incident = TRY(incidents.get(seen.id));
  if (incident.version != seen.version) return 0;
  incident.plan = measured;
  incident.plan.made_at = work.now;
  incident.state = IncidentState::planned;
  incident = TRY(incidents.update(std::move(incident)));
  record_event(work, "incident.planned", "incident", incident.id.value, {},
               CanonicalJson().number("items", incident.plan.items).text("plan_digest", incident.plan.digest));
  return 1;
}

Result<std::int64_t> make_plan_slice(Work& work, const IncidentId& id) {
  store::IncidentTable incidents(work.store.sql);
  auto incident = TRY(incidents.get(id));
  if (incident.state != IncidentState::planning || is_gathered(incident)) return 0;
  if (incident.plan_stage.empty()) incident.plan_stage = stage_after("");
  if (take_slice(work, incident)) {
    incident.plan_stage = stage_after(incident.plan_stage);
    incident.plan_cursor.clear();
  }
  TRY(incidents.update(std::move(incident)));
  return 1;
}

}  // namespace madoguchi
