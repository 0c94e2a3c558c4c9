#pragma once
#include "sql/connection.h"

namespace madoguchi::store {

/// Frees everything that a runner has leased: issuances, scheduled revocations, mails, periodic jobs. Only for who
/// holds the database alone, before any runner starts: what is leased then was leased by a process that was killed, and
/// need not wait for the lease's end. Elsewhere (several nodes on PostgreSQL) a lease ends by its time.
void release_leases(sql::Connection& sql);

}  // namespace madoguchi::store
