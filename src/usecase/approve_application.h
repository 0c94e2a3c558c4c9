#pragma once
#include <string>

#include "usecase/record.h"

namespace madoguchi {

/// 承認 of a reissue or continuation: a second person agrees to exactly what was shown (R102). Nothing is signed here:
/// an issuance becomes due, and the engine carries it out.
struct ApproveApplication {
  ApplicationId id;
  std::int64_t version = 0;    ///< seen by the officer (If-Match)
  std::string content_digest;  ///< of what the officer saw
};
/// Refuses as take_step does (wrong state, wrong role, application.needs_second_person), stale "record.changed" if the
/// version or the content is another one by now, and as require_may_be_issued does.
Result<Application> approve_application(Work& work, const ApproveApplication& command);

/// What an approval finds beside the content, for the menu too: policy "reissue.disputed", may_reissue()'s and
/// may_continue()'s reasons by the date of the filing (R23), "checklist.incomplete", "evidence.expired".
Result<void> require_may_be_issued(Work& work, const Application& application);

}  // namespace madoguchi
