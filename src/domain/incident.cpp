#include "domain/incident.h"

#include "base/result.h"
#include "domain/legal_limits.h"

namespace madoguchi {
namespace {

struct CauseRule {
  IncidentCause cause;
  LimitOf limit;
  RevocationReason reason;
};
/// Rules 2.1, line by line.
constexpr CauseRule kCauses[] = {
    {IncidentCause::key_compromise, LimitOf::revocation_urgent, RevocationReason::key_compromise},
    {IncidentCause::weak_key, LimitOf::revocation_urgent, RevocationReason::key_compromise},
    {IncidentCause::validation_unreliable, LimitOf::revocation_urgent, RevocationReason::superseded},
    {IncidentCause::key_parameters, LimitOf::revocation_other, RevocationReason::superseded},
    {IncidentCause::misuse, LimitOf::revocation_other, RevocationReason::privilege_withdrawn},
    {IncidentCause::agreement_breach, LimitOf::revocation_other, RevocationReason::privilege_withdrawn},
    {IncidentCause::name_no_longer_permitted, LimitOf::revocation_other, RevocationReason::cessation_of_operation},
    {IncidentCause::misleading_wildcard, LimitOf::revocation_other, RevocationReason::privilege_withdrawn},
    {IncidentCause::information_changed, LimitOf::revocation_other, RevocationReason::privilege_withdrawn},
    {IncidentCause::not_as_required, LimitOf::revocation_other, RevocationReason::superseded},
    {IncidentCause::information_inaccurate, LimitOf::revocation_other, RevocationReason::privilege_withdrawn},
    {IncidentCause::right_to_issue_ends, LimitOf::revocation_other, RevocationReason::unspecified},
    {IncidentCause::required_by_cps, LimitOf::revocation_other, RevocationReason::unspecified},
    {IncidentCause::key_method_flawed, LimitOf::revocation_other, RevocationReason::key_compromise},
};

const CauseRule& rule_of(IncidentCause cause) {
  for (const auto& rule : kCauses) {
    if (rule.cause == cause) return rule;
  }
  throw Failure("a cause without a rule");
}

}  // namespace

RevocationReason reason_of(IncidentCause cause) {
  return rule_of(cause).reason;
}

Time deadline_of(IncidentCause cause, Time known_since) {
  return known_since + legal_limit(rule_of(cause).limit, known_since).value;
}

std::optional<Seconds> time_left(const Incident& incident, Time now) {
  const auto done = incident.next_position - 1, left = incident.plan.items - done;
  if (incident.state != IncidentState::approved || done == 0 || left <= 0) return {};
  const auto spent = now - incident.approved_at.value();
  return Seconds((spent.count() * left + done - 1) / done);
}

}  // namespace madoguchi
