#pragma once
#include "usecase/record.h"

namespace madoguchi {

/// 取下げ by the customer, of any kind whose table has the step (a compromise has not: R88). What waited for the
/// application is closed with it: tasks, a certificate that was due but not begun. A revocation is taken back only by
/// somebody who has just entered the password again (R6) and is under no hold (R16): forbidden
/// session.reauthenticate_needed, account.held; besides the registrant, the account that filed it is told.
struct WithdrawApplication {
  ApplicationId id;
  std::int64_t version = 0;  ///< seen by the caller
};
Result<Application> withdraw_application(Work& work, const WithdrawApplication& command);

}  // namespace madoguchi
