#pragma once
#include <string>

#include "domain/account.h"
#include "domain/mail_address.h"
#include "usecase/work.h"

/// アカウント情報登録: the address that receives the one-time codes (R10–R17). Account data, not contact data: neither
/// ever changes the other (R10). No application, no review (R14).
namespace madoguchi {

struct RequestAddressChange {
  MailAddress new_address;
  std::string client;
};
struct RequestedAddressChange {
  AddressChangeId id;
  std::string new_address;  ///< for the confirmation screen (R13)
  Time code_expires_at{};
};
/// Sends a code to the new address; nothing changes until it comes back (R15). Voids an earlier request. Refusals:
/// forbidden "session.reauthenticate_needed" (R6), "account.held" (R16: one change at a time), "account.disputed"
/// (R122); input.invalid at /new_address "account.same_address"; too_many "login.too_many_codes".
Result<RequestedAddressChange> request_address_change(Work& work, const RequestAddressChange& command);

struct ConfirmAddressChange {
  AddressChangeId change;
  std::string code;
};
/// Switches at once (R14): the next code goes to the new address and nowhere else. In the same transaction the old
/// address is told, with a link that cancels (R16), the new one too; the account is held for 72 h; all other sessions,
/// logins and resets end (R17). Opens transactions of its own, for the try must outlive a refusal. Refusals as for the
/// request, and: invalid "login.code_malformed" at /code; unauthenticated "account.code_wrong" with {tries_left},
/// "account.code_ended" (too old, no tries left, voided, done).
/// The answer is the end of the hold.
Result<Time> confirm_address_change(const Office& office, Time now, const Actor& actor,
                                    const ConfirmAddressChange& command);

/// How the old address may undo a change: by the link in its mail, or, where two officers stand for it after a call
/// (R9), by telephone only. The mailbox that was lost may be in other hands.
enum class WayBack : std::uint8_t { link, telephone };

/// The switch itself, whoever answers for the new address: the code sent to it, or two officers (R9). In the same
/// transaction as above: mails, hold, ends, event. Sessions end but for `but`. unauthenticated "account.code_ended" if
/// the change was closed meanwhile; stale.
Result<Account> switch_address(Work& work, const Account& before, const AddressChange& change,
                               const std::optional<SessionId>& but, WayBack way_back = WayBack::link);

/// Not me (R16): by the link in the mail to the old address, without a login. The old address is back, every session
/// ends, the hold stays, both addresses and the desk are told. not_found "account.cancel_link_ended": unknown, used,
/// later than 72 h after the change.
Result<void> cancel_address_change(Work& work, const std::string& token);

}  // namespace madoguchi
