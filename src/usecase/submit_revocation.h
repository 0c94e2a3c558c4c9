#pragma once
#include "domain/revocation_rules.h"
#include "usecase/record.h"

namespace madoguchi {

/// What the form 失効申請 holds, typed; what is missing is refused with its field.
struct SubmitRevocation {
  ContractId contract;
  std::optional<RevocationScope> scope{};      ///< この証明書だけ / 契約全体(解約): nothing preselected (R24)
  std::optional<CertificateId> certificate{};  ///< which one; only for one certificate
  std::optional<RevocationReason> reason{};    ///< absent: none given (R85)
  std::string reason_text;                     ///< 取消理由
  std::optional<Time> wished_at{};             ///< R92
  bool understood = false;                     ///< R84
  std::string typed_dns_name;                  ///< R84
  std::optional<std::int64_t> version_seen{};  ///< of the contract, if the caller names it (R23)
};

/// 失効(解約)申請 by a subscriber who has just entered the password again (R6), or by an officer on behalf (R104).
/// Accepted at once (R79): mail to registrant and technical contact, a task to call with the legal deadline (R83).
/// A 解約 suspends the contract's other applications (R90). A hold stops nothing but is remembered: such a request
/// needs the call, a proof by the key, or two officers (R16). Reason keyCompromise goes the emergency's way (R63): the
/// answer is then the id of an emergency_revocation.
/// Refuses
/// - not_found, forbidden: R7, R8, R6 session.reauthenticate_needed;
/// - stale record.changed: what is revoked might not be what was shown, a certificate having been issued meanwhile
/// (R23);
/// - invalid, every field at once: as check_wish(), /scope and /certificate input.required, certificate.not_found,
///   revocation.already_revoked, revocation.already_expired, revocation.not_with_contract; /reason
///   revocation.compromise_of_one (compromise is a matter of one certificate's key); /wished_at
///   revocation.wish_after_schedule (R64);
/// - policy revocation.contract_ended; conflict application.already_open (R95).
Result<ApplicationId> submit_revocation(Work& work, const SubmitRevocation& command);

/// The same, once for a key (R96).
Result<ApplicationId> file_revocation(Work& work, const SubmitRevocation& command, const std::string& idempotency_key);

/// The certificate `id` of the contract for a request of its revocation, with the faults of /certificate.
Result<Certificate> certificate_to_revoke(Work& work, const Contract& contract, const std::optional<CertificateId>& id);

}  // namespace madoguchi
