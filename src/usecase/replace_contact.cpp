#include "usecase/replace_contact.h"

namespace madoguchi {

Result<Contact> replace_contact(Work& work, const Contact& before, Contact after) {
  after.id = new_id<ContactId>(work.random());
  after.valid_from = work.now;
  after.valid_until.reset();
  TRY(work.store.contacts.replace(before.id, after));
  record_event(work, "contact.replaced", "contact", after.id.value, after.contract,
               CanonicalJson().text("role", to_text(after.role)).text("before", before.id.value));
  return after;
}

}  // namespace madoguchi
