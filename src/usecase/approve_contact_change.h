#pragma once
#include "usecase/record.h"

namespace madoguchi {

/// The registrant, or the organisation, confirmed a change of the registrant's number or address on a number that
/// stood on file before the application (R40): an evidence record of kind contact_verification.
struct VerifyContactChange {
  ApplicationId id;
  std::int64_t version = 0;
  VerifiedNumberId number;  ///< that was called (R119)
  std::string person;       ///< spoken to
  std::string note;
};
/// By a reviewer or a caller, while the application is under review. Refuses forbidden, wrong_state
/// application.not_under_review, stale record.changed, and fields /number number.not_found,
/// number.not_on_file_before, /person input.required.
Result<EvidenceId> verify_contact_change(Work& work, const VerifyContactChange& command);

/// 承認 and completion of a 担当者変更申請, in one transaction (R37): contacts end and begin (R45), the completion is
/// told to the old and the new address of each changed contact and to the registrant (R38, R128). A changed number of
/// the registrant is not a verified one: nothing may be confirmed on it until somebody has found it elsewhere (R119).
struct ApproveContactChange {
  ApplicationId id;
  std::int64_t version = 0;
  std::string content_digest;           ///< of the difference that the officer saw (R102)
  bool conflicts_acknowledged = false;  ///< the officer saw what the desk corrected meanwhile (R44)
};
/// Refuses as take_step does; stale record.changed; policy contact_change.verification_needed (R40), checklist.*,
/// contract.not_in_force, contract.disputed; conflict contact_change.recheck_needed with the fields in question;
/// invalid with fields if what would stand on file is not fit (R29, R39).
Result<Application> approve_contact_change(Work& work, const ApproveContactChange& command);

}  // namespace madoguchi
