#include "usecase/incident.h"

#include <algorithm>

#include "domain/plain_text.h"
#include "store/incident_table.h"
#include "usecase/can_line.h"
#include "usecase/guard.h"
#include "usecase/watch_incident.h"

namespace madoguchi {
namespace {

constexpr std::size_t kFindingPointsMax = 2000;
constexpr std::size_t kOrganizationBytesMax = 1000;

bool is_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_good(const Criterion& criterion) {
  switch (criterion.kind) {
    case CriterionKind::serial:
      return is_hex(criterion.value, 32);
    case CriterionKind::spki_sha256:
      return is_hex(criterion.value, 64);
    case CriterionKind::dns_name:
      return !criterion.value.empty() && criterion.value.size() <= 253;
    case CriterionKind::organization:
      return !criterion.value.empty() && criterion.value.size() <= kOrganizationBytesMax;
  }
  return false;
}

Result<void> check_criteria(const std::vector<Criterion>& criteria) {
  if (criteria.size() > kCriteriaAtOnceMax) return refuse_field("/criteria", "incident.too_many_criteria");
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    if (!is_good(criteria[i])) return refuse_field("/criteria/" + std::to_string(i), "incident.bad_criterion");
  }
  return {};
}

Result<void> check_query(const Work& work, const OpenIncident& command) {
  if (!command.query) {
    if (command.criteria.empty()) return refuse_field("/criteria", "incident.whom_required");
    return {};
  }
  const auto& query = *command.query;
  if (query.issued_until < query.issued_from) return refuse_field("/query/issued_until", "incident.bad_period");
  if (!query.product.empty() && !work.policy().products.contains(query.product)) {
    return refuse_field("/query/product", "input.not_a_choice");
  }
  return {};
}

Result<void> require_may_open(const Work& work) {
  TRY(require_role(work, {Role::reviewer, Role::approver, Role::revoker}));
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  return {};
}

Result<Incident> get(Work& work, const IncidentId& id, std::int64_t version,
                     std::initializer_list<IncidentState> states) {
  auto incident = TRY(store::IncidentTable(work.store.sql).get(id));
  if (std::ranges::find(states, incident.state) == states.end()) {
    return refuse(ErrorCode::wrong_state, "incident.wrong_state");
  }
  if (incident.version != version) return refuse(ErrorCode::stale, "record.changed");
  return incident;
}

/// One line for each value, in the order in which they were given.
std::string lines_of(const std::vector<Criterion>& criteria) {
  std::string text;
  for (const auto& one : criteria) {
    text.append(to_text(one.kind)).append(1, ' ').append(one.value).append(1, '\n');
  }
  return text;
}

void note(Work& work, const Incident& incident, std::string_view action, const std::vector<Criterion>& values = {}) {
  CanonicalJson body;
  body.text("cause", to_text(incident.cause))
      .number("items", incident.plan.items)
      .text("plan_digest", incident.plan.digest)
      .text("state", to_text(incident.state));
  if (!values.empty()) {
    body.number("values", std::ssize(values))
        .text("values_digest", work.office.secret.keyed_digest(purpose::event_values, lines_of(values)));
  }
  record_event(work, "incident." + std::string(action), "incident", incident.id.value, {}, body);
}

void forget_plan(Incident& incident) {
  const auto number = incident.plan.number;
  incident.plan = IncidentPlan{};
  incident.plan.number = number;
}

/// Everything that approving asks for, but the plan's digest.
Result<void> require_may_approve(Work& work, const Incident& incident) {
  TRY(require_role(work, {Role::approver, Role::revoker}));
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  if (incident.state != IncidentState::planned) return refuse(ErrorCode::wrong_state, "incident.wrong_state");
  const auto& me = *work.actor.officer;
  if (me == incident.opened_by || me == incident.planned_by) {
    return refuse(ErrorCode::forbidden, "application.needs_second_person");
  }
  if (store::IncidentTable(work.store.sql).added_values(incident.id, me)) {
    return refuse(ErrorCode::forbidden, "incident.own_values");
  }
  if (work.now - incident.plan.made_at.value() > kPlanLifetimeSeconds) {
    return refuse(ErrorCode::conflict, "incident.plan_too_old");
  }
  if (incident.plan.items == 0) return refuse(ErrorCode::conflict, "incident.nobody_hit");
  return {};
}

}  // namespace

Result<Incident> open_incident(Work& work, const OpenIncident& command) {
  TRY(require_may_open(work));
  const auto finding = parse_lines(command.finding, kFindingPointsMax);
  if (!finding) return refuse_field("/finding", finding.error().message);
  if (finding->empty()) return refuse_field("/finding", "input.required");
  const Time known_since = command.known_since.value_or(work.now);
  if (known_since > work.now) return refuse_field("/known_since", "revocation.known_in_future");
  TRY(check_query(work, command));
  TRY(check_criteria(command.criteria));
  const auto id = new_id<IncidentId>(work.random());
  const auto number = new_receipt_number(work.random());
  const Incident incident{.id = id,
                          .number = number,
                          .cause = command.cause,
                          .reason = reason_of(command.cause),
                          .finding = *finding,
                          .known_since = known_since,
                          .deadline_at = deadline_of(command.cause, known_since),
                          .query = command.query,
                          .opened_by = *work.actor.officer,
                          .opened_at = work.now};
  store::IncidentTable incidents(work.store.sql);
  incidents.add(incident);
  incidents.add_criteria(id, command.criteria);
  note(work, incident, "opened", command.criteria);
  return incident;
}

Result<IncidentId> file_incident(Work& work, const OpenIncident& command, const std::string& idempotency_key) {
  TRY(require_may_open(work));
  CanonicalJson asked;
  asked.text("cause", to_text(command.cause)).text("finding", command.finding);
  if (command.known_since) asked.number("known_since", to_unix(*command.known_since));
  asked.text("criteria", digest_of(lines_of(command.criteria)));
  if (command.query) {
    asked.number("issued_from", to_unix(command.query->issued_from))
        .number("issued_until", to_unix(command.query->issued_until))
        .text("product", command.query->product);
  }
  return once<IncidentId>(work, idempotency_key, digest_of(asked), [&]() -> Result<IncidentId> {
    const auto opened = TRY(open_incident(work, command));
    return opened.id;
  });
}

Result<Incident> add_to_incident(Work& work, const IncidentId& id, std::int64_t version,
                                 const std::vector<Criterion>& criteria) {
  TRY(require_may_open(work));
  if (criteria.empty()) return refuse_field("/criteria", "incident.whom_required");
  TRY(check_criteria(criteria));
  auto incident = TRY(get(work, id, version, {IncidentState::collecting, IncidentState::planned}));
  store::IncidentTable incidents(work.store.sql);
  incidents.add_criteria(id, criteria);
  incidents.note_added_by(id, *work.actor.officer, work.now);
  if (incidents.criteria(id) > kCriteriaMax) return refuse_field("/criteria", "incident.too_many_criteria");
  incident.state = IncidentState::collecting;
  forget_plan(incident);
  incident = TRY(incidents.update(std::move(incident)));
  note(work, incident, "values_added", criteria);
  return incident;
}

Result<Incident> plan_incident(Work& work, const IncidentId& id, std::int64_t version) {
  TRY(require_may_open(work));
  auto incident = TRY(get(work, id, version, {IncidentState::collecting, IncidentState::planned}));
  forget_plan(incident);
  ++incident.plan.number;
  incident.planned_by = work.actor.officer;
  incident.state = IncidentState::planning;
  incident.plan_stage.clear();
  incident.plan_cursor.clear();
  incident = TRY(store::IncidentTable(work.store.sql).update(std::move(incident)));
  note(work, incident, "plan_asked_for");
  return incident;
}

Result<Incident> approve_incident(Work& work, const IncidentId& id, std::int64_t version, const std::string& digest) {
  TRY(require_role(work, {Role::approver, Role::revoker}));
  auto incident = TRY(get(work, id, version, {IncidentState::planned}));
  TRY(require_may_approve(work, incident));
  if (digest != incident.plan.digest) return refuse(ErrorCode::conflict, "incident.other_plan");
  incident.state = IncidentState::approved;
  incident.approved_by = work.actor.officer;
  incident.approved_at = work.now;
  incident = TRY(store::IncidentTable(work.store.sql).update(std::move(incident)));
  end_incident_alarm(work, id);
  note(work, incident, "approved");
  return incident;
}

Result<Incident> withdraw_incident(Work& work, const IncidentId& id, std::int64_t version) {
  TRY(require_may_open(work));
  auto incident =
      TRY(get(work, id, version, {IncidentState::collecting, IncidentState::planning, IncidentState::planned}));
  end_incident_alarm(work, id);
  if (incident.state == IncidentState::planned) alarm_withdrawn(work, incident);
  incident.state = IncidentState::withdrawn;
  incident = TRY(store::IncidentTable(work.store.sql).update(std::move(incident)));
  note(work, incident, "withdrawn");
  return incident;
}

Result<Incident> show_incident(Work& work, const IncidentId& id) {
  if (work.actor.kind == ActorKind::subscriber) return refuse(ErrorCode::forbidden, "forbidden");
  return store::IncidentTable(work.store.sql).get(id);
}

Result<IncidentView> view_incident(Work& work, const IncidentId& id) {
  auto incident = TRY(show_incident(work, id));
  const auto criteria = store::IncidentTable(work.store.sql).criteria(id);
  const auto within = [&](std::initializer_list<IncidentState> states) -> Result<void> {
    TRY(require_may_open(work));
    if (std::ranges::find(states, incident.state) == states.end()) {
      return refuse(ErrorCode::wrong_state, "incident.wrong_state");
    }
    return {};
  };
  const auto open = within({IncidentState::collecting, IncidentState::planned});
  std::vector<Can> can{
      can_line("add", open), can_line("plan", open), can_line("approve", require_may_approve(work, incident)),
      can_line("withdraw", within({IncidentState::collecting, IncidentState::planning, IncidentState::planned}))};
  return IncidentView{.incident = std::move(incident), .criteria = criteria, .can = std::move(can)};
}

Result<IncidentList> list_incidents(Work& work) {
  if (work.actor.kind == ActorKind::subscriber) return refuse(ErrorCode::forbidden, "forbidden");
  auto newest = store::IncidentTable(work.store.sql).newest(100);
  std::vector<Can> can{can_line("incidents", require_may_open(work))};
  return IncidentList{.incidents = std::move(newest), .can = std::move(can)};
}

Result<std::vector<IncidentItem>> list_incident_items(Work& work, const IncidentId& id, std::int64_t after,
                                                      IncidentItems which) {
  const auto incident = TRY(show_incident(work, id));
  return store::IncidentTable(work.store.sql).items(incident, after, kIncidentItemsPage, which);
}

}  // namespace madoguchi
