#pragma once
#include <vector>

#include "usecase/work.h"

namespace madoguchi {

struct ShowContactHistory {
  ContractId contract;
  std::optional<Time> at{};  ///< only who was contact at this instant
};
struct ContactHistory {
  std::vector<Contact> contacts;  ///< newest first; at most store::kContactHistoryMax
  bool more = false;              ///< older records are left out: ask with `at`
};
/// Who was contact when (R45), for calls and disputes: present and past records. Masked for who does casework on
/// nobody (R117). Leaves the event contacts.viewed (R106). Refuses not_found contract.not_found for what is not the
/// caller's (R7).
Result<ContactHistory> show_contact_history(Work& work, const ShowContactHistory& command);

}  // namespace madoguchi
