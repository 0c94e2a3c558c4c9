#pragma once
#include <vector>

#include "domain/revocation_rules.h"
#include "usecase/record.h"

/// What every step of a revocation needs: the case as a whole, and what its beginning and its end do to others.
namespace madoguchi {

struct RevocationCase {
  Application application;
  RevocationRequest request;
  Contract contract;
};
/// not_found "application.not_found" if it is not the actor's to see (R7), or of another kind.
Result<RevocationCase> revocation_case(Work& work, const ApplicationId& id);
/// The same, for a decision on what the caller saw: stale "record.changed" (R23).
Result<RevocationCase> revocation_case(Work& work, const ApplicationId& id, std::int64_t version);

/// The certificates that the request names now: one, all of the contract, or all with the key (R63).
std::vector<Certificate> certificates_asked_for(Work& work, const RevocationCase& matter);
/// The serials of those that live, for a reader: "1234…, 5678…", or "-".
std::string serials_of(const std::vector<Certificate>& certificates, Time now);

/// R90: an accepted 解約 stops the contract's other applications where they are, but for another revocation. Of an
/// issue under way the intent is lost. Does nothing for a single certificate.
Result<void> suspend_others(Work& work, const RevocationCase& matter);
/// R90: a revocation ended without being carried out (rejected, withdrawn, 期限満了): what a 解約 had suspended goes
/// on, the contract is in force again (or still being opened: it has had no certificate), a dated request is off the
/// calendar (R92). Call after the step, for any kind.
Result<void> resume_others(Work& work, const Application& ended);

/// The values of mails about a revocation: {scope}, {serial}, {accepted_at}, {reason}.
SentenceParams revocation_values(const Work& work, const RevocationCase& matter, const std::string& serials,
                                 Language language);

/// The canonical form of what the officers are shown (R102).
CanonicalJson revocation_content(const RevocationRequest& request);

}  // namespace madoguchi
