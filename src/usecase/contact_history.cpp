#include "usecase/contact_history.h"

#include "usecase/mask.h"
#include "usecase/record.h"

namespace madoguchi {

Result<ContactHistory> show_contact_history(Work& work, const ShowContactHistory& command) {
  const auto contract = TRY(visible_contract(work, command.contract));
  ContactHistory history;
  history.contacts = work.store.contacts.history(contract.id, command.at);
  history.more = std::ssize(history.contacts) > store::kContactHistoryMax;
  if (history.more) history.contacts.pop_back();
  if (!may_read_personal_data(work.actor)) {
    for (auto& contact : history.contacts) mask_contact(contact);
  }
  record_event(work, "contacts.viewed", "contract", contract.id.value, contract.id);
  return history;
}

}  // namespace madoguchi
