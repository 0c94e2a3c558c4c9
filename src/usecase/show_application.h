#pragma once
#include <map>

#include "domain/can.h"
#include "domain/policy.h"
#include "domain/reissue.h"
#include "pki/csr.h"
#include "usecase/contact_change.h"
#include "usecase/show_contract.h"

namespace madoguchi {

/// The content of 再発行申請, 継続発行 and 新規発行, and what came of it.
struct ReissueView {
  Reissue reissue;                                 ///< without its bytes
  std::optional<Certificate> old_certificate{};    ///< without its bytes; absent for a first issue
  pki::Csr csr;                                    ///< as it was read; without its bytes
  std::optional<AgreementAcceptance> agreement{};  ///< R120
  std::optional<Time> expected_not_after{};        ///< R68: if it were issued now; absent once it is closed
  std::optional<Time> expected_old_end{};          ///< R59, R71: the old one's, likewise; absent if it stays
  ReissueWarnings warnings{};                      ///< of now; none once it is closed
  std::optional<Certificate> issued{};             ///< without its bytes
  std::optional<ScheduledRevocation> schedule{};   ///< the end of the old certificate that this application set (R59)
};
/// The content of 失効(解約)申請 and 緊急失効.
struct RevocationView {
  RevocationRequest request;
  std::vector<Certificate> certificates;  ///< meant by it, without their bytes
};

/// One application with all that a page, or an officer's screen, needs of it (R37, R97).
struct ApplicationPage {
  ApplicationView own;  ///< the application and its steps, oldest first
  Contract contract;
  std::string customer_name;
  const Product* product = nullptr;
  std::optional<std::string> filed_by{};              ///< the account's name; absent if the desk filed it
  std::map<std::string, std::string> officer_names;   ///< by id, of those who took a step; the desk only
  std::optional<ContactChangeView> contact_change{};  ///< conflicts and the verification: the desk only (R44)
  std::optional<ReissueView> reissue{};
  std::optional<RevocationView> revocation{};
  std::vector<Can> can;
};
/// The first look leaves the event application.viewed (R106). A subscriber gets nothing meant for the desk
/// (keep_inside). Refuses not_found application.not_found for what is not the caller's (R7).
Result<ApplicationPage> show_application(Work& work, const ApplicationId& id, Look look = Look::first);

}  // namespace madoguchi
