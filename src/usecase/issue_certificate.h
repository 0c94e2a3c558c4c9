#pragma once
#include <optional>

#include "pki/certificate.h"
#include "usecase/issuing_authority.h"
#include "usecase/record.h"

/// Steps 6 to 10 of the life of an item (ARCHITECTURE.md): what is approved becomes a certificate, once. Two
/// transactions with the signature between them; job/issue_due.h runs them.
namespace madoguchi {

/// What came of taking up an issuance that is due.
enum class IssueOutcome : std::uint8_t {
  begun,      ///< the intent stands: sign it
  lost,       ///< an earlier attempt was cut off between intent and certificate: closed, a new one is due
  halted,     ///< a rule forbids it: back to a person, with a task
  cancelled,  ///< nothing is left of the contract (R75)
  put_off,    ///< suspended (R90) or in dispute (R122): it waits
  gone,       ///< withdrawn or done meanwhile: nothing to do
};
struct BegunIssue {
  IssueOutcome outcome = IssueOutcome::gone;
  std::optional<pki::PreparedCertificate> prepared{};  ///< with `begun`
};

/// How long an issuance that cannot go on waits before it is looked at again.
inline constexpr Seconds kIssueWaitSeconds{10 * 60};
/// After so many failures in a row the desk gets an alarm (R70, R77).
inline constexpr std::int64_t kIssueFailuresAlarm = 3;
/// 1, 2, 4, … minutes, at most an hour.
Seconds issue_back_off(std::int64_t failures);

/// Transaction A. Everything is checked again at execution: state, contract and its time (R23, R75), dispute and
/// suspension, standing by the date of the filing (R23: the grant, the old certificate), approval and content (R102),
/// checklist and evidence in date (R123), blocked and weak keys (R63, rules 1.2.3), generations (R72). Then plan, lint,
/// prepare; the intent (serial and to-be-signed bytes) is recorded. A row with an intent that nobody finished is closed
/// as *lost*: its serial is never used again and goes into the CRL, because a certificate with it may exist; the reason
/// there is `unspecified`, which a CRL expresses by leaving it out (BR 7.2.2), since nobody can say more of a
/// certificate that nobody has. Refuses conflict if another process was quicker.
Result<BegunIssue> begin_issue(Work& work, const IssuingAuthority& authority, const IssuanceId& id);

/// The certificate as it would be planned and judged if it were issued now, for whoever reviews it; nothing is recorded
/// and its serial will be another one. Refuses not_found, and lint.failed as lint() does.
Result<LintedPlan> foresee_issue(Work& work, const IssuingAuthority& authority, const ApplicationId& id);

/// Transaction B: certificate, application done, the end of the old certificate (即日失効 here and now, 後日失効 at
/// exactly 14 × 24 h from now), the grant used up, mails. The bytes must carry exactly the intent's; anything else is a
/// Failure. Refuses conflict "issuance.not_open" if the intent was closed meanwhile: the certificate is then not kept,
/// its serial is in the CRL already.
Result<CertificateId> keep_certificate(Work& work, const IssuingAuthority& authority, const IssuanceId& id,
                                       const Bytes& der);

/// Gives an intent up and makes the next attempt due at `due_at`; does nothing if it is closed already.
Result<void> lose_intent(Work& work, const IssuanceId& id, Time due_at);

/// The key is away (a token was pulled out): the attempt stays due, no failure is counted, no serial is spent.
Result<void> hold_issue(Work& work, const IssuanceId& id);

/// An attempt failed before its intent stood: it is due again later, and the desk is told after kIssueFailuresAlarm.
Result<void> postpone_issue(Work& work, const IssuanceId& id);

}  // namespace madoguchi
