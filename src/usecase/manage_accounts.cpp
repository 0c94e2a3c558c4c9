#include "usecase/manage_accounts.h"

#include "usecase/account_notice.h"
#include "usecase/change_password.h"
#include "usecase/guard.h"

namespace madoguchi {
namespace {

constexpr std::size_t kNameBytesMax = 200;

}  // namespace

Result<AccountId> open_account(Work& work, const OpenAccount& command) {
  TRY(require_role(work, {Role::administrator, Role::reception}));
  const auto login_id = parse_login_id(command.login_id);
  if (!login_id) return refuse_field("/login_id", "account.login_id_malformed");
  if (command.name.empty()) return refuse_field("/name", "input.required");
  if (command.name.size() > kNameBytesMax) return refuse_field("/name", "input.too_long");
  const bool ends = command.mandate_until && *command.mandate_until > work.now;
  if (command.agent ? !ends : command.mandate_until && !ends) {
    return refuse_field("/mandate_until", "account.mandate_needs_end");
  }
  const auto customer = TRY(work.store.customers.get(command.customer));
  if (work.store.accounts.find_by_login_id(*login_id)) return refuse(ErrorCode::conflict, "account.login_id_taken");
  const Account account{.id = new_id<AccountId>(work.random()),
                        .login_id = *login_id,
                        .name = command.name,
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
  TRY(invite_account(work, account.id));
  return account.id;
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
