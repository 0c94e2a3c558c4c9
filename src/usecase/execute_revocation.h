#pragma once
#include "usecase/revocation_matters.h"

namespace madoguchi {

/// What follows on a confirmation, in its transaction: a dated request goes on the calendar (R92), any other is carried
/// out at once. `basis` is what confirmed it. The application must be `confirmed`.
Result<Application> after_confirmation(Work& work, Application application, RevocationBasis basis);

/// 失効実行, by the machine, all or nothing:
/// - every certificate asked for that lives is revoked and stands in the next CRL; one that was revoked before for
///   another reason is tightened to keyCompromise where the key is proved compromised (rules 2.4.2);
/// - its calendar is closed: superseded_by_cancellation (R73), revoked_before (R74), done for its own date;
/// - proof blocks the key for good, for everybody (R63);
/// - 解約 ends the contract and cancels its open applications; else only those that ask for this key (R90);
/// - mails to registrant, technical and billing contact of each contract (R87); the next working day's look-over of
///   what one officer, or none, decided (R102).
/// Ends as `done`; as `expired` if everything asked for expired before (R89); as `cancelled` if it was revoked by
/// another way meanwhile. Refuses wrong_state unless `confirmed`: twice changes nothing.
Result<Application> execute_revocation(Work& work, Application application);

/// R63, R90: the open applications for a certificate with this key end, with the reason for their owners.
Result<void> cancel_those_asking_for(Work& work, const std::string& spki_sha256);

/// The key is known to others: every unexpired certificate with it, of whatever customer, is revoked or tightened, open
/// applications that ask for it end, and it is blocked for good (R63; BR 6.1.1.3, 6.1.2; rules 2.4). Also for a private
/// key that somebody pasted anywhere (R117). `why` is a word for the event. Returns how many certificates changed.
Result<std::int64_t> revoke_compromised_key(Work& work, const std::string& spki_sha256, std::string_view why,
                                            const std::optional<ApplicationId>& application = {});

}  // namespace madoguchi
