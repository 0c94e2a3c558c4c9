#include "usecase/find_customers.h"

#include "domain/fold.h"
#include "domain/plain_text.h"
#include "usecase/can_line.h"
#include "usecase/guard.h"
#include "usecase/list_contracts.h"
#include "usecase/manage_accounts.h"
#include "usecase/open_contract.h"
#include "usecase/record.h"

namespace madoguchi {

Result<CustomersFound> find_customers(Work& work, const std::string& text) {
  TRY(require_role(work, {Role::reception, Role::reviewer, Role::administrator}));
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  const auto line = parse_line(text, kSearchTextMax);
  if (!line) return refuse_field("?q", line.error().message);
  if (line->empty()) return refuse_field("?q", "input.required");
  CustomersFound found;
  found.customers = work.store.customers.matching(fold_for_search(*line), narrow(*line), kCustomersFoundMax);
  record_event(work, "desk.searched", "officer", work.actor.officer->value, {},
               CanonicalJson().number("customers", std::ssize(found.customers)));
  found.can = {can_line("contracts", may_open_contract(work)), can_line("accounts", may_open_account(work))};
  return found;
}

}  // namespace madoguchi
