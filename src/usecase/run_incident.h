#pragma once
#include "domain/incident.h"
#include "usecase/record.h"

/// What the machine does for an incident, a bounded step in a transaction of its own at a time. Whoever is killed in
/// between, or has a second node beside it, loses and doubles nothing: each step takes its rows by a number that only
/// one can move on.
namespace madoguchi {

/// Certificates in one transaction: long enough that the commit does not count, short enough that others get theirs.
inline constexpr std::int64_t kIncidentBatch = 2'000;
/// Mails of one incident: so many, then a rest, so that relay and customers' telephones are not flooded; and none while
/// more than so many of any incident are due and not sent, so that a slow relay is not buried under them.
inline constexpr std::int64_t kNoticesAtOnce = 100;
inline constexpr Seconds kNoticesRestSeconds{10};

/// One step of what `incident` is at: a slice of its plan (planning), a batch of its items (approved), some mails and
/// a look at the lists (executed). Returns how many rows it dealt with; 0 if there was nothing to do or another node
/// was faster. Opens transactions of its own.
///
/// A batch: the certificates are revoked, or tightened to keyCompromise, and stand in the next lists; their calendar is
/// closed (R74); for a cause with keyCompromise their keys are blocked for good and applications that ask for them end
/// (R63); open revocation applications for them end as carried out by another way; each certificate leaves an event,
/// each item its result, each address one notice to send.
std::int64_t step_incident(const Office& office, const Incident& incident, Time now,
                           std::int64_t batch = kIncidentBatch);

/// Incidents that wait for the machine, oldest first.
std::vector<Incident> unfinished_incidents(const Office& office, Time now);

/// One batch of an approved incident, in the caller's transaction.
Result<std::int64_t> run_incident_batch(Work& work, const IncidentId& id, std::int64_t batch);

}  // namespace madoguchi
