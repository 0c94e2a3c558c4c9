#pragma once
#include "domain/account.h"
#include "usecase/work.h"

namespace madoguchi {

/// An account as an officer saw it before deciding about it (If-Match).
struct SeenAccount {
  AccountId id;
  std::int64_t version = 0;
};

/// As it is now: not_found "account.not_found"; stale "record.changed" if it has moved on since.
Result<Account> seen_account(Work& work, const SeenAccount& seen);

}  // namespace madoguchi
