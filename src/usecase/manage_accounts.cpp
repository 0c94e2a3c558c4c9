#include "usecase/manage_accounts.h"

#include <algorithm>

#include "mail/names.h"
#include "usecase/account_notice.h"
#include "usecase/can_line.h"
#include "usecase/change_password.h"
#include "usecase/guard.h"
#include "usecase/officer_text.h"
#include "usecase/recover_mailbox.h"

namespace madoguchi {
namespace {

constexpr std::int64_t kHoldersToldMax = 500;

/// R124: an agent's mandate has an end; whoever's has one, it lies ahead.
Result<void> check_mandate(const Work& work, bool agent, const std::optional<Time>& until) {
  const bool ends = until && *until > work.now;
  if (agent ? !ends : until && !ends) return refuse_field("/mandate_until", "account.mandate_needs_end");
  return {};
}

/// R122: whoever wins the dispute decides who acts.
Result<void> require_undisputed(Work& work, const CustomerId& customer) {
  if (!work.store.holds.on_customer(customer)) return {};
  return refuse(ErrorCode::policy, "account.customer_disputed");
}

/// One officer makes somebody the customer's own; whoever holds its contracts hears of it.
void tell_holders(Work& work, const Account& account, const Customer& customer, MembershipRole role) {
  for (const auto& holder : work.store.contacts.holders_of(customer.id, work.now, kHoldersToldMax)) {
    const auto to = recipient_of(holder);
    queue_mail(work, to, "membership_granted",
               {{"customer", customer.name},
                {"login_id", account.login_id},
                {"account_name", account.name},
                {"role", name_in(work.office.catalogue, to.language, role)},
                {"granted_at", format_jst(work.now)}},
               {.contract = holder.contract, .application = {}});
  }
}

Result<void> require_keeper(const Work& work) {
  return require_role(work, {Role::administrator, Role::reception});
}

Result<void> may_grant(const Work& work, const Account& account) {
  TRY(require_keeper(work));
  if (account.disabled_at) return refuse(ErrorCode::wrong_state, "account.disabled_already");
  return {};
}

Result<void> may_end(const Work& work, const Membership& membership) {
  TRY(require_keeper(work));
  const bool ended = membership.mandate_until && *membership.mandate_until <= work.now;
  if (ended) return refuse(ErrorCode::not_found, "account.no_membership");
  return {};
}

Result<void> may_disable(const Work& work, const Account& account) {
  TRY(require_role(work, {Role::administrator}));
  if (account.disabled_at) return refuse(ErrorCode::wrong_state, "account.disabled_already");
  return {};
}

}  // namespace

Result<Account> seen_account(Work& work, const SeenAccount& seen) {
  auto account = TRY(work.store.accounts.get(seen.id));
  if (account.version != seen.version) return refuse(ErrorCode::stale, "record.changed");
  return account;
}

Result<void> may_open_account(const Work& work) {
  return require_keeper(work);
}

Result<AccountId> open_account(Work& work, const OpenAccount& command) {
  TRY(may_open_account(work));
  const auto login_id = parse_login_id(command.login_id);
  if (!login_id) return refuse_field("/login_id", "account.login_id_malformed");
  const auto name = TRY(required_line("/name", command.name));
  TRY(check_mandate(work, command.agent, command.mandate_until));
  const auto customer = TRY(work.store.customers.get(command.customer));
  TRY(require_undisputed(work, customer.id));
  if (work.store.accounts.find_by_login_id(*login_id)) return refuse(ErrorCode::conflict, "account.login_id_taken");
  const Account account{.id = new_id<AccountId>(work.random()),
                        .login_id = *login_id,
                        .name = name,
                        .otp_address = command.otp_address.text(),
                        .language = command.language,
                        .created_at = work.now};
  work.store.accounts.add(account);
  work.store.accounts.add_membership({.account = account.id,
                                      .customer = customer.id,
                                      .role = command.role,
                                      .agent = command.agent,
                                      .mandate_from = work.now,
                                      .mandate_until = command.mandate_until});
  record_event(work, "account.opened", "account", account.id.value, {},
               CanonicalJson().text("customer", customer.id.value).text("role", to_text(command.role)));
  tell_holders(work, account, customer, command.role);
  TRY(invite_account(work, {.id = account.id, .version = account.version}));
  return account.id;
}

Result<void> grant_membership(Work& work, const GrantMembership& command) {
  TRY(require_keeper(work));
  TRY(check_mandate(work, command.agent, command.mandate_until));
  const auto account = TRY(seen_account(work, {.id = command.account, .version = command.version}));
  TRY(may_grant(work, account));
  const auto customer = TRY(work.store.customers.get(command.customer));
  TRY(require_undisputed(work, customer.id));
  work.store.accounts.put_membership({.account = account.id,
                                      .customer = customer.id,
                                      .role = command.role,
                                      .agent = command.agent,
                                      .mandate_from = work.now,
                                      .mandate_until = command.mandate_until});
  TRY(work.store.accounts.update(account));  // its version: nobody decides on the memberships of before
  tell_suspicious(work, account, "account.activity_membership");
  tell_holders(work, account, customer, command.role);
  record_event(work, "membership.granted", "account", account.id.value, {},
               CanonicalJson()
                   .text("customer", customer.id.value)
                   .text("role", to_text(command.role))
                   .boolean("agent", command.agent));
  return {};
}

Result<void> end_membership(Work& work, const EndMembership& command) {
  TRY(require_keeper(work));
  const auto account = TRY(seen_account(work, {.id = command.account, .version = command.version}));
  const auto all = work.store.accounts.memberships(account.id);
  const auto membership = std::ranges::find(all, command.customer, &Membership::customer);
  if (membership == all.end()) return refuse(ErrorCode::not_found, "account.no_membership");
  TRY(may_end(work, *membership));
  if (!work.store.accounts.end_membership(account.id, command.customer, work.now)) {
    return refuse(ErrorCode::not_found, "account.no_membership");
  }
  TRY(work.store.accounts.update(account));
  tell_suspicious(work, account, "account.activity_membership");
  record_event(work, "membership.ended", "account", account.id.value, {},
               CanonicalJson().text("customer", command.customer.value));
  return {};
}

Result<AccountAtDesk> find_account(Work& work, const std::string& login_id) {
  TRY(require_role(
      work, {Role::administrator, Role::reception, Role::caller, Role::reviewer, Role::approver, Role::revoker}));
  auto account = work.store.accounts.find_by_login_id(parse_login_id(login_id).value_or(""));
  if (!account) return refuse(ErrorCode::not_found, "account.not_found");
  record_event(work, "account.viewed", "account", account->id.value, {});
  AccountAtDesk found;
  for (auto& one : work.store.accounts.memberships(account->id)) {
    MembershipAtDesk membership;
    membership.customer = TRY(work.store.customers.get(one.customer)).name;
    membership.can.push_back(can_line("end", may_end(work, one)));
    membership.membership = std::move(one);
    found.memberships.push_back(std::move(membership));
  }
  found.can.push_back(can_line("memberships", may_grant(work, *account)));
  found.can.push_back(can_line("recoveries", may_open_recovery(work, account->id)));
  found.can.push_back(can_line("invite", may_invite(work, *account)));
  found.can.push_back(can_line("disable", may_disable(work, *account)));
  found.account = *std::move(account);
  return found;
}

Result<void> set_language(Work& work, Language language) {
  auto account = TRY(work.store.accounts.get(work.actor.account.value()));
  if (account.language == language) return {};
  account.language = language;
  account = TRY(work.store.accounts.update(std::move(account)));
  record_event(work, "account.language_set", "account", account.id.value, {},
               CanonicalJson().text("language", to_text(language)));
  return {};
}

Result<void> disable_account(Work& work, const SeenAccount& seen) {
  TRY(require_role(work, {Role::administrator}));
  auto account = TRY(seen_account(work, seen));
  TRY(may_disable(work, account));
  account.disabled_at = work.now;
  TRY(work.store.accounts.update(std::move(account)));
  end_every_way_in(work, seen.id, {});
  record_event(work, "account.disabled", "account", seen.id.value, {});
  return {};
}

}  // namespace madoguchi
