#pragma once
#include "usecase/work.h"

/// What a use case asks of its actor before anything else. The engine and officers pass what binds customers only.
namespace madoguchi {

/// R6, rules 7.2.6: a subscriber entered the password again within kReauthenticationSeconds. Before submitting a
/// reissue or a revocation, before changing the code's address. Forbidden "session.reauthenticate_needed".
Result<void> require_recent_reauthentication(const Work& work);

/// R16: the address for codes was not changed within the last 72 h. Before filing a reissue, a continuation or a
/// contact change and before approving; never before a revocation is asked for, but before one is brought forward or
/// taken back. Forbidden "account.held" with {until}.
Result<void> require_no_hold(const Work& work);

/// R122: no contract of the account's customers is under a dispute hold. Before the change of the code's address.
/// Forbidden "account.disputed".
Result<void> require_no_dispute(Work& work);

/// R100: the officer holds one of the roles. Forbidden "forbidden".
Result<void> require_role(const Work& work, std::initializer_list<Role> roles);

}  // namespace madoguchi
