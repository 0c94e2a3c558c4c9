#pragma once
#include <vector>

#include "http/router.h"
#include "job/runner.h"
#include "main/house.h"

/// Which routes stand behind which door, and which jobs run: the table of contents of the service.
namespace madoguchi {

http::Router portal_routes(House& house);
http::Router desk_routes(House& house);
http::Router status_routes(House& house);
/// In the order of urgency: what the law counts in hours comes first.
std::vector<job::Job> jobs_of(House& house);
/// Mass revocations, on a thread of their own: hours of work that hold up nothing that is due meanwhile.
std::vector<job::Job> incident_jobs_of(House& house);
/// What keeps OCSP true, and this node's CRLs those of the others: twice a second, whatever else runs or waits for a
/// key (a revocation is seen by every node within two).
std::vector<job::Job> feed_jobs_of(House& house);
/// What keeps OCSP answers fresh.
std::vector<job::Job> status_jobs_of(House& house);
/// On a thread of their own: a relay that hangs holds up nothing but mails (R118).
std::vector<job::Job> mail_jobs_of(House& house);

}  // namespace madoguchi
