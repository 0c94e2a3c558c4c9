#pragma once
#include <optional>
#include <string>

#include "domain/reissue_rules.h"
#include "usecase/checked_csr.h"
#include "usecase/record.h"

namespace madoguchi {

inline constexpr std::size_t kReasonTextPointsMax = 1000;
inline constexpr int kCsrsFiledMax = 60;  ///< requests with a CSR of one account in an hour, corrections included

/// The subscriber agreement as the screen showed it (R120).
struct ShownAgreement {
  std::string version;
  std::string text_sha256;
};

/// What the forms of 再発行申請 and 継続発行 hold, typed. What is missing is refused with its field.
struct SubmitReissue {
  ApplicationKind kind = ApplicationKind::reissue;  ///< or continuation, first_issue
  ContractId contract;
  CertificateId old_certificate;                           ///< which one (R24); a first issue has none
  std::optional<ReissueReason> reason{};                   ///< R47; a continuation has none
  std::optional<KeyExposure> key_exposure{};               ///< R47: with key_lost
  std::string reason_text;                                 ///< required with `other`
  std::optional<OldCertificateEnd> old_certificate_end{};  ///< R58: no default; a continuation has none
  std::string csr;                                         ///< as pasted
  std::optional<ShownAgreement> agreement{};               ///< ticked; must be the one in force
  std::optional<std::int64_t> version_seen{};              ///< of the contract, if the caller names it (R23)
};

/// 再発行申請 or 継続発行, by a subscriber or by an officer on behalf (R104). Accepted at once (R79), or waiting for
/// the customer's own approval (R8). Refuses
/// - not_found, forbidden: R7, R8, R6 session.reauthenticate_needed, R16 account.held;
/// - invalid, with every field at once: /old_certificate, /reason, /reason_text, /key_exposure, /old_certificate_end,
///   /csr (csr.*, key.*), /agreement;
/// - stale record.changed: the form was filled in from an older state of the contract (R23);
/// - policy: may_reissue() and may_continue() (R22, R51–R57, R122), reissue.use_emergency (R47),
///   reissue.too_many_generations (R72); conflict application.already_open,
///   reissue.other_kind_open (R95).
Result<ApplicationId> submit_reissue(Work& work, const SubmitReissue& command, const PastedCsr& csr);

/// The same with its own transactions: counts the try of whoever may file (too_many csr.too_many_inspections), reads
/// the request, files it once for `idempotency_key` (R96).
Result<ApplicationId> file_reissue(const Office& office, Time now, const Actor& actor, const SubmitReissue& command,
                                   const std::string& idempotency_key);

/// The correction of an application that was sent back (R56: the first date stays). Everything is judged anew; ticks of
/// the checklist are cleared, because they were made of something else.
struct ResubmitReissue {
  ApplicationId id;
  std::int64_t version = 0;
  SubmitReissue form;  ///< contract and kind are the application's
};
Result<Application> resubmit_reissue(Work& work, const ResubmitReissue& command, const PastedCsr& csr);
Result<Application> refile_reissue(const Office& office, Time now, const Actor& actor, const ResubmitReissue& command);

}  // namespace madoguchi
