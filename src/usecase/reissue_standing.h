#pragma once
#include "domain/reissue_rules.h"
#include "usecase/record.h"

namespace madoguchi {

/// What the rules of domain/reissue_rules.h ask about a contract before an application of `kind`. `except` is an
/// application that does not stand in its own way: the one that is corrected or executed.
ReissueFacts reissue_facts(Work& work, ApplicationKind kind, const Contract& contract,
                           const std::optional<Certificate>& old_certificate,
                           const std::optional<ApplicationId>& except = {});

/// The certificate that one would reissue or continue: of those not revoked the one that ends last; absent if none.
std::optional<Certificate> last_certificate(Work& work, const ContractId& contract);

/// The product of a contract. A Failure if the policy does not know it.
const Product& product_of(const Work& work, const Contract& contract);

}  // namespace madoguchi
