#pragma once
#include <string>

#include "usecase/record.h"

namespace madoguchi {

/// 緊急失効 (R62): somebody else has the private key.
struct SubmitEmergency {
  ContractId contract;
  CertificateId certificate;
  std::string reason_text;
  bool understood = false;  ///< R84
};

/// A compromise claim. With standing it is carried out at once, without a call: the certificates with that key of every
/// customer for whom the claimant may file, and has standing, are revoked as keyCompromise; nothing is blocked for
/// others until there is proof (R63). Any other claim, an officer's on behalf too, waits for two officers: task
/// decide_claim, 24 hours. The customer cannot withdraw it (R88). Where a case about the certificate is open already,
/// the authority's own too, the claim takes it over instead of being refused: with standing it is carried out, without
/// it the stricter of reason, legal cause and deadline hold from now on, and an officer's proposal falls. The answer is
/// then that case. Refuses not_found, forbidden (R7, R8); invalid /reason_text, /understood, /certificate; conflict
/// application.already_open if a claim without standing adds nothing to a case that waits.
Result<ApplicationId> submit_emergency(Work& work, const SubmitEmergency& command);

/// The same, once for a key (R96).
Result<ApplicationId> file_emergency(Work& work, const SubmitEmergency& command, const std::string& idempotency_key);

/// For so long after a password was set by a mailed code, and after a mandate began for a customer that had contracts
/// before, a claim needs the call: neither a read mailbox nor one officer ends certificates.
inline constexpr Seconds kStandingAfter{72 * 3600};
/// R63, R83: a subscriber who re-authenticated recently, is under no hold (R16), and for whom kStandingAfter is over.
bool has_standing(Work& work, const CustomerId& customer);

}  // namespace madoguchi
