#pragma once
#include <optional>
#include <string_view>

#include "domain/contract.h"
#include "pki/csr.h"
#include "pki/match_names.h"
#include "usecase/work.h"

namespace madoguchi {

/// What a customer pasted for a CSR, judged by itself: what could be read, and everything that is wrong with it.
/// Whether a contract takes it is contract_faults()' to say. Only read_pasted_csr makes one.
class PastedCsr {
 public:
  /// Absent if nothing could be read; then the faults say why.
  const std::optional<pki::Csr>& csr() const { return csr_; }
  /// Every fault at /csr: csr.*, key.*; none: sound by itself.
  const Refusal& faults() const { return faults_; }

 private:
  friend PastedCsr read_pasted_csr(const Office& office, Time now, const Actor& actor, std::string_view text);
  PastedCsr() = default;
  std::optional<pki::Csr> csr_;
  Refusal faults_{.code = ErrorCode::invalid, .message = "input.invalid"};
};

/// Reads what was pasted, before any transaction for writing: an RSA key takes some 20 ms. If a private key was pasted
/// (R117), the fault is csr.private_key and nothing of the text is kept; its keys count as compromised from now on, by
/// the one path of all proofs by key (take_pasted_keys): blocked for good, certificates with them revoked
/// (rules 1.2.5). That is a transaction of its own, which outlives the refusal.
PastedCsr read_pasted_csr(const Office& office, Time now, const Actor& actor, std::string_view text);

/// The names that a certificate of the contract has.
pki::WantedNames wanted_names(const Contract& contract);

/// R48, R49: what only the contract and the database can say of a request: csr.differs_*; key.blocked, key.used_before,
/// key.asked_for. `except` is the application that is being corrected: it does not stand in its own way.
Refusal contract_faults(Work& work, const Contract& contract, const pki::Csr& csr,
                        const std::optional<ApplicationId>& except = {});

}  // namespace madoguchi
