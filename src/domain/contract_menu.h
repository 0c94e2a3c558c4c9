#pragma once
#include <vector>

#include "domain/application.h"
#include "domain/can.h"
#include "domain/certificate.h"
#include "domain/contract.h"
#include "domain/policy.h"
#include "domain/reissue_rules.h"
#include "domain/revocation.h"

/// What a contract is today, and the one menu of what may be done with it (R21, R22, R95, R99). Pure.
namespace madoguchi {

/// 申込中 / 有効 / 更新受付中 / 更新済 / 解約手続中 / 解約 / 満了 (R99).
enum class ContractStatus : std::uint8_t { opening, in_force, renewal_open, renewed, cancelling, cancelled, expired };
template <>
struct Names<ContractStatus> {
  static constexpr auto values = std::to_array<std::pair<ContractStatus, std::string_view>>({
      MADOGUCHI_NAME(ContractStatus, opening),
      MADOGUCHI_NAME(ContractStatus, in_force),
      MADOGUCHI_NAME(ContractStatus, renewal_open),
      MADOGUCHI_NAME(ContractStatus, renewed),
      MADOGUCHI_NAME(ContractStatus, cancelling),
      MADOGUCHI_NAME(ContractStatus, cancelled),
      MADOGUCHI_NAME(ContractStatus, expired),
  });
};
/// 更新受付中 begins product.renewal_opens_days × 24 h before the end of the term (R110).
ContractStatus status_at(const Contract& contract, const Product& product, Time now);
/// When the renewal's window opens.
Time renewal_opens_at(const Contract& contract, const Product& product);
/// Whole days in Japan until the last day of the term: 0 on that day, negative after it.
std::int64_t days_left(const Contract& contract, Time now);

/// All that the menu depends on.
struct ContractFacts {
  const Contract& contract;
  const Product& product;
  const std::vector<Certificate>& certificates;       ///< all generations, oldest first; their bytes may be absent
  const std::vector<ScheduledRevocation>& schedules;  ///< at least the pending ones
  const std::vector<Application>& applications;       ///< at least the open ones
  bool cancelling = false;                            ///< an open application for the whole contract (R90)
  bool disputed = false;                              ///< R122
  bool grant_open = false;                            ///< a one-time grant in date (R55)
};

/// Does the caller's standing allow what the contract allows?
struct CallerStanding {
  bool may_file = false;  ///< applicant of the customer, or reception and review at the desk (R104)
  bool officer = false;
  bool held = false;  ///< R16: 72 h after a change of the code's address
  std::optional<Time> held_until{};
};

/// The facts of one certificate for the rules of reissue and continuation (R24: which one is picked).
ReissueFacts reissue_facts(const ContractFacts& facts, const Certificate& picked, bool officer, Time now);

/// 担当者変更申請, 再発行申請, 失効申請, always and in this order (R21); 継続発行 where the contract outlives its last
/// certificate; 更新申請 in its window, which is not offered here yet and says whom to ask. Each is allowed, or has the
/// reason and the next step (R22). A use case asks again when it is filed and when it is carried out (R23).
std::vector<Can> contract_menu(const ContractFacts& facts, const CallerStanding& caller, Time now);

/// What may be done with one certificate: reissue, revocation, continuation (R24).
std::vector<Can> certificate_menu(const ContractFacts& facts, const Certificate& certificate,
                                  const CallerStanding& caller, Time now);

/// May a contact change be filed? R25, R95, R122; `action` is "contact_change".
Can may_change_contacts(const ContractFacts& facts, Time now);

/// The certificate that ends last among those not revoked; null if there is none.
const Certificate* last_certificate(const std::vector<Certificate>& certificates);

}  // namespace madoguchi
