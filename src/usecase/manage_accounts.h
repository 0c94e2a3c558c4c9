#pragma once
#include <string>

#include "domain/account.h"
#include "domain/mail_address.h"
#include "usecase/work.h"

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
/// password (R9). Refusals: forbidden; input.invalid at /login_id (account.login_id_malformed), /name, /mandate_until
/// (account.mandate_needs_end); not_found "customer.not_found"; conflict "account.login_id_taken".
Result<AccountId> open_account(Work& work, const OpenAccount& command);

/// The account logs in no more; its sessions, logins and resets end at once (rules 7.2.2). By the desk (administrator).
/// wrong_state "account.disabled_already".
Result<void> disable_account(Work& work, const AccountId& id);

}  // namespace madoguchi
