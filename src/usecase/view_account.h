#pragma once
#include <string>
#include <vector>

#include "domain/account.h"
#include "domain/can.h"
#include "domain/contract.h"
#include "usecase/work.h"

namespace madoguchi {

struct CustomerOfAccount {
  Customer customer;
  Mandate mandate;
};
/// What the caller may know of the own account: アカウント情報登録 (R11).
struct AccountView {
  Account account;
  std::vector<CustomerOfAccount> customers;       ///< with a mandate in force
  std::optional<AddressChange> waiting_change{};  ///< for its code, still good
  std::vector<Can> can;                           ///< change_address, change_password
};
Result<AccountView> view_account(Work& work);

/// The own officer, for the desk's screens.
Result<Officer> view_officer(Work& work);

}  // namespace madoguchi
