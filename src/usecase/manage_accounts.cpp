#include "usecase/manage_accounts.h"

#include "mail/names.h"
#include "usecase/account_notice.h"
#include "usecase/change_password.h"
#include "usecase/guard.h"
#include "usecase/officer_text.h"

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

Result<Account> account_in_use(Work& work, const AccountId& id) {
  auto account = TRY(work.store.accounts.get(id));
  if (account.disabled_at) return refuse(ErrorCode::wrong_state, "account.disabled_already");
  return account;
}

}  // namespace

Result<AccountId> open_account(Work& work, const OpenAccount& command) {
  TRY(require_role(work, {Role::administrator, Role::reception}));
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
  TRY(invite_account(work, account.id));
  return account.id;
}

Result<void> grant_membership(Work& work, const GrantMembership& command) {
  TRY(require_role(work, {Role::administrator, Role::reception}));
  TRY(check_mandate(work, command.agent, command.mandate_until));
  const auto account = TRY(account_in_use(work, command.account));
  const auto customer = TRY(work.store.customers.get(command.customer));
  TRY(require_undisputed(work, customer.id));
  work.store.accounts.put_membership({.account = account.id,
                                      .customer = customer.id,
                                      .role = command.role,
                                      .agent = command.agent,
                                      .mandate_from = work.now,
                                      .mandate_until = command.mandate_until});
  tell_suspicious(work, account, "account.activity_membership");
  tell_holders(work, account, customer, command.role);
  record_event(work, "membership.granted", "account", account.id.value, {},
               CanonicalJson()
                   .text("customer", customer.id.value)
                   .text("role", to_text(command.role))
                   .boolean("agent", command.agent));
  return {};
}

Result<void> end_membership(Work& work, const AccountId& id, const CustomerId& customer) {
  TRY(require_role(work, {Role::administrator, Role::reception}));
  const auto account = TRY(work.store.accounts.get(id));
  if (!work.store.accounts.end_membership(account.id, customer, work.now)) {
    return refuse(ErrorCode::not_found, "account.no_membership");
  }
  tell_suspicious(work, account, "account.activity_membership");
  record_event(work, "membership.ended", "account", account.id.value, {},
               CanonicalJson().text("customer", customer.value));
  return {};
}

Result<AccountAtDesk> find_account(Work& work, const std::string& login_id) {
  TRY(require_role(
      work, {Role::administrator, Role::reception, Role::caller, Role::reviewer, Role::approver, Role::revoker}));
  auto account = work.store.accounts.find_by_login_id(parse_login_id(login_id).value_or(""));
  if (!account) return refuse(ErrorCode::not_found, "account.not_found");
  record_event(work, "account.viewed", "account", account->id.value, {});
  auto memberships = work.store.accounts.memberships(account->id);
  std::vector<std::string> customers;
  customers.reserve(memberships.size());
  for (const auto& one : memberships) {
    auto customer = TRY(work.store.customers.get(one.customer));
    customers.push_back(std::move(customer.name));
  }
  return AccountAtDesk{
      .account = *std::move(account), .memberships = std::move(memberships), .customers = std::move(customers)};
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

Result<void> disable_account(Work& work, const AccountId& id) {
  TRY(require_role(work, {Role::administrator}));
  auto account = TRY(work.store.accounts.get(id));
  if (account.disabled_at) return refuse(ErrorCode::wrong_state, "account.disabled_already");
  account.disabled_at = work.now;
  TRY(work.store.accounts.update(std::move(account)));
  end_every_way_in(work, id, {});
  record_event(work, "account.disabled", "account", id.value, {});
  return {};
}

}  // namespace madoguchi
