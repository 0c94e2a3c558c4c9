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

/// A compromise claim. With standing (a subscriber who has just re-authenticated and is under no hold) it is carried
/// out at once, without a call: the certificates with that key of every customer for whom the claimant may file are
/// revoked as keyCompromise; nothing is blocked for others until there is proof (R63). Any other claim, an officer's on
/// behalf too, waits for two officers: task decide_claim, 24 hours. The customer cannot withdraw it (R88).
/// Refuses not_found, forbidden (R7, R8); invalid /reason_text, /understood, /certificate; conflict
/// application.already_open.
Result<ApplicationId> submit_emergency(Work& work, const SubmitEmergency& command);

/// The same, once for a key (R96).
Result<ApplicationId> file_emergency(Work& work, const SubmitEmergency& command, const std::string& idempotency_key);

/// R63, R83: a subscriber who re-authenticated recently and is under no hold.
bool has_standing(const Work& work);

}  // namespace madoguchi
