#include "store/lease.h"

namespace madoguchi::store {

void release_leases(sql::Connection& sql) {
  for (const char* release : {"UPDATE issuance SET leased_until = 0 WHERE leased_until > 0 "
                              "AND state IN ('due', 'intended')",
                              "UPDATE scheduled_revocation SET leased_until = 0 WHERE leased_until > 0 "
                              "AND state = 'pending'",
                              "UPDATE mail SET leased_until = 0 WHERE leased_until > 0 AND state = 'queued'",
                              "UPDATE periodic_job SET leased_until = 0 WHERE leased_until > 0"}) {
    sql.execute(release);
  }
}

}  // namespace madoguchi::store
