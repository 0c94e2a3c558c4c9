#pragma once
#include "usecase/revocation_matters.h"

namespace madoguchi {

/// The application of a revocation that is being filed now, before anything is written: 24 hours to publication run
/// from here (R83).
inline Application new_revocation(const Work& work, ApplicationKind kind, const RevocationCase& matter) {
  return {.id = matter.request.application,
          .number = new_receipt_number(work.random()),
          .kind = kind,
          .contract = matter.contract.id,
          .state = ApplicationState::submitted,
          .filed_by_account = work.actor.account,
          .filed_by_officer = work.actor.officer,
          .filed_at = work.now,
          .deadline_at = work.now + kRevocationDeadlineSeconds,
          .content_digest = digest_of(revocation_content(matter.request)),
          .policy_version = work.policy().version};
}

}  // namespace madoguchi
