#pragma once
#include "domain/account.h"
#include "usecase/record.h"

namespace madoguchi {

/// The account's owner, at the address that receives its codes.
Recipient recipient_of(const Account& account);
/// "t***@example.jp", for the screen that says where a code went.
std::string masked_address(std::string_view address);

/// mail.suspicious_activity to the owner; `activity_key` is the sentence that says what happened.
void tell_suspicious(Work& work, const Account& account, std::string_view activity_key);
/// mail.password_changed to the owner.
void tell_password_changed(Work& work, const Account& account);

/// Everything that would let somebody in ends: sessions but for `but`, logins waiting for a code, resets waiting for
/// theirs (R9, R17, rules 7.2.2).
void end_every_way_in(Work& work, const AccountId& account, const std::optional<SessionId>& but);

}  // namespace madoguchi
