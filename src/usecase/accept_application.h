#pragma once
#include "usecase/record.h"

namespace madoguchi {

inline constexpr int kFilingsPerDayMax = 20;

/// What follows on a filing of a kind that staff review (contact change, reissue, continuation), for an application
/// that was just added in state `submitted` or `awaiting_own_approval`: 受理 at once, a task for the review, a mail to
/// the registrant (R79; another one if the desk filed it, R104). One that awaits the customer's own approval (R8) waits
/// until `answer_until`, set here from the policy. too_many application.too_many: kFilingsPerDayMax of one account for
/// one contract, withdrawn ones too.
Result<Application> enter_application(Work& work, Application application, const Contract& contract);

/// The same for a correction (R98), its content written and its digest set: back to the review, or, where the customer
/// demands it, first to a second user's approval again (R8): what was approved before is another content.
Result<Application> enter_correction(Work& work, Application application, const Contract& contract);

/// The state in which a filing of the actor begins: R8 asks for a second user, unless the desk files it (R104).
Result<ApplicationState> state_at_filing(Work& work, const Contract& contract);

/// The customer's second user agrees (R8): from here on as if it were filed now, but for its date (R56). Needs a
/// password entered again and no hold (R16).
struct DecideOwn {
  ApplicationId id;
  std::int64_t version = 0;  ///< seen by the caller
};
Result<Application> approve_own(Work& work, const DecideOwn& command);
/// … or does not: the application is withdrawn.
Result<Application> decline_own(Work& work, const DecideOwn& command);

/// stale "record.changed" if the caller has seen another version (If-Match).
Result<void> require_version(const Application& application, std::int64_t seen);

}  // namespace madoguchi
