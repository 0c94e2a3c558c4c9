#pragma once
#include <string>
#include <vector>

#include "domain/account.h"
#include "domain/can.h"
#include "domain/mail_address.h"
#include "usecase/seen_account.h"

namespace madoguchi {

struct OpenAccount {
  std::string login_id;
  std::string name;
  MailAddress otp_address;
  Language language = Language::ja;
  CustomerId customer;
  MembershipRole role = MembershipRole::viewer;
  bool agent = false;                   ///< R124
  std::optional<Time> mandate_until{};  ///< an agent's must end
};
/// A login for a customer's person, by the desk (administrator, reception), and the mail with the link for its first
/// password (R9). Registrant and technical contact of the customer's contracts in force are told of its new user; until
/// kStandingAfter is over its claims of a compromise need the call. Refusals: forbidden; policy
/// "account.customer_disputed" while a contract of the customer is under a dispute hold (R122); input.invalid at
/// /login_id (account.login_id_malformed), /name, /mandate_until (account.mandate_needs_end); not_found
/// "customer.not_found"; conflict "account.login_id_taken".
Result<void> may_open_account(const Work& work);  ///< what it asks before the form: the role
Result<AccountId> open_account(Work& work, const OpenAccount& command);

/// R8, R124: which customers the account acts for, and as what. By the desk (administrator, reception); the account is
/// told by mail, and the customer's holders as by open_account. Effective with its next request (rules 7.2.7).
/// Refusals: forbidden; policy "account.customer_disputed"; input.invalid at /mandate_until
/// (account.mandate_needs_end); not_found "account.not_found", "customer.not_found"; stale "record.changed";
/// wrong_state "account.disabled_already".
struct GrantMembership {
  AccountId account;
  std::int64_t version = 0;  ///< of the account, as it was seen (If-Match): its memberships move it on as well
  CustomerId customer;
  MembershipRole role = MembershipRole::viewer;
  bool agent = false;
  std::optional<Time> mandate_until{};
};
Result<void> grant_membership(Work& work, const GrantMembership& command);
struct EndMembership {
  AccountId account;
  std::int64_t version = 0;
  CustomerId customer;
};
/// Ends it now. stale "record.changed"; not_found "account.no_membership".
Result<void> end_membership(Work& work, const EndMembership& command);

struct MembershipAtDesk {
  Membership membership;
  std::string customer;  ///< its name
  std::vector<Can> can;  ///< end
};
struct AccountAtDesk {
  Account account;
  std::vector<MembershipAtDesk> memberships;
  std::vector<Can> can;  ///< memberships, recoveries, invite, disable
};
/// By its login ID, for officers: not_found "account.not_found". Leaves the event account.viewed (R106).
Result<AccountAtDesk> find_account(Work& work, const std::string& login_id);

/// The language of mails and screens. By the account itself.
Result<void> set_language(Work& work, Language language);

/// The account logs in no more; its sessions, logins and resets end at once (rules 7.2.2). By the desk (administrator).
/// stale "record.changed"; wrong_state "account.disabled_already".
Result<void> disable_account(Work& work, const SeenAccount& seen);

}  // namespace madoguchi
