#pragma once
#include "domain/reissue.h"
#include "domain/reissue_rules.h"
#include "usecase/record.h"

namespace madoguchi {

/// What the rules of domain/reissue_rules.h ask about a contract before an application of `kind`. `except` is an
/// application that does not stand in its own way: the one that is corrected or executed.
ReissueFacts reissue_facts(Work& work, ApplicationKind kind, const Contract& contract,
                           const std::optional<Certificate>& old_certificate,
                           const std::optional<ApplicationId>& except = {});

/// The same for an application that stands: what it was filed as, by whom, under which grant. A grant that the desk has
/// closed is none; one whose days ran out after the filing still is (R56).
ReissueFacts facts_of(Work& work, const Application& application, const Contract& contract, const Reissue& reissue,
                      const std::optional<Certificate>& old_certificate);
/// May it go on, by the date of its filing (R23, R56)? Asked at the approval and at the execution, too.
Can may_go_on(const Application& application, const Product& product, const ReissueFacts& facts, Time now);

/// The certificate that one would reissue or continue: of those not revoked the one that ends last; absent if none.
std::optional<Certificate> last_certificate(Work& work, const ContractId& contract);

/// The product of a contract. A Failure if the policy does not know it.
const Product& product_of(const Work& work, const Contract& contract);

}  // namespace madoguchi
