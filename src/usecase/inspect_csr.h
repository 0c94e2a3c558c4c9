#pragma once
#include <vector>

#include "domain/reissue_rules.h"
#include "usecase/checked_csr.h"

namespace madoguchi {

inline constexpr int kInspectionsMax = 60;  ///< of one account in an hour (rules 7.4.6): each costs some 20 ms

/// R49: a look at a request before 申込. Nothing is filed.
struct InspectCsr {
  ContractId contract;
  std::string csr;                                         ///< as pasted
  std::optional<CertificateId> old_certificate{};          ///< absent: the contract's last one, if it has one
  std::optional<OldCertificateEnd> old_certificate_end{};  ///< absent: not chosen yet; `none` for a continuation
  std::optional<ApplicationId> application{};              ///< a correction of this one
};

/// A sentence about the request; `mend`, where there is one, is the key of a command line that mends the fault.
struct CsrFault {
  std::string key;
  std::string mend;
};
struct CsrWarning {
  std::string key;
  SentenceParams params{};
};
struct CsrInspection {
  pki::Csr csr;                       ///< what it says; without its bytes
  std::vector<pki::MatchLine> names;  ///< beside the contract
  std::vector<CsrFault> faults;       ///< none: it may be filed
  SentenceParams params;              ///< of the faults' and commands' sentences
  std::vector<CsrWarning> warnings;   ///< R59, R60, R68, R76, and what the request asks for in vain
  /// If it were issued now (R59, R68, R71): absent without an old certificate, or without a chosen end.
  std::optional<Time> not_after{};
  std::optional<Time> old_certificate_ends_at{};
};

/// Refuses not_found and forbidden as filing does (R7, R8), too_many csr.too_many_inspections, field /old_certificate
/// certificate.not_found, and field /csr if nothing could be read: csr.private_key with all that follows on it
/// (read_pasted_csr), csr.no_block and its like.
Result<CsrInspection> inspect_csr(const Office& office, Time now, const Actor& actor, const InspectCsr& command);

}  // namespace madoguchi
