#include "usecase/view_account.h"

#include "base/assert.h"
#include "usecase/guard.h"

namespace madoguchi {
namespace {

Can can_do(std::string_view action, const Result<void>& allowed) {
  Can can{.action = std::string(action)};
  if (allowed) return can;
  can.allowed = false;
  can.reason = allowed.error().message;
  can.params = allowed.error().params;
  can.next = can.reason == "session.reauthenticate_needed" ? kNextReauthenticate : kNextEnquiry;
  return can;
}

/// The reasons that stay first, the password last: it is what the caller can do something about at once.
Result<void> may_change_address(Work& work) {
  TRY(require_no_hold(work));
  TRY(require_no_dispute(work));
  return require_recent_reauthentication(work);
}

}  // namespace

Result<AccountView> view_account(Work& work) {
  require(work.actor.account.has_value(), "an account looks at itself");
  auto account = TRY(work.store.accounts.get(*work.actor.account));
  AccountView view{.account = std::move(account)};
  for (const auto& mandate : work.actor.mandates) {
    auto customer = TRY(work.store.customers.get(mandate.customer));
    view.customers.push_back({.customer = std::move(customer), .mandate = mandate});
  }
  view.waiting_change = work.store.address_changes.open_of_account(view.account.id);
  const bool over =
      view.waiting_change && (work.now >= view.waiting_change->code_expires_at || view.waiting_change->tries_left == 0);
  if (over) view.waiting_change.reset();
  view.can = {can_do("change_address", may_change_address(work)),
              can_do("change_password", require_recent_reauthentication(work))};
  return view;
}

Result<Officer> view_officer(Work& work) {
  require(work.actor.officer.has_value(), "an officer looks at itself");
  return work.store.officers.get(*work.actor.officer);
}

}  // namespace madoguchi
