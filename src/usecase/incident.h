#pragma once
#include "domain/can.h"
#include "domain/incident.h"
#include "usecase/record.h"

/// An incident in the hands of the officers (R100, R102, R105). Nobody's application stands behind it: two people do.
namespace madoguchi {

struct OpenIncident {
  IncidentCause cause = IncidentCause::key_compromise;
  std::string finding;                ///< required; for the file
  std::optional<Time> known_since{};  ///< when the clock began (BR 4.9.5); absent: now
  std::vector<Criterion> criteria{};
  std::optional<IncidentQuery> query{};
};
/// Roles reviewer, approver, revoker. Reason and deadline follow from the cause (rules 2.1). Refuses invalid /finding,
/// /known_since, /criteria/N, /query/issued_until, /query/product, too_large "/criteria".
Result<Incident> open_incident(Work& work, const OpenIncident& command);
/// The same, once for (officer, key) (R96).
Result<IncidentId> file_incident(Work& work, const OpenIncident& command, const std::string& idempotency_key);

/// More values, while it is `collecting` or `planned` (then the plan is void). Same roles. Whoever adds some has a hand
/// in who is hit, and approves no plan of this incident. wrong_state "incident.wrong_state", stale, invalid
/// /criteria/N, /criteria for none or for more than kCriteriaMax.
Result<Incident> add_to_incident(Work& work, const IncidentId& id, std::int64_t version,
                                 const std::vector<Criterion>& criteria);

/// Asks for a plan, the first or a new one: the machine makes it (job/incidents). Nothing else changes. Same roles.
Result<Incident> plan_incident(Work& work, const IncidentId& id, std::int64_t version);

/// The second person's word, bound to exactly what was shown: `digest` is the plan's. Roles approver, revoker; never
/// who opened the incident or asked for the plan: forbidden "application.needs_second_person"; nor who added values:
/// forbidden "incident.own_values". conflict "incident.other_plan" for another digest, "incident.plan_too_old" after
/// kPlanLifetimeSeconds, "incident.nobody_hit". From here on the machine carries it out; nothing takes it back.
Result<Incident> approve_incident(Work& work, const IncidentId& id, std::int64_t version, const std::string& digest);

/// Given up before it was approved. Roles as for opening it.
Result<Incident> withdraw_incident(Work& work, const IncidentId& id, std::int64_t version);

/// Any officer (R100); notes nothing: no personal data is shown.
Result<Incident> show_incident(Work& work, const IncidentId& id);
struct IncidentView {
  Incident incident;
  std::int64_t criteria = 0;  ///< how many values say who is meant
  std::vector<Can> can{};     ///< add, plan, approve, withdraw (R22)
};
Result<IncidentView> view_incident(Work& work, const IncidentId& id);
struct IncidentList {
  std::vector<Incident> incidents;  ///< the newest 100
  std::vector<Can> can;             ///< incidents, to open one
};
Result<IncidentList> list_incidents(Work& work);
inline constexpr std::int64_t kIncidentItemsPage = 200;
/// Of the plan that stands, by position, those over `after`; perhaps only those that it found revoked or expired.
Result<std::vector<IncidentItem>> list_incident_items(Work& work, const IncidentId& id, std::int64_t after,
                                                      IncidentItems which = IncidentItems::all);

}  // namespace madoguchi
