#pragma once
#include "usecase/record.h"

namespace madoguchi {

/// 取下げ by the customer, of any kind whose table has the step (a compromise has not: R88). What waited for the
/// application is closed with it: tasks, a certificate that was due but not begun.
struct WithdrawApplication {
  ApplicationId id;
  std::int64_t version = 0;  ///< seen by the caller
};
Result<Application> withdraw_application(Work& work, const WithdrawApplication& command);

}  // namespace madoguchi
