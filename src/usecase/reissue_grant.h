#pragma once
#include <string>
#include <vector>

#include "domain/can.h"
#include "domain/reissue.h"
#include "usecase/work.h"

/// The desk lets a customer file one reissue outside self-service (R54, R55). Free of charge (R46), good once.
namespace madoguchi {

/// How long a customer may use a grant.
inline constexpr std::chrono::days kGrantDays{30};

struct OpenReissueGrant {
  ContractId contract;
  std::string reason;  ///< why; for the file, never leaves the desk (R97)
};
/// By reception or a reviewer. The registrant and the technical contact are told by mail. An open one that nobody used
/// in time makes room. Refuses forbidden; "/reason" input.required; policy grant.new_application_instead (R53: the
/// product's rule), reissue.contract_not_in_force, reissue.disputed (R122); conflict grant.already_open.
Result<ReissueGrant> open_reissue_grant(Work& work, const OpenReissueGrant& command);
/// The same once for `idempotency_key` (R96).
Result<ReissueGrantId> file_reissue_grant(Work& work, const OpenReissueGrant& command,
                                          const std::string& idempotency_key);

/// Takes it back, unused. not_found grant.not_found; wrong_state grant.closed if it is used, closed or out of date.
Result<void> close_reissue_grant(Work& work, const ContractId& contract, const ReissueGrantId& grant);

struct GrantView {
  ReissueGrant grant;
  std::vector<Can> can;  ///< close
};
struct GrantsOfContract {
  std::vector<GrantView> grants;  ///< newest first
  std::vector<Can> can;           ///< grants: open another
};
/// For officers.
Result<GrantsOfContract> list_reissue_grants(Work& work, const ContractId& contract);

}  // namespace madoguchi
