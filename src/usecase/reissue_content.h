#pragma once
#include "base/json.h"
#include "domain/certificate.h"
#include "domain/reissue.h"
#include "usecase/record.h"

namespace madoguchi {

/// What an approver is shown of a reissue, continuation or first issue, in canonical form: the request, and everything
/// of the contract that goes into the certificate (R102). Its digest is what an approval binds to; a contract that is
/// corrected meanwhile has another one.
CanonicalJson reissue_content(const Contract& contract, const std::optional<Certificate>& old_certificate,
                              const Reissue& reissue, const AgreementAcceptance& agreement);

/// The certificate that the application replaces or continues; absent for a first issue.
Result<std::optional<Certificate>> old_certificate_of(Work& work, const Reissue& reissue);

/// The digest of the content as it stands in the database now.
Result<std::string> current_reissue_digest(Work& work, const Application& application);

}  // namespace madoguchi
