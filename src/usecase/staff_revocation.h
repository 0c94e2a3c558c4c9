#pragma once
#include "domain/revocation_rules.h"
#include "usecase/record.h"

namespace madoguchi {

/// Revocation by the authority (R105): a problem report, a mis-issue, a breach. No customer is asked.
struct StaffRevocation {
  CertificateId certificate;
  RevocationReason reason = RevocationReason::privilege_withdrawn;  ///< not unspecified: we know why
  LegalCause legal_cause = LegalCause::within_24_hours;  ///< not `none`: then nobody but the customer asks. A
                                                         ///< compromise leaves 24 hours
  std::optional<Time> known_since{};          ///< when we, or our reporter, knew: the clock began then; absent: now
  std::string reason_text;                    ///< the finding, for the file, required
  std::optional<EnquiryId> problem_report{};  ///< what led to it, and is decided by it
};
/// Files it and is its first officer: another revoker must agree (agree_decision), as always without a confirmation
/// (R83, R102). Deadline 24 hours or 5 days from knowledge (BR 4.9.1.1). With reason keyCompromise the finding counts
/// as evidence of our own: every customer's certificates with the key go, and it is blocked (R63). Nothing of it can be
/// withdrawn; a disagreeing second officer returns it, and the clock goes on. Role revoker. Refuses invalid /reason,
/// /legal_cause, /known_since, /reason_text, /certificate, /problem_report; conflict application.already_open.
Result<ApplicationId> file_staff_revocation(Work& work, const StaffRevocation& command,
                                            const std::string& idempotency_key);

}  // namespace madoguchi
