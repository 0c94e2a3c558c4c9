#pragma once
#include <string>
#include <vector>

#include "domain/can.h"
#include "usecase/work.h"

namespace madoguchi {

inline constexpr std::int64_t kCustomersFoundMax = 20;

struct CustomersFound {
  std::vector<Customer> customers;
  std::vector<Can> can;  ///< contracts, accounts: to open one for a customer
};
/// For whom a contract or an account is opened (R97, R125): any part of 法人名 or カナ in any width and case, or a
/// 法人番号. At most kCustomersFoundMax. Roles reception, reviewer, administrator. Leaves the event desk.searched,
/// without the text (R106). Refuses forbidden; "?q" input.required, input.too_long, input.bad_characters.
Result<CustomersFound> find_customers(Work& work, const std::string& text);

}  // namespace madoguchi
